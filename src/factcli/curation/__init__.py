"""Create and change a base, one edit at a time, each checked before it is written."""
