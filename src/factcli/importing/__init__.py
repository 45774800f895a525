"""Make a fact base from rows: CSV, TSV or JSON lines with a fact in each row."""
