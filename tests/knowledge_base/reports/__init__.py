"""Tests of reading report values out of messages."""
