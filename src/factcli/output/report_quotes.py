"""Number the sentences a page cites: each is shown once, under the facts, with their spans marked."""

from __future__ import annotations

from factcli.language.messages import pick
from factcli.output.blocks import Quote, merged
from factcli.output.values import standing, when

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.language.messages import Wording
    from factcli.model import Fact, Sentence
    from factcli.output.blocks import Block


class Quotes:
    """The sentences of one page, in the order it cites them."""

    def __init__(self, wording: Wording) -> None:
        """Start without any."""
        self._wording = wording
        self._numbers: dict[tuple[str, str], int] = {}
        self._sentences: dict[int, Sentence] = {}
        self._spans: dict[int, list[tuple[int, int]]] = {}

    def mark(self, fact: Fact) -> str:
        """Return the marks of a fact's sentences: “[1]”, “[1] [2]”."""
        marks = []
        for evidence in fact.evidence:
            sentence = evidence.sentence
            number = self._numbers.setdefault((sentence.source.id, sentence.id), len(self._numbers) + 1)
            self._sentences[number] = sentence
            if evidence.offset >= 0:
                span = (evidence.offset, evidence.offset + len(evidence.exact))
                self._spans.setdefault(number, []).append(span)
            marks.append(f"[{number}]")
        return " ".join(dict.fromkeys(marks))

    def row(self, fact: Fact) -> list[str]:
        """Return the cells of a fact: what, when, how sure, and its marks."""
        wording = self._wording
        return [
            pick(fact.statement, wording.code),
            when(fact, wording),
            standing(fact, wording),
            self.mark(fact),
        ]

    def blocks(self) -> list[Block]:
        """Return the sentences cited so far."""
        return [self._block(number) for number in self._sentences]

    def _block(self, number: int) -> Quote:
        sentence = self._sentences[number]
        spans = merged(self._spans.get(number, ()), sentence.text)
        return Quote(number, sentence.text, spans, self.place(sentence), link(sentence))

    def place(self, sentence: Sentence) -> str:
        """Return where a sentence stands, as a line below it says."""
        return f"{sentence.source.id} · {self._wording.say('sentence', number=sentence.number)}"


def link(sentence: Sentence) -> str | None:
    """Return the address of a sentence: its source's, with a text fragment; None where it is not online.

    After "URL Fragment Text Directives" (WICG): the browser scrolls to the text and marks it.
    """
    url = sentence.source.url
    if not url or not url.startswith(("https://", "http://")):
        return None
    from factcli.output.cite import deep_link

    return deep_link(url, sentence.text)
