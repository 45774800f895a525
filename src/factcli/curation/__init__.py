"""Create a base and change it: one edit at a time, each checked before it is written."""
