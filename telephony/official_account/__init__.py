"""The hospital's WeChat official account as we use it: messages to followers, notices, the menu."""
