"""Full-text search over a library. The index is disposable: it is built from the library and rebuilt when needed.

- The query language: `query_tree` (the syntax tree), `parser` and `filters` (from text to tree), `query_pieces` (edits
  the text), `hit_spans` (highlights matches), `suggestions` (for queries without results).
- What is indexed: `analysis` (tokens, stems, edit distance), `postings` (weights of the words of a paper).
- Engines: `engine` is their interface; the packages `whoosh` and `tantivy` implement it with what `index_files` and
  `file_engine` provide.
- `indexing` brings an index up to date with the library; `similarity` makes the profiles of more-like-this queries.
"""
