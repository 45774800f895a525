"""Offer what fits at the cursor: commands, options, choices, or names and relations of the base.

Words of a name or a question need no quotes, so the words before the cursor may be the beginning of the name
that is being typed: `who xavier n` offers "Niel".
"""

from __future__ import annotations

from factcli.completion.matching import TIERS, Name, Offer, Offers, Typed, match, rest
from factcli.completion.reply import offerable
from factcli.text import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from factcli.completion.catalog import Catalog
    from factcli.completion.grammar import Slot

_LONGEST_CONTEXT = 6


class Request:
    """A request for completions: the slot, what exactly it takes, and how to open the catalog and list the bases."""

    __slots__ = ("bases", "catalog", "detail", "slot", "typed")

    def __init__(
        self, slot: Slot, detail: str, catalog: Callable[[], Catalog], bases: Callable[[], list[str]]
    ) -> None:
        """Keep what every kind of offer is made from."""
        self.slot, self.detail, self.catalog, self.bases = slot, detail, catalog, bases
        self.typed = slot.typed

    @property
    def kind(self) -> str:
        """Return the kind of answer that is asked for, "" for any."""
        kind = self.detail.partition(" ")[0]
        return "" if kind == "any" else kind


def offer(slot: Slot, catalog: Callable[[], Catalog], bases: Callable[[], list[str]] = list) -> Offers:
    """Return the completions for this slot; `catalog` opens the base and `bases` lists them all, only if needed.

    Each offer is the whole word, including a leading "--option=".
    """
    what, _, detail = slot.takes.partition(" ")
    make = _MAKERS.get(what)
    if make is None:
        return Offers()
    return _safe(make(Request(slot, detail, catalog, bases)), slot.lead)


def _safe(offers: Offers, lead: str) -> Offers:
    """Drop unsafe and duplicate offers; prepend what precedes the value in the word."""
    seen: dict[str, Offer] = {}
    for one in offers.listed:
        if offerable(one.value.lstrip("-") if offers.told else one.value):
            seen.setdefault(one.value, Offer(lead + one.value, one.note))
    offers.listed = list(seen.values())
    return offers


def _commands(asked: Request) -> Offers:
    shown = {
        name: command.help for name, command in asked.slot.command.commands.items() if not command.hidden
    }
    return _described(asked.typed, shown)


def _options(asked: Request) -> Offers:
    left = [
        option for option in asked.slot.command.options if option.many or option.long not in asked.slot.given
    ]
    shown = {name: option.help for option in left for name in option.names}
    found = [name for name in shown if name.startswith(asked.typed)]
    return Offers(
        [Offer(name, shown[name]) for name in found if name.startswith("--") or len(found) == 1], told=True
    )


def _choices(asked: Request) -> Offers:
    return _described(asked.typed, dict.fromkeys(asked.detail.split(), ""))


def _described(typed: str, shown: dict[str, str]) -> Offers:
    return Offers([Offer(text, shown[text]) for text in match(typed, shown)], told=True)


def _name(asked: Request) -> Offers:
    return _fitting(asked.catalog(), Typed(asked.typed), "", ())


def _words(asked: Request) -> Offers:
    """Offer the rest of a name that was begun and what is known about a name given; else names."""
    opened, kind = asked.catalog(), asked.kind
    said = asked.slot.arguments[-_LONGEST_CONTEXT:]
    typed = Typed(asked.typed)
    told = _relations_of(opened, said, kind)
    for first in range(len(said)):
        found = _continued(opened, said[first:], asked.typed, kind)
        if found.listed:
            here = [one for one in told if TIERS[0](typed, Name(one.value, key(one.value)))]
            return Offers([*found.listed, *here], cut=found.cut)
    if said and not asked.typed:
        return Offers(told)
    return _fitting(opened, typed, kind, told)


def _continued(catalog: Catalog, said: Sequence[str], typed: str, kind: str) -> Offers:
    """Offer the rest of the names that begin with the words given and with what is typed after them."""
    begun = key(" ".join(said)).split()
    for one_kind in dict.fromkeys((kind, "")):
        found, cut = catalog.names(0, Typed(" ".join([*said, typed])), one_kind)
        left = [Offer(rest(one.value, begun), one.note) for one in found if offerable(one.value)]
        if any(one.value for one in left):
            return Offers([one for one in left if one.value], cut=cut)
    return Offers()


def _relations_of(catalog: Catalog, said: Sequence[str], kind: str) -> list[Offer]:
    """Return the words that ask for what is known about the longest name among the words given."""
    for length in range(len(said), 0, -1):
        for first in range(len(said) - length + 1):
            found = catalog.relations(" ".join(said[first : first + length]), kind)
            if found:
                return found
    return []


def _fitting(catalog: Catalog, typed: Typed, kind: str, others: Sequence[Offer]) -> Offers:
    """Offer what the first tier finds: of the kind, then of any; misspelt matches come last."""
    last = len(TIERS) - 1
    kinds = dict.fromkeys((kind, "")) if typed.text else (kind,)
    steps = [(tier, one) for one in kinds for tier in range(last)]
    for tier, one in [*steps, *((last, one) for one in kinds)]:
        found = _in_tier(catalog, typed, tier, one, others)
        if found.listed:
            return found
    return Offers()


def _in_tier(catalog: Catalog, typed: Typed, tier: int, kind: str, others: Sequence[Offer]) -> Offers:
    here = [one for one in others if TIERS[tier](typed, Name(one.value, key(one.value)))]
    names, cut = catalog.names(tier, typed, kind)
    return Offers([*here, *names], cut=cut)


def _relation(asked: Request) -> Offers:
    shown = {one.value: one.note for one in asked.catalog().relation_ids()}
    return _described(asked.typed, shown)


def _fact(asked: Request) -> Offers:
    found, cut = asked.catalog().facts(asked.typed)
    return Offers(found, cut=cut, told=True)


def _entity(asked: Request) -> Offers:
    found, cut = asked.catalog().entities(asked.typed)
    return Offers(found, cut=cut, told=True)


def _sentence(asked: Request) -> Offers:
    return Offers(
        [one for one in asked.catalog().sentences() if one.value.startswith(asked.typed)], told=True
    )


def _base(asked: Request) -> Offers:
    found = [] if "/" in asked.typed else match(asked.typed, asked.bases())
    return Offers([Offer(name) for name in found], files="file")


def _file(asked: Request) -> Offers:
    return Offers(files=asked.slot.takes)


_MAKERS: dict[str, Callable[[Request], Offers]] = {
    "command": _commands,
    "option": _options,
    "choice": _choices,
    "name": _name,
    "question": _words,
    "words": _words,
    "relation": _relation,
    "fact": _fact,
    "entity": _entity,
    "sentence": _sentence,
    "base": _base,
    "file": _file,
    "dir": _file,
}
