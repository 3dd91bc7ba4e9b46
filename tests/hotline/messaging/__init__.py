"""Writing to callers on a channel that counts our messages."""
