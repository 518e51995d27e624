"""Papers as text to paste elsewhere: citation keys, BibTeX, references; `formats` is the table of them all."""
