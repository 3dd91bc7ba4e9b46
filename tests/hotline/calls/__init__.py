"""What is kept of telephone calls."""
