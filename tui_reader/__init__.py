"""tui-reader: research papers in the terminal.

Nothing is imported here. From the outside in:

- `cli` turns arguments into calls, `ui` shows the screen (the only package that knows Textual);
- both hold a `library.Library`, the one object that reads and changes a user's library;
- `store` keeps what is precious (SQLite), `search` what is disposable (the full-text index);
- `importers` read files, `citations` spell papers, `clipboard` hands text over;
- `papers`, `errors`, `paths` and `printable` are values that everybody shares.
"""

__version__ = "0.1.0"
