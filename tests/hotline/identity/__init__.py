"""Who somebody is across channels."""
