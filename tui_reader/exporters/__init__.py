"""Papers as files for other programs and for people; `formats` is the table of them all."""
