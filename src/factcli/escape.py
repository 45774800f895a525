r"""Escape untrusted text for display: whatever a base, a question or a file name contains is data.

A control character, an escape sequence or a bidirectional override can repaint a terminal or change how
a line reads. Each such code point, of the Unicode classes Cc, Cf, Cs, Zl and Zp, becomes a visible escape
(`\u202e`), except in JSON, which has its own escape for it.
"""

from __future__ import annotations

from unicodedata import category

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_PLANE = 0x10000
_JSON_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def escape(character: str) -> str:
    r"""Return the `\uXXXX` form of one code point; a pair of surrogates beyond the first plane."""
    number = ord(character)
    if number < _PLANE:
        return f"\\u{number:04x}"
    number -= _PLANE
    return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"


def visible(text: str) -> str:
    """Return the text with every hidden code point escaped, except line breaks and tabs."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character.isprintable() or character in "\n\t" or category(character) not in HIDDEN:
        return character
    return escape(character)


def line(text: str) -> str:
    """Return the text as one safe line: line breaks and tabs become spaces."""
    if text.isprintable():
        return text
    for broken in ("\r\n", "\n", "\t"):
        text = text.replace(broken, " ")
    return visible(text)


def json_string(text: str, *, ascii_only: bool = False) -> str:
    """Return the text as a JSON string, escaping hidden code points, and with `ascii_only` everything but ASCII."""
    if text.isprintable() and (not ascii_only or text.isascii()):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return '"' + "".join(_in_json(character, ascii_only=ascii_only) for character in text) + '"'


def _in_json(character: str, *, ascii_only: bool) -> str:
    short = _JSON_SHORT.get(character)
    if short is not None:
        return short
    if (ascii_only and not character.isascii()) or category(character) in HIDDEN:
        return escape(character)
    return character


def json_text(text: str) -> str:
    """Return JSON text with every control, format and line-breaking character as a JSON escape.

    A lone surrogate is left alone: it cannot be encoded as UTF-8, and writing it must fail.
    """
    if text.isprintable():
        return text
    hidden = {c for c in set(text) if not c.isprintable() and category(c) in HIDDEN and category(c) != "Cs"}
    return text.translate({ord(c): escape(c) for c in hidden}) if hidden else text


_ESCAPES = {ord(mark): "\\" + mark for mark in "\\`*_{}[]#|~$"} | {
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord("&"): "&amp;",
}


def escaped(text: str) -> str:
    """Return text as one line, escaped for Markdown and HTML."""
    shown = line(text).translate(_ESCAPES)
    return "\\" + shown if shown[:1] in ("-", "+", "=", "!") else shown


# A cell that a spreadsheet would run as a formula gets an apostrophe before it in CSV, as OWASP advises ("CSV
# Injection"); numbers are left alone. A formula may also begin within a cell: after a line end, or after a semicolon,
# which separates cells where the comma is in numbers.

_FORMULA = "=+-@＝＋－＠"
_BEGINNING = "^'*%s(?=[\t\r\n])|(?:^|[;\t\r\n])[ \u00a0]*'*%s(?=[-=+@＝＋－＠])"


def guarded(cell: str) -> str:
    """Return a cell as CSV may hold it: with an apostrophe where a spreadsheet would run it.

    What has such an apostrophe of its own gets a second one, so that `unguarded` gives back each cell.
    """
    if cell[:1] not in ("\t", "\r", "\n", "'") and not any(mark in cell for mark in _FORMULA):
        return cell
    if _is_number(cell):
        return cell
    import re

    return re.sub(_BEGINNING % ("", ""), r"\g<0>'", cell)


def unguarded(cell: str) -> str:
    """Return the cell that was guarded."""
    if "'" not in cell:
        return cell
    import re

    return re.sub(_BEGINNING % ("'", "'"), lambda found: found[0][:-1], cell)


def _is_number(cell: str) -> bool:
    whole, dot, decimals = cell.removeprefix("-").partition(".")
    return cell.isascii() and whole.isdigit() and (decimals.isdigit() if dot else True)


_WORDS = {None: "null", True: "true", False: "false"}
STEP = "  "


def dumped(value: Any, *, ascii_only: bool = False, indent: str = "") -> str:
    """Return a JSON value as text; `indent` is the line break and the margin so far, empty for one line."""
    if isinstance(value, str):
        return json_string(value, ascii_only=ascii_only)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int | float):
        return repr(value)
    inner = indent + STEP if indent else ""
    if isinstance(value, dict):
        keys = [json_string(key, ascii_only=ascii_only) for key in value]
        held = [dumped(each, ascii_only=ascii_only, indent=inner) for each in value.values()]
        pairs = [f"{key}: {each}" for key, each in zip(keys, held, strict=True)]
        return _enclosed("{", pairs, "}", indent)
    return _enclosed("[", [dumped(each, ascii_only=ascii_only, indent=inner) for each in value], "]", indent)


def _enclosed(opening: str, parts: list[str], closing: str, indent: str) -> str:
    if not parts:
        return opening + closing
    if not indent:
        return opening + ", ".join(parts) + closing
    return opening + indent + STEP + f",{indent}{STEP}".join(parts) + indent + closing
