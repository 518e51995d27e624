"""Search, which is disposable: everything here can be made again from the library.

`query` is the language and `highlight` shows it in a text; both are pure. `engine` is what every engine promises and
`whoosh_engine` the one that keeps it: `postings` says what of a paper is indexed, `ranking` what matches and how well,
`whoosh_schema` and `snapshot` are the writing and the reading of Whoosh's files, `index_files` the files around them.
"""
