"""Tests of what is private, how long, and what one person may ask for."""
