"""Search, which is disposable: everything here can be made again from the library.

`query` is the language and `highlight` shows it in a text; both are pure. `engine` is what every engine promises and
`whoosh_engine` and `tantivy_engine` keep it. For both, `postings` says what of a paper is indexed, `index_files` keeps
the files around an index, and `stored` is what engines over files share; `suggestions` asks either for ways out of an
empty answer. For Whoosh, `ranking` says what matches and how well, and `whoosh_schema` and
`snapshot` are the writing and the reading of its files; for tantivy these are `tantivy_query`, `tantivy_schema` and
`tantivy_snapshot`.
"""
