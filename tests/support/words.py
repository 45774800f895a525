"""The shipped messages, for tests."""

from __future__ import annotations

from factcli.language.messages import Messages, read


def messages(code: str) -> Messages:
    """Return what a language calls things."""
    return read(code)
