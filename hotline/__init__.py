"""What we promise: the domain of the hotline, free of web, vendors and settings."""
