"""A file becomes papers and problems, one format a module; `formats.read_file` reads any of them."""
