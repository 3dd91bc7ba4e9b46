"""A patient at the progress page."""
