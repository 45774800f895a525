"""Say in another language what the program says in English: help, findings, errors and hints.

The source holds each sentence in English, which scripts read whatever the locale. `languages/<code>/program.toml` has
the same sentences with {0}, {1} … in place of their values; a sentence is found there by its fixed parts. Nothing
is loaded for English, and for the other languages only when there is something to say.
"""

from __future__ import annotations

import os
from functools import cache

from factcli.languages import FOLDER, read_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    Forms: TypeAlias = str | Sequence[str]

FILE = "program"
_COLON = ": "
_QUOTES = "'\""
_DEEPEST = 8  # sentences within a sentence


class Translation:
    """The sentences of the program in one language, by the English ones."""

    def __init__(
        self,
        sentences: Mapping[str, Forms],
        names: Mapping[str, str] | None = None,
        singular: Iterable[object] = (1,),
    ) -> None:
        """Take the sentences, the names of values in usage lines, and the numbers that go with the singular."""
        self._whole = {text: forms for text, forms in sentences.items() if "{0}" not in text}
        self._patterns = sorted(
            ((_fixed(text), forms) for text, forms in sentences.items() if "{0}" in text),
            key=lambda pattern: -sum(map(len, pattern[0])),
        )
        self._names = names or {}
        self._singular = set(singular)

    def say(self, text: str, depth: int = 0) -> str:
        """Return a sentence in this language, with its values translated too; unchanged if it is not known."""
        if text in self._whole:
            return self._form(self._whole[text], ())
        if depth > _DEEPEST:
            return text
        for parts, forms in self._patterns:
            values = _values(text, parts)
            if values is not None and (isinstance(forms, str) or any(map(str.isdecimal, values))):
                said = [self._value(value, depth) for value in values]
                return self._form(forms, values).format(*said)
        head, colon, tail = text.partition(_COLON)
        if not colon:
            return text
        told = self.say(head, depth + 1), self.say(tail, depth + 1)
        return text if told == (head, tail) else self._form(self._whole.get(_COLON, _COLON), ()).join(told)

    def paragraphs(self, text: str) -> str:
        """Return a help text with each of its paragraphs translated."""
        return "\n\n".join(self.say(" ".join(part.split())) for part in text.split("\n\n"))

    def usage(self, text: str) -> str:
        """Return a usage line, or the name of an option, with the names of its values translated."""
        import re

        return re.sub(r"[A-Z]{2,}", lambda found: self._names.get(found[0], found[0]), text)

    def _value(self, value: str, depth: int) -> str:
        if len(value) > 1 and value[0] == value[-1] and value[0] in _QUOTES and value[0] not in value[1:-1]:
            return f"« {value[1:-1]} »"  # what somebody wrote stays as it is
        return self.say(value, depth + 1)

    def _form(self, forms: Forms, values: Sequence[str]) -> str:
        if isinstance(forms, str):
            return forms
        number = next((int(value) for value in values if value.isdecimal()), 0)
        return forms[0] if number in self._singular else forms[1]


def _fixed(text: str) -> list[str]:
    """Return the parts of a pattern between its values."""
    first, *others = text.split("{")
    return [first, *(other.partition("}")[2] for other in others)]


def _values(text: str, parts: Sequence[str]) -> list[str] | None:
    """Return what stands between the fixed parts of a sentence, None if the text is another sentence."""
    if not text.startswith(parts[0]) or not text.endswith(parts[-1]):
        return None
    values, at = [], len(parts[0])
    for part in parts[1:-1]:
        end = text.find(part, at)
        if end < 0:
            return None
        values.append(text[at:end])
        at = end + len(part)
    end = len(text) - len(parts[-1])
    return [*values, text[at:end]] if at <= end else None


def of_language(code: str) -> Translation | None:
    """Return the translation into a language; None for English and for a language without one."""
    return None if code == "en" else _read(code)


@cache
def _read(code: str) -> Translation | None:
    if not code.isalpha() or not os.path.exists(os.path.join(FOLDER, code, f"{FILE}.toml")):
        return None
    tables = read_file(code, FILE)
    names = tables.pop("metavars", {})
    del tables["features"]
    sentences = {text: forms for table in tables.values() for text, forms in table.items()}
    return Translation(sentences, names, read_file(code, "screen")["numbers"]["singular"])


def translated(text: str, code: str) -> str:
    """Return a sentence of the program in a language, or as it is."""
    translation = of_language(code)
    return text if translation is None else translation.say(text)
