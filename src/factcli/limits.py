"""Bound what a base may hold, so that a hostile file costs an error message and nothing else.

The bounds are generous: a base of a million facts is some 400 megabytes and passes. Every reader takes
another `Limits` where somebody knows better.
"""

from __future__ import annotations


class Limits:
    """Hold the bounds: file size in bytes, nesting depth, letters a string, items a list, documents a table.

    Plain on purpose: the standard library's dataclasses cost more to import than a small base to read.
    """

    __slots__ = ("depth", "documents", "items", "size", "string")

    def __init__(
        self,
        *,
        size: int = 2_000_000_000,
        depth: int = 16,
        string: int = 100_000,
        items: int = 10_000,
        documents: int = 5_000_000,
    ) -> None:
        """Take each bound by name."""
        self.size, self.depth, self.string = size, depth, string
        self.items, self.documents = items, documents


DEFAULT = Limits()

QUESTION_LETTERS, QUESTION_WORDS = 1_000, 64
"""How long a question may be, in code points and in words."""
