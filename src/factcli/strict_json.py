"""Read strict JSON: no duplicate keys, no NaN, no lone surrogates, no unlimited nesting.

The standard library's C scanner does the work. It is used without the `json` package, because importing
that costs as much as reading a thousand facts.
"""

from __future__ import annotations

from math import isfinite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn

    Scan = Callable[[str, int], tuple[Any, int]]


_SPACE = " \t\n\r"


class NotStrict(ValueError):  # noqa: N818 -- it reads as what was found
    """Raised with the reason why a text is not strict JSON; `scan` and `loads` raise nothing else."""


def _refuse_constant(name: str) -> NoReturn:
    raise NotStrict(f"{name} is not a JSON number")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise NotStrict(f"duplicate key {twice!r} in one object")
    return found


class _Context:
    """Tell the C scanner how to build values; it reads only these names."""

    strict = True
    object_hook = None
    object_pairs_hook = staticmethod(_no_duplicates)
    parse_float = float
    parse_int = int
    parse_constant = staticmethod(_refuse_constant)
    memo: dict[str, str] = {}  # noqa: RUF012 -- the scanner's own, empty between calls


def _make_scan() -> Scan:
    try:
        from _json import make_scanner
    except ImportError:  # an interpreter without the C accelerator
        from json import JSONDecoder

        decoder = JSONDecoder(object_pairs_hook=_no_duplicates, parse_constant=_refuse_constant, strict=True)
        return decoder.scan_once  # type: ignore[no-any-return, attr-defined]
    scanner: Scan = make_scanner(_Context)  # type: ignore[arg-type]
    return scanner


_scan = _make_scan()


def scan_unbounded(text: str, start: int) -> tuple[Any, int]:
    """Read the JSON value at `start` like `scan`, without checking lengths and surrogates. Raises `NotStrict`."""
    try:
        return _scanned(text, start)
    except StopIteration as stop:
        raise NotStrict(f"no JSON value at character {stop.value}") from None
    except NotStrict:
        raise
    except (ValueError, RecursionError) as error:
        raise NotStrict(_first_line(error)) from None


def _scanned(text: str, start: int) -> tuple[Any, int]:
    try:
        return _scan(text, start)
    except SystemError:
        # CPython's scanner gets the error it raises from json.decoder, and has no message if that was not
        # imported; importing it costs too much for a valid base.
        import json.decoder  # noqa: F401

        return _scan(text, start)


def scan(text: str, start: int, limits: Limits) -> tuple[Any, int]:
    """Read the JSON value at `start`; return it and the position after it. Raises `NotStrict`."""
    if text.count("{") + text.count("[") > limits.depth:
        _check_depth(text, limits.depth)
    value, end = scan_unbounded(text, start)
    if len(text) > limits.items or "\\" in text:
        check_strings(value, limits)
    return value, end


def loads(text: str, limits: Limits) -> Any:
    """Read a whole text as one JSON value. Raises `NotStrict`."""
    start = len(text) - len(text.lstrip(_SPACE))
    value, end = scan(text, start, limits)
    if text[end:].strip(_SPACE):
        raise NotStrict(f"unexpected text after the JSON value at character {end}")
    return value


def is_number(value: object) -> bool:
    """Return True if a JSON value is a finite number small enough for exact arithmetic."""
    if type(value) is int:
        return -(2**63) <= value < 2**63
    return type(value) is float and isfinite(value)


def _first_line(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if "digits" in str(error):
        return "a number has too many digits"
    return str(error).splitlines()[0]


def _check_depth(text: str, most: int) -> None:
    """Check the nesting outside strings before building anything."""
    import re

    depth = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', text, re.DOTALL):
        mark = match.group()
        if mark in "[{":
            depth += 1
            if depth > most:
                raise NotStrict(f"nested more than {most} deep at character {match.start()}")
        elif mark in "]}":
            depth -= 1


def check_strings(value: Any, limits: Limits) -> None:
    """Check every string and list; only called if the text is long or has escapes."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            _check_string(item, limits)
        elif isinstance(item, dict):
            waiting += item.keys()
            waiting += item.values()
        elif isinstance(item, list):
            if len(item) > limits.items:
                raise NotStrict(f"a list of {len(item)} items; at most {limits.items} are allowed")
            waiting += item


def _check_string(text: str, limits: Limits) -> None:
    if len(text) > limits.string:
        raise NotStrict(f"a text of {len(text)} characters; at most {limits.string} are allowed")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise NotStrict("half of a surrogate pair is not a character") from None


# Limits on what a base may contain, so that a hostile file causes an error message and nothing else.
#
# The limits are generous: a base of a million facts has about 400 megabytes and is accepted. Every reader accepts
# other `Limits`.


class Limits:
    """Limits: file size in bytes, nesting depth, characters per string, items per list, documents per table.

    A plain class on purpose: importing dataclasses takes longer than reading a small base.
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
