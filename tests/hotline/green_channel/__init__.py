"""The green channel: moves, ladder, bell and what is kept."""
