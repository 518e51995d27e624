"""The commands: one table of them, and the protocols of what they may use. Only `bindings` loads Textual."""
