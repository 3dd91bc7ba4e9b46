"""How the schema came to be what it is: numbered steps, taken in order."""
