"""Generate a large fact base, the same one each time: `python benchmarks/speed/generate.py 10000 out.json`.

Names are made of syllables and are shaped as real ones are: people with first names that many share,
towns with saints and rivers, universities, labels, works with articles. A tenth of all names holds one of
a few words ("university", "saint"), a few entities are in very many facts, and most are in one or two.
For N facts there are N sentences, N/2 entities and about N different names, aliases included.
"""

from __future__ import annotations

import json
import random
import sys
from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

RELATIONS = (
    ("place of birth", "lieu de naissance", "place", "{} was born in {}."),
    ("place of death", "lieu de décès", "place", "{} died in {}."),
    ("employer", "employeur", "organization", "{} worked for {}."),
    ("educated at", "scolarité", "organization", "{} studied at {}."),
    ("spouse", "conjoint", "person", "{} married {}."),
    ("founded by", "fondateur", "person", "{} was founded by {}."),
    ("author", "auteur", "person", "{} was written by {}."),
    ("headquarters location", "siège", "place", "The headquarters of {} is in {}."),
    ("record label", "label discographique", "organization", "{} appeared on the label {}."),
    ("country", "pays", "place", "{} is in {}."),
    ("genre", "genre", "thing", "{} belongs to the genre {}."),
    ("part of", "partie de", "thing", "{} is part of {}."),
)
VALUES = (
    ("date of birth", "date de naissance", "time", "{} was born on {}."),
    ("inception", "date de fondation", "time", "{} was started on {}."),
    ("population", "population", "quantity", "{} has {} inhabitants."),
    ("budget", "budget", "quantity", "{} cost {} dollars."),
)
_ONSETS = (
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "z",
    "",
)
_CORES = ("a", "e", "i", "o", "u", "ai", "ou", "é", "ei", "ö", "ia", "au")
_CODAS = ("", "", "", "n", "r", "l", "s", "t", "m", "nd", "ck", "x")


class Words:
    """Draw words of a kind, few of them often and many of them once."""

    def __init__(self, chance: random.Random, size: int, syllables: tuple[int, int]) -> None:
        """Make `size` different words; the n-th is drawn in proportion to 1 / (n + 5)."""
        made: dict[str, None] = {}
        while len(made) < size:
            made[_word(chance, chance.randint(*syllables))] = None
        self._chance, self._words = chance, list(made)
        self._weights = list(accumulate(1 / (at + 5) for at in range(size)))

    def draw(self) -> str:
        """Return one of the words, capitalised."""
        return self._chance.choices(self._words, cum_weights=self._weights)[0]


def _word(chance: random.Random, syllables: int) -> str:
    pick = chance.choice
    return "".join(pick(_ONSETS) + pick(_CORES) + pick(_CODAS) for _ in range(syllables)).capitalize()


