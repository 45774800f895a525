"""Keep, derived from a base, what questions read: one SQLite file, on disk or in memory, by the same code."""
