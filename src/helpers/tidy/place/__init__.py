"""Which place a page is about, step by step."""
