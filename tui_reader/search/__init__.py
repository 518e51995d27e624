"""What is disposable: full-text search over a library, built from it and rebuilt whenever that is needed.

`query_tree` holds what a query means, `parser` and `filters` read it from text, `query_pieces` edits the text, and
`hit_spans` finds its words in a text. `analysis` turns text into terms, `postings` says what of a paper is indexed.
`engine` is the interface of every engine; the packages `whoosh` and `tantivy` implement it over the files that
`index_files` and `file_engine` manage. `indexing` brings an index up to date, `similarity` finds papers like others,
`suggestions` explains an empty answer.
"""
