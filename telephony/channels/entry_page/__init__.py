"""The entry page: the whole of one reviewed answer, public, printable, in large type."""
