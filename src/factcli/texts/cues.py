"""Find the words that say how sure a claim is: conditional, attributed, yet to come, denied."""

from __future__ import annotations

import re

from factcli._dataclass import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Cues:
    """One pattern for each kind of cue of a language."""

    conditional: re.Pattern[str]
    attribution: re.Pattern[str]
    future: re.Pattern[str]
    negation: re.Pattern[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Sequence[str]]) -> Cues:
        """Take the table `claims` of a language file: phrases, and endings of verb forms with exceptions.

        A phrase that begins with a capital counts only so.
        """
        exceptions = table["not_endings"]
        return cls(
            _cue(table["conditional"], table["conditional_endings"], exceptions),
            _cue(table["attribution"], (), exceptions),
            _cue(table["future"], table["future_endings"], exceptions),
            _cue(table["negation"], (), exceptions),
        )


def said(cue: re.Pattern[str], text: str) -> str | None:
    """Return the words of a text that are a cue, or None."""
    found = cue.search(text.replace("’", "'"))
    return found[0] if found else None


def _cue(phrases: Iterable[str], endings: Iterable[str], exceptions: Iterable[str]) -> re.Pattern[str]:
    ways = [_way(phrase) for phrase in phrases]
    if verbs := "|".join(map(re.escape, endings)):
        apart = "".join(rf"(?!{re.escape(word)}\b)" for word in exceptions)
        ways.append(rf"{apart}[^\W\d_]+(?:{verbs})")
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(sorted(ways, key=len, reverse=True))})(?![\w])", re.IGNORECASE
    )


def _way(phrase: str) -> str:
    way = re.escape(phrase).replace(r"\ ", r"\s+")
    return f"(?-i:{way})" if phrase[:1].isupper() else way
