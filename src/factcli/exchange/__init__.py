"""Import rows into a base, and export a base as tables, pages, graphs or a database."""
