"""The search engine on tantivy, for libraries too large for Whoosh (optional dependency)."""
