"""Find the names of the base in a text, so that no statement names somebody its evidence does not."""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.text import tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcli.model import Entity, FactBase

_SHORT = 3
_REMEMBERED = 1000  # texts; those of one fact are looked at several times


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: where it stands, and the ids of the entities that bear it."""

    start: int
    end: int
    entities: frozenset[str]


class Names:
    """Know every name of a base by its folded words."""

    def __init__(self, base: FactBase) -> None:
        """Take the names and aliases of all entities."""
        self._bearers: dict[tuple[str, ...], dict[str, set[str]]] = {}
        self._lengths: dict[str, set[int]] = {}
        self._found: dict[str, tuple[Named, ...]] = {}
        for entity in base.entities:
            for name in (*entity.name.values(), *entity.aliases):
                self._add(name, entity)

    def _add(self, name: str, entity: Entity) -> None:
        words = tuple(token.word for token in tokens(name))
        if words:
            self._bearers.setdefault(words, {}).setdefault(name, set()).add(entity.id)
            self._lengths.setdefault(words[0], set()).add(len(words))

    def find(self, text: str) -> tuple[Named, ...]:
        """Return the names in a text, the longest at each place, without overlap.

        A name written with capitals is one only where it stands with capitals: US is no us.
        """
        if text not in self._found:
            if len(self._found) > _REMEMBERED:
                self._found.clear()
            self._found[text] = tuple(self._search(text))
        return self._found[text]

    def _search(self, text: str) -> Iterator[Named]:
        said = tokens(text)
        words = [token.word for token in said]
        at = 0
        while at < len(said):
            for length in sorted(self._lengths.get(words[at], ()), reverse=True):
                if at + length > len(said):
                    continue
                start, end = said[at].start, said[at + length - 1].end
                if bearers := self._written(tuple(words[at : at + length]), text[start:end]):
                    yield Named(start, end, bearers)
                    at += length - 1
                    break
            at += 1

    def _written(self, words: tuple[str, ...], text: str) -> frozenset[str]:
        written = self._bearers.get(words, {})
        return frozenset(bearer for name in written if _as_written(name, text) for bearer in written[name])


def _as_written(name: str, text: str) -> bool:
    """Tell whether a text is a name as it is written, as far as capitals tell a name from a word."""
    if not any(character.isupper() for character in name):
        return True
    if len(name) <= _SHORT and name.isupper():
        return text.isupper()
    return any(character.isupper() for character in text)


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length with some spans crossed out, so that no number is read in a name."""
    for start, end in spans:
        text = text[:start] + "x" * (end - start) + text[end:]
    return text
