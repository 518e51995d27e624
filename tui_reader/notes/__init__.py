"""Notes as files of their own: what a new one begins as, and the directory that mirrors all of them."""
