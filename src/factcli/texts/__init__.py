"""What a source text says: its sentences, numbers, dates and cues."""
