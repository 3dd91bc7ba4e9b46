"""Writing to callers on a channel that counts our messages: what is allowed, what waits, what goes when."""
