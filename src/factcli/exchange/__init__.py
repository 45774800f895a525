"""Carry facts into a base and out of it: rows, JSON, tables, pages, graphs."""
