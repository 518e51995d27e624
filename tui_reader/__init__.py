"""tui-reader: research papers in the terminal.

Nothing is imported here. The rooms, from the outside in; each knows only those below it:

- `cli` turns arguments into calls, `ui` shows the screen (the only room that knows Textual);
- `library` is what both hold: the one object that reads and changes a user's library;
- `notes` writes notes as files;
- `store` keeps what is precious (SQLite), `search` what is disposable (the full-text index), `importers` read files;
- `citations` turn papers into text to paste;
- `system` is this machine: clipboard, browser, editor, terminal;
- `manual` is the manual: pages of Markdown and their sections;
- `model` has the values that all exchange, `texts` what is known of texts: LaTeX, sentences, links, safe printing.
"""

__version__ = "0.1.0"
