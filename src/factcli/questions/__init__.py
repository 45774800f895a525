"""Parse a question, link its names and its relation, rank candidate facts, and answer or abstain."""
