"""The dialogue of a call: events in, steps out."""
