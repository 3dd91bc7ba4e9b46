"""Where staff meet us: the nurses' queue and the ticket page."""
