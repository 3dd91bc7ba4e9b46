"""The hospital's WeChat official account as a door: signed requests in, one answer each in five seconds."""
