"""What the bot can do: rasa-sdk actions, one file a capability."""
