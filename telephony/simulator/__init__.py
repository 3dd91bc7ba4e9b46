"""A telephone without a telephone: callers, lines and a provider on a virtual clock."""
