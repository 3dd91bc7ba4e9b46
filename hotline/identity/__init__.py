"""Who a caller is across channels: an address on a channel, and the phone number he proved to be his."""
