"""Words written by one person and approved by another."""
