"""Report what list commands find: facts in the shape of answers, and items that are no facts."""

from __future__ import annotations

from factcli._dataclass import dataclass
from factcli.output import envelope as shapes
from factcli.output.report import ANSWERS, ITEMS, Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from factcli.language.messages import Wording
    from factcli.model import Fact
    from factcli.output.blocks import Block


@dataclass(frozen=True, slots=True)
class Listed:
    """Facts of one base, by number, in order; `load` makes the fact of a number."""

    base: str
    numbers: Sequence[int]
    load: Callable[[int], Fact]


class Facts:
    """Facts of several bases as one sequence; each is made when it is looked at."""

    def __init__(self, parts: Sequence[Listed], limit: int | None = None) -> None:
        """Keep at most `limit` of them; None and 0 keep all."""
        self._places = [(part, number) for part in parts for number in part.numbers]
        if limit:
            del self._places[limit:]

    def __len__(self) -> int:
        """Count the facts."""
        return len(self._places)

    def first(self, drawn: int) -> list[tuple[str, Fact]]:
        """Return the first facts, each with the name of its base; 0 for all."""
        return list(self._made(self._places[:drawn] if drawn else self._places))

    def rows(self, wording: Wording) -> Iterable[dict[str, Any]]:
        """Yield every fact in the shape of an answer."""
        from factcli.questions.result import Answer

        for base, fact in self._made(self._places):
            yield shapes.answer(Answer(fact, base, 1.0), wording)

    def _made(self, places: Sequence[tuple[Listed, int]]) -> Iterable[tuple[str, Fact]]:
        return ((part.base, part.load(number)) for part, number in places)


def on_facts(command: str, facts: Facts, wording: Wording, draw: Callable[[int], Sequence[Block]]) -> Report:
    """Report facts that a list command found."""
    envelope = shapes.list_envelope(command, wording.code, ANSWERS)

    def rows() -> Iterable[dict[str, Any]]:
        return facts.rows(wording)

    return Report(envelope, rows, len(facts), draw, wording, sentence=wording.say("nothing"), long=True)


def on_items(
    command: str,
    items: Sequence[dict[str, Any]],
    wording: Wording,
    draw: Callable[[int], Sequence[Block]],
    *,
    columns: tuple[str, ...],
) -> Report:
    """Report what a list command found that is no fact: entities, relations, sentences, bases."""
    return Report(
        shapes.list_envelope(command, wording.code, ITEMS),
        lambda: items,
        len(items),
        draw,
        wording,
        records=ITEMS,
        columns=columns,
        sentence=wording.say("nothing"),
        long=True,
    )
