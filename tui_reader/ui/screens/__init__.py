"""One place or question a file; a modal screen is a typed question, and `None` means "changed my mind"."""
