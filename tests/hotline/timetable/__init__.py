"""Who sits where and when."""
