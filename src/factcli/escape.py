r"""Make foreign text safe to show: whatever a base, a question or a file name holds is data.

A control character, an escape sequence or a bidirectional override can repaint a terminal or make a line
read other than it is. Each such code point becomes a visible form (`\u202e`), everywhere but in JSON, which
has an escape of its own for it. What is meant: the Unicode classes Cc, Cf, Cs, Zl and Zp.
"""

from __future__ import annotations

from unicodedata import category

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
    """Return the text with every hidden code point spelt out; line breaks and tabs stay as they are."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character.isprintable() or character in "\n\t" or category(character) not in HIDDEN:
        return character
    return escape(character)


def line(text: str) -> str:
    """Return the text as one safe line: line breaks and tabs become a space each."""
    if text.isprintable():
        return text
    for broken in ("\r\n", "\n", "\t"):
        text = text.replace(broken, " ")
    return visible(text)


def json_string(text: str, *, ascii_only: bool = False) -> str:
    """Return the text as a JSON string: letters raw, hidden code points escaped; all but ASCII on request."""
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

    A lone surrogate stays as it is: it has no place in UTF-8, and writing it must fail.
    """
    if text.isprintable():
        return text
    hidden = {c for c in set(text) if not c.isprintable() and category(c) in HIDDEN and category(c) != "Cs"}
    return text.translate({ord(c): escape(c) for c in hidden}) if hidden else text
