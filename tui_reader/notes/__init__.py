"""Notes as files of their own: Markdown with front matter, in a directory that mirrors all of them."""
