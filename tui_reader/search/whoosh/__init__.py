"""The search engine on Whoosh: its index files, its processes, its ranking."""
