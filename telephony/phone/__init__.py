"""One telephone call, whatever provider carries it: what the caller did comes in, the next step goes out."""
