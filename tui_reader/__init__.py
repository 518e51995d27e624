"""tui-reader: research papers in the terminal.

Nothing is imported here. From the outside in:

- `cli` turns arguments into calls, `ui` shows the screen (the only package that knows Textual);
- both hold a `library.Library`, the one object that reads and changes a user's library;
- `store` keeps what is precious (SQLite), `search` what is disposable (the full-text index);
- `importers` read files, `citations` spell papers, `notes` mirrors notes as files, `clipboard` hands text over;
- `texts` reads LaTeX, finds sentences, links and passages; `highlights` anchors what a reader marked;
- `papers`, `errors`, `paths` and `printable` are values that everybody shares.
"""

__version__ = "0.1.0"
