"""The index of a base: what questions read, in an SQLite file on disk or in memory."""
