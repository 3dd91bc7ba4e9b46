"""Where operators meet us: the hotline command, and the place where everything is put together."""
