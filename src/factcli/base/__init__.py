"""The base on disk: one JSON file, read strictly, checked, and written atomically."""