class Namer:
    """Make names no one has yet, shaped by the kind of what bears them."""

    def __init__(self, chance: random.Random, size: int) -> None:
        """Prepare vocabularies that grow with the number of names, as real ones do."""
        self._chance = chance
        self._first = Words(chance, 300, (1, 2))
        self._last = Words(chance, 200 + size // 6, (2, 3))
        self._place = Words(chance, 200 + size // 8, (2, 3))
        self._common = Words(chance, 400, (1, 2))
        self._taken: set[str] = set()

    def name(self, kind: str) -> str:
        """Return a new name."""
        for _ in range(20):
            found = self._shape(kind)
            if found not in self._taken:
                self._taken.add(found)
                return found
        return f"{found} {len(self._taken)}"

    def _shape(self, kind: str) -> str:
        first, last, place, common = self._first.draw, self._last.draw, self._place.draw, self._common.draw
        shapes = {
            "person": (
                f"{first()} {last()}",
                f"{first()} {first()} {last()}",
                f"{first()}-{first()} {last()}",
            ),
            "place": (place(), f"Saint-{place()}", f"{place()}-sur-{last()}", f"Lake {place()}"),
            "organization": (
                f"University of {place()}",
                f"{last()} Records",
                f"{last()} & {last()}",
                f"Société {place()}",
            ),
            "thing": (
                f"The {common()} of {last()}",
                f"{common()} {common()} {last()}",
                f"{last()} {common()}",
            ),
        }
        return self._chance.choice(shapes[kind])


def _entities(namer: Namer, chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        kind = chance.choice(("person", "person", "place", "organization", "thing"))
        name = namer.name(kind)
        names = {"en": name}
        if kind in ("place", "organization") and chance.random() < 0.3:
            names["fr"] = namer.name(kind)
        aliases = [namer.name(kind) for _ in range(chance.choice((0, 0, 1, 1, 2)))]
        yield {"id": f"e{number}", "kind": kind, "name": names, "aliases": aliases}


def _fact(number: int, entities: list[tuple[str, str]], chance: random.Random) -> tuple[dict[str, Any], str]:
    """Return a fact document and its sentence."""
    subject, name = entities[number % len(entities)]
    fact: dict[str, Any] = {"id": f"f{number}", "subject": subject}
    if chance.random() < 0.7:
        label, _, _, sentence = chance.choice(RELATIONS)
        thing, said = entities[int(len(entities) * chance.random() ** 4)]
        fact |= {"relation": label.replace(" ", "-"), "object": thing}
    else:
        label, _, kind, sentence = chance.choice(VALUES)
        day = f"{chance.randint(1500, 2020)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        amount = chance.randint(100, 10**9)
        said = day if kind == "time" else f"{amount:,}"
        value = (
            {"type": "date", "edtf": day}
            if kind == "time"
            else {"type": "quantity", "amount": amount, "unit": ""}
        )
        fact |= {"relation": label.replace(" ", "-"), "value": value}
    text = sentence.format(name, said)
    fact |= {
        "statement": {"en": text},
        "modality": "asserted",
        "evidence": [{"sentence": number + 1, "exact": text[:-1]}],
    }
    return fact, text


def write(size: int, file: TextIO) -> None:
    """Write a base of `size` facts, one document a line."""
    chance = random.Random(size)  # noqa: S311 -- the same base each time is the point
    entities = list(_entities(Namer(chance, size), chance, max(size // 2, 10)))
    named = [(entity["id"], entity["name"]["en"]) for entity in entities]
    state = chance.getstate()
    texts = [_fact(number, named, chance)[1] for number in range(size)]
    chance.setstate(state)
    source = {
        "id": "s",
        "title": None,
        "language": "en",
        "characters": sum(map(len, texts)) + size,
        "sha256": sha256().hexdigest(),
    }
    tables = {
        "meta": iter([{"format": "factcli-base", "version": 1, "name": f"generated-{size}"}]),
        "sources": iter([source]),
        "sentences": _sentences(texts),
        "entities": iter(entities),
        "relations": _relations(),
        "facts": (_fact(number, named, chance)[0] for number in range(size)),
    }
    opening = "{\n"
    for table, documents in tables.items():
        file.write(f'{opening}"{table}": {{')
        for number, document in enumerate(documents, 1):
            comma = "," if number > 1 else ""
            file.write(f'{comma}\n"{number}": {json.dumps(document, ensure_ascii=False)}')
        file.write("\n}")
        opening = ",\n"
    file.write("\n}\n")


def _sentences(texts: list[str]) -> Iterator[dict[str, Any]]:
    start = 0
    for number, text in enumerate(texts, 1):
        yield {"source": "s", "number": number, "start": start, "end": start + len(text), "text": text}
        start += len(text) + 1


def _relations() -> Iterator[dict[str, Any]]:
    for label, french, kind, _ in RELATIONS + VALUES:
        yield {
            "id": label.replace(" ", "-"),
            "kind": kind,
            "label": {"en": label, "fr": french},
            "phrases": {"en": [label]},
        }


if __name__ == "__main__":
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        write(int(sys.argv[1]), out)
