"""Check that quotes are in the source where the base says they are, or find where they have moved."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from hashlib import sha256

from factcli.audit.findings import make_finding
from factcli.text import words
from factcli.texts.sentences import SplittingRules, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factcli.audit.findings import Finding
    from factcli.model import Fact, FactBase, Sentence, Source


# The sentence of a changed text that an old one has become.

# A sentence this similar to the old one is the old one, changed (difflib's ratio, whose documentation
# calls 0.6 a close match).
LIKE = 0.6
_CANDIDATES = 8  # those that share most words; letters are compared with these alone


class Likeness:
    """Compare sentences with those of one text; the text is split when it is first needed."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self._text = text
        self._pieces: list[str] = []
        self._holders: dict[str, list[int]] = {}

    def nearest(self, sentence: str) -> str | None:
        """Return the sentence or heading most like the one given, None if none is close."""
        if not self._pieces:
            self._split()
        shared = Counter(at for word in set(words(sentence)) for at in self._holders.get(word, ()))
        matcher = SequenceMatcher(b=sentence, autojunk=False)
        best, score = None, LIKE
        for at, _ in shared.most_common(_CANDIDATES):
            matcher.set_seq1(self._pieces[at])
            if matcher.quick_ratio() >= score and matcher.ratio() >= score:
                best, score = self._pieces[at], matcher.ratio()
        return best

    def _split(self) -> None:
        self._pieces = [segment.text for segment in split(self._text, SplittingRules())]
        for at, piece in enumerate(self._pieces):
            for word in set(words(piece)):
                self._holders.setdefault(word, []).append(at)


def check_sentences(base: FactBase) -> Iterator[Finding]:
    """Yield the sentences whose number or offsets cannot be right, whatever the source."""
    numbers: set[tuple[str, int]] = set()
    ends: dict[str, int] = {}
    for sentence in sorted(base.sentences, key=lambda one: (one.source.id, one.start)):
        place = (sentence.source.id, sentence.number)
        if place in numbers:
            yield make_finding(
                "sentence-number", "sentences", sentence.id, "number", f"duplicate number {place[1]}"
            )
        numbers.add(place)
        if reason := _wrong_offsets(sentence, ends.get(place[0], 0)):
            yield make_finding("sentence-offsets", "sentences", sentence.id, "start", reason)
        ends[place[0]] = max(ends.get(place[0], 0), sentence.end)


def check_evidence(facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """Yield the evidence that is not in its sentence, or is in it more than once."""
    for fact in facts:
        for at, evidence in enumerate(fact.evidence):
            whole = (evidence.prefix or "") + evidence.exact + (evidence.suffix or "")
            first = evidence.sentence.text.find(whole)
            place = ("facts", fact.id, f"evidence.{at}.exact")
            if first < 0:
                message = f"sentence {evidence.sentence.number} does not contain {evidence.exact!r}"
                yield make_finding("evidence-missing", *place, message)
            elif evidence.sentence.text.find(whole, first + 1) >= 0:
                message = f"{evidence.exact!r} occurs more than once in sentence {evidence.sentence.number}"
                yield make_finding("evidence-ambiguous", *place, message)


def check_sources(base: FactBase, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what differs between the base and the texts of its sources, given by source id."""
    for source in base.sources:
        if source.id in texts:
            yield from _check_digest(source, texts[source.id])
            known = [sentence for sentence in base.sentences if sentence.source.id == source.id]
            yield from _check_quotes(known, texts[source.id])


def _wrong_offsets(sentence: Sentence, free: int) -> str | None:
    if sentence.end - sentence.start != len(sentence.text):
        length = len(sentence.text)
        return f"{sentence.start} to {sentence.end} is not the {length} code points of its text"
    if sentence.end > sentence.source.characters:
        return f"it ends at {sentence.end}, its source at {sentence.source.characters}"
    if sentence.start < free:
        return f"it starts at {sentence.start}, before the previous sentence ends"
    return None


def _check_digest(source: Source, text: str) -> Iterator[Finding]:
    if len(text) != source.characters:
        message = f"the text has {len(text)} code points, the base says {source.characters}"
        yield make_finding("source-changed", "sources", source.id, "characters", message)
    elif sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != source.sha256:
        message = "the text has the length the base says, but its content differs"
        yield make_finding("source-changed", "sources", source.id, "sha256", message)


def _check_quotes(sentences: list[Sentence], text: str) -> Iterator[Finding]:
    likeness = Likeness(text)
    free = 0  # where the sentence before has moved to: one that stands several times has moved with it
    for sentence in sorted(sentences, key=lambda each: each.start):
        if text[sentence.start : sentence.end] == sentence.text:
            free = sentence.end
            continue
        at = text.find(sentence.text, free)
        at = text.find(sentence.text) if at < 0 else at
        free = free if at < 0 else at + len(sentence.text)
        place = ("sentences", sentence.id)
        if at >= 0:
            message = f"it is at {at} to {at + len(sentence.text)}, not at {sentence.start}"
            yield make_finding("sentence-moved", *place, "start", message)
        elif like := likeness.nearest(sentence.text):
            yield make_finding("sentence-changed", *place, "text", f"the source now says {like!r}")
        else:
            yield make_finding("sentence-missing", *place, "text", "the source has nothing like it")
