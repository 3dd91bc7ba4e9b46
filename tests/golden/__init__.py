"""The player of the golden conversations: fast with a scripted bot, live with Rasa and the real search."""
