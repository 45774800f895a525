"""Make fact bases for tests: of any content, in any layout."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

from factcli.model import KINDS, MODALITIES

if TYPE_CHECKING:
    from pathlib import Path

FIRST = (
    "Ann",
    "Zoé",
    "Jean-Luc",
    "Kyo",
    "the Lady of",
    "Ōe",
    "Saint",
    "x",
    "1984",
    "Sainte-Anne d'",
    "!!!",
    "Ærø",
)
LAST = ("Lee", "Lée", "Müller", "Kyutai", "of Paris", "Paris", "New York", "O'Neil", "", "Company", "Smith")


def made(size: int, seed: int = 0) -> dict[str, dict[str, Any]]:
    """Return the tables of a base of `size` facts with everything a base can hold, the same for each seed."""
    chance = random.Random(seed)  # noqa: S311 -- a base that can be made again
    entities, sentences = max(2, size // 2), max(1, size // 2)
    return {
        "meta": {"1": {"format": "factcli-base", "version": 1, "name": f"made-{size}"}},
        "sources": {
            str(n): {
                "id": f"s{n}",
                "title": None,
                "language": chance.choice(("en", "fr")),
                "characters": 9,
                "sha256": "0" * 64,
            }
            for n in (1, 2)
        },
        "sentences": {
            str(n * 2): {
                "source": f"s{chance.randint(1, 2)}",
                "number": n,
                "start": n,
                "end": n + 5,
                "text": f"Été {n}…",
            }
            for n in range(1, sentences + 1)
        },
        "entities": {str(n): _entity(n, chance) for n in range(1, entities + 1)},
        "relations": {str(n): _relation(n, chance) for n in range(1, 5)},
        "facts": {str(n): _fact(n, chance, entities, sentences) for n in range(1, size + 1)},
    }


def _name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}".strip()


def _entity(number: int, chance: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {"id": f"e-{number}", "kind": chance.choice(KINDS), "name": {"en": _name(chance)}}
    if chance.random() < 0.5:
        found["name"]["fr"] = _name(chance)
    if chance.random() < 0.7:
        found["aliases"] = [_name(chance) for _ in range(chance.randint(0, 3))]
    return found


def _relation(number: int, chance: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": f"r-{number}",
        "kind": chance.choice(KINDS),
        "label": {"en": f"maker {number}"},
    }
    if number % 2:
        found["phrases"] = {"en": ["made by", "is the work of"], "fr": ["créé par"]}
        found["inverse"] = {"label": {"en": "made"}, "kind": "thing", "phrases": {"en": ["makes"]}}
    return found


def _fact(number: int, chance: random.Random, entities: int, sentences: int) -> dict[str, Any]:
    hub = chance.random() < 0.4
    found: dict[str, Any] = {
        "id": f"f{number}",
        "subject": "e-1" if hub else f"e-{chance.randint(1, entities)}",
        "relation": f"r-{chance.randint(1, 4)}",
        "statement": {"en": f"It is “{number}”, made in {chance.choice(LAST)}.", "fr": "C'est ça."},
        "modality": chance.choice(MODALITIES),
        "evidence": [
            {"sentence": 2 * chance.randint(1, sentences), "exact": chance.choice(("Été", "…"))}
            for _ in range(chance.choice((1, 1, 2, 3)))
        ],
    }
    if chance.random() < 0.6:
        found["object"] = f"e-{chance.randint(1, entities)}"
    else:
        found["value"] = chance.choice(
            (
                {"type": "money", "amount": 5.5, "currency": "EUR"},
                {"type": "quantity", "amount": 3, "unit": "km"},
                {"type": "date", "edtf": "2023-12~"},
                {"type": "text", "text": {"en": "so"}},
            )
        )
    if chance.random() < 0.3:
        found |= {"hedged": True, "speaker": f"e-{chance.randint(1, entities)}", "when": {"edtf": "2024"}}
    return found


def by_line(base: dict[str, Any]) -> bytes:
    """Lay a base out one document a line, as this program writes it."""
    tables = [
        f"{json.dumps(table)}: {{\n"
        + ",\n".join(f"{json.dumps(n)}: {json.dumps(d, ensure_ascii=False)}" for n, d in documents.items())
        + ("\n}" if documents else "}")
        for table, documents in base.items()
    ]
    return ("{\n" + ",\n".join(tables) + "\n}\n").encode()


def compact(base: dict[str, Any]) -> bytes:
    """Lay a base out on one line."""
    return json.dumps(base).encode()


def write(folder: Path, base: dict[str, Any], name: str = "b.json", *, lines: bool = True) -> str:
    """Write a base into a folder and return its path."""
    path = folder / name
    path.write_bytes(by_line(base) if lines else compact(base))
    return str(path)
