"""What Rasa lacks for a hotline: loaded by Rasa itself, in the bot's own environment."""
