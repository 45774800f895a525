"""Move a base to an edited text: what is still said word for word is found again, what is not is listed for review.

No quote is ever changed. A fact stays in the base only if each of its sentences is in the new text, letter by letter;
the others are taken out and returned whole, so that a person can decide on them.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from hashlib import sha256

from factcli._dataclass import dataclass
from factcli.audit.quotes import LIKE
from factcli.errors import NotFound, UsageProblem
from factcli.texts.source import passages, sentence_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    Tables = Mapping[str, Mapping[str, Any]]

KEPT, MOVED, CHANGED, MISSING, NEW = "kept", "moved", "changed", "missing", "new"


@dataclass(frozen=True, slots=True)
class SentenceFate:
    """What became of a sentence: its old and new number (None if it has none), its old text, what is said now.

    `facts` are the ids of the facts that were taken out for it.
    """

    status: str
    old: int | None
    number: int | None
    text: str
    now: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """The tables of the moved base, the fate of each sentence, and the documents of the facts taken out."""

    tables: dict[str, dict[str, Any]]
    sentences: tuple[SentenceFate, ...]
    facts: tuple[Mapping[str, Any], ...]


def repaired(tables: Tables, text: str, source: str | None = None) -> Repair:
    """Return a base moved to `text`, the new text of a source (by id; None if there is only one).

    Raises NotFound, UsageProblem if the source is not told or the text has no sentence.
    """
    number, document = _source(tables, source)
    found = passages(text, document["language"])
    if not found:
        raise UsageProblem("the text has no sentence", "give the edited text of the source")
    old = [(int(at), each) for at, each in tables["sentences"].items() if each["source"] == document["id"]]
    old.sort(key=lambda entry: entry[1]["number"])
    new = [text[passage.start : passage.end] for passage in found]
    places = _matched([each["text"] for _, each in old], new)
    kept = {at: place for (at, _), place in zip(old, places, strict=True) if place is not None}
    free = max((int(at) for at in tables["sentences"]), default=0)
    ids = {place: at for at, place in kept.items()}
    sentences = {at: each for at, each in tables["sentences"].items() if each["source"] != document["id"]}
    for place, passage in enumerate(found):
        if place not in ids:
            free += 1
            ids[place] = free
        sentences[str(ids[place])] = sentence_document(document["id"], place + 1, new[place], passage)
    gone = {at for at, _ in old} - kept.keys()
    facts, out = _parted(tables["facts"], gone)
    whole = {**document, "characters": len(text), "sha256": sha256(text.encode()).hexdigest()}
    moved = {name: dict(held) for name, held in tables.items()}
    moved.update(sources={**tables["sources"], number: whole}, sentences=sentences, facts=facts)
    return Repair(moved, tuple(_fates(old, kept, new, out)), tuple(out))


def _source(tables: Tables, source: str | None) -> tuple[str, Mapping[str, Any]]:
    named = [(at, each) for at, each in tables["sources"].items() if source in (None, each["id"])]
    if len(named) == 1:
        return named[0]
    ids = ", ".join(each["id"] for each in tables["sources"].values())
    if named:
        raise UsageProblem("the base has several sources", f"say which with --id: {ids}")
    raise NotFound(f"no source {source!r}", f"the base has {ids}")


def _matched(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """Return for each old sentence the place of the same words in the new text; none is given twice.

    What stands in the same order is matched first, so that a sentence that stands several times keeps its place.
    """
    places: list[int | None] = [None] * len(old)
    taken: set[int] = set()
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            places[block.a + step] = block.b + step
            taken.add(block.b + step)
    free: dict[str, list[int]] = {}
    for place, text in enumerate(new):
        if place not in taken:
            free.setdefault(text, []).append(place)
    for at, text in enumerate(old):
        if places[at] is None and free.get(text):
            places[at] = free[text].pop(0)
    return places


def _parted(facts: Mapping[str, Any], gone: set[int]) -> tuple[dict[str, Any], list[Mapping[str, Any]]]:
    """Return the facts that stand on sentences that are there, and the others; what is derived from these goes too."""
    out = {
        each["id"] for each in facts.values() if any(entry["sentence"] in gone for entry in each["evidence"])
    }
    size = -1
    while size != len(out):
        size = len(out)
        out |= {
            each["id"]
            for each in facts.values()
            if any(word.strip(".,;:()[]'\"«»“”") in out for word in each.get("derived", "").split())
        }
    staying = {at: each for at, each in facts.items() if each["id"] not in out}
    return staying, [each for each in facts.values() if each["id"] in out]


def _fates(
    old: Sequence[tuple[int, Mapping[str, Any]]],
    kept: Mapping[int, int],
    new: Sequence[str],
    out: Sequence[Mapping[str, Any]],
) -> list[SentenceFate]:
    fates = []
    free = [place for place in range(len(new)) if place not in kept.values()]
    for at, each in old:
        if at in kept:
            place = kept[at]
            status = KEPT if each["number"] == place + 1 else MOVED
            fates.append(SentenceFate(status, each["number"], place + 1, each["text"], each["text"]))
            continue
        facts = tuple(
            fact["id"] for fact in out if any(entry["sentence"] == at for entry in fact["evidence"])
        )
        like = _nearest(each["text"], new, free)
        if like is None:
            fates.append(SentenceFate(MISSING, each["number"], None, each["text"], "", facts))
        else:
            free.remove(like)
            fates.append(SentenceFate(CHANGED, each["number"], like + 1, each["text"], new[like], facts))
    return fates + [SentenceFate(NEW, None, place + 1, "", new[place]) for place in free]


def _nearest(text: str, new: Sequence[str], free: Sequence[int]) -> int | None:
    """Return which of the free new sentences an old one has become, None if it is like none of them."""
    matcher = SequenceMatcher(b=text, autojunk=False)
    best, score = None, LIKE
    for place in free:
        matcher.set_seq1(new[place])
        if (
            matcher.real_quick_ratio() >= score
            and matcher.quick_ratio() >= score
            and matcher.ratio() >= score
        ):
            best, score = place, matcher.ratio()
    return best
