"""From a caller's words to the entry that answers them, or to an honest silence."""
