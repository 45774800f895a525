"""Read from a line what an index needs of it, in one look, where the line is as this program writes it.

Most of what making the index of a large base costs is building documents that are looked at once. These
patterns match a line only if it is strict JSON and has the form of its table, whole; whatever else may be
right is left to those who build the document. A test holds both to the same summaries.
"""

from __future__ import annotations

from factcli.model import MODALITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    Fields = tuple[str, ...]
    Summaries = list[tuple[str, ...]]

WORTH = 1_000_000  # bytes of a base from which on loading the pattern engine pays

# The places of what is told of a fact, after its document id. Of a sentence it is the id of its source.
ID, SUBJECT, RELATION, OBJECT, DATE, QUANTITY, MONEY, TEXT, MODALITY, HEDGED, SPEAKER, SENTENCE, OTHERS = (
    range(1, 14)
)

_LETTERS = r'[^"\\\x00-\x1f]*+(?:\\["\\/bfnrt][^"\\\x00-\x1f]*+)*+'
_ANY = f'"{_LETTERS}"'
_SAID = f'"(?!"){_LETTERS}"'
_NAME = r'"([!#-\[\]-~]{1,200})"'
_COUNT = r"(?:0|[1-9]\d{0,14})"
_AMOUNT = _COUNT.join(("-?", r"(?:\.\d{1,15})?"))
_BOTH = rf'(?:"en": {_SAID}(?:, "fr": {_SAID})?|"fr": {_SAID}(?:, "en": {_SAID})?)'
_VALUE = (
    rf'\{{"type": "(?:(date)", "edtf": {_SAID}|(quantity)", "amount": {_AMOUNT}, "unit": {_ANY}'
    rf'|(money)", "amount": {_AMOUNT}, "currency": "[A-Z]{{3}}"|(text)", "text": \{{{_BOTH}\}})\}}'
)
_AROUND = rf'"exact": {_SAID}(?:, "prefix": {_SAID})?(?:, "suffix": {_SAID})?\}}'
_NUMBER = r'^"([1-9]\d{0,14})": \{'
_PATTERNS = {
    "sentences": (
        rf'{_NUMBER}"source": {_NAME}, "number": {_COUNT}, "start": {_COUNT}, "end": {_COUNT}, '
        rf'(?:"section": (?:null|{_SAID}), )?"text": {_SAID}\}},?$'
    ),
    "facts": (
        rf'{_NUMBER}"id": {_NAME}, "subject": {_NAME}, "relation": {_NAME}, '
        rf'(?:"object": {_NAME}|"value": {_VALUE}), "statement": \{{{_BOTH}?\}}, '
        rf'"modality": "({"|".join(MODALITIES)})", (?:"hedged": (true|false), )?(?:"speaker": {_NAME}, )?'
        rf'(?:"when": \{{"edtf": {_SAID}(?:, "resolved": {_SAID})?(?:, "basis": {_SAID})?\}}, )?'
        rf'"evidence": \[\{{"sentence": ({_COUNT}), {_AROUND}((?:, \{{"sentence": {_COUNT}, {_AROUND})*+)\]'
        rf'(?:, "derived": {_SAID})?\}},?$'
    ),
}


class Summarizer:
    """The patterns, ready."""

    def __init__(self) -> None:
        """Compile them."""
        import re

        self._find = {
            table: re.compile(pattern, re.ASCII | re.MULTILINE).findall
            for table, pattern in _PATTERNS.items()
        }

    def of_lines(self, table: str, text: str) -> Summaries | None:
        """Return what each line of a table tells, its document id first; None where one is not as usual."""
        find = self._find.get(table)
        if find is None:
            return None
        found: Summaries = find(text)
        return found if len(found) == text.count("\n") + 1 else None


def other_sentences(told: Fields) -> list[int]:
    """Return the sentences a fact cites after its first one."""
    parts = told[OTHERS].split('{"sentence": ')[1:]
    return [int(part.partition(",")[0]) for part in parts]
