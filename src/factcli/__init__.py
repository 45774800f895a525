"""Answer questions about an article, each with the verbatim sentence that proves it."""

__version__ = "0.1.0"
