"""The days that staff enter."""
