"""What we know: reviewed topics and services, and the search over them."""
