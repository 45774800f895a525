"""Find the sentence of a changed text that an old sentence has become."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher

from factcli.text import words
from factcli.texts.sentences import SplittingRules, split

# What shares this much with the old sentence is the old one, changed (difflib's ratio, whose documentation
# calls 0.6 a close match).
_LIKE = 0.6
_CANDIDATES = 8  # those that share most words; letters are compared with these alone


class Likeness:
    """Compare sentences with those of one text; the text is split when the first one is asked for."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self._text = text
        self._pieces: list[str] = []
        self._holders: dict[str, list[int]] = {}

    def nearest(self, sentence: str) -> str | None:
        """Return the sentence or heading most like the one given, None where none is close."""
        if not self._pieces:
            self._split()
        shared = Counter(at for word in set(words(sentence)) for at in self._holders.get(word, ()))
        matcher = SequenceMatcher(b=sentence, autojunk=False)
        best, score = None, _LIKE
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
