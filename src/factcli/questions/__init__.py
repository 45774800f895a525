"""Parse a question, link its names and its relation, rank what it may mean, and answer or abstain."""
