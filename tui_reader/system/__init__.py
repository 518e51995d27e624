"""This machine: clipboard, browser, editor, terminal, and a lock between processes."""
