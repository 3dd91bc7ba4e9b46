"""One command a file; each is called `command`."""
