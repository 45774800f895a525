"""Make a hostile base from a good one: by its bytes, its structure, its numbers, its texts. One seed, one mutant."""

from __future__ import annotations

import copy
import json
import random
from typing import TYPE_CHECKING, Any

from bases import by_line
from hostile_texts import DATES, NUMBERS, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Tables = dict[str, Any]
    Place = tuple[Any, Any]  # a dict or a list, and a key or an index of it

THINGS: tuple[Any, ...] = (
    None,
    True,
    False,
    [],
    {},
    [[]],
    {"en": []},
    [None],
    {"x": {"y": {}}},
    "1",
    ["en", "fr"],
)
BULK = 100_000  # values a list may come to hold: more only wait for the disk
WORDS = ("id", "subject", "relation", "object", "speaker", "source", "kind", "modality", "language", "type")


class Mutant:
    """One hostile base: its bytes, what was done to it, and names that may be in it."""

    def __init__(self, data: bytes, done: list[str], names: list[str], fact: str) -> None:
        """Keep the four."""
        self.data, self.done, self.names, self.fact = data, done, names, fact


def mutant(good: Tables, seed: int) -> Mutant:
    """Return the mutant of that seed, the same on every machine."""
    chance = random.Random(seed)  # noqa: S311 -- the same mutants at each run
    tables = _slice(good, chance) if chance.random() < 0.8 else copy.deepcopy(good)
    done: list[str] = []
    for _ in range(chance.choice((1, 1, 1, 1, 2, 6))):
        change = chance.choice(STRUCTURE)
        if change is deep and deep.__name__ in done:
            continue  # twice as deep is more than can be written
        change(tables, chance)
        done.append(change.__name__)
    names = _names(tables, chance)
    data = _laid_out(tables, chance)
    if chance.random() < 0.15:
        spoil = chance.choice(BYTES)
        data = spoil(data, chance)
        done.append(spoil.__name__)
    return Mutant(data, done, names, _fact(tables, chance))


def _slice(good: Tables, chance: random.Random) -> Tables:
    """Keep some facts and what they name: a base as good as the whole, and quicker to try."""
    facts = dict(sorted(chance.sample(sorted(good["facts"].items()), 10), key=lambda item: int(item[0])))
    ids = {fact.get(key) for fact in facts.values() for key in ("subject", "object", "speaker", "relation")}
    kept = {**good, "facts": facts}
    for table in ("entities", "relations"):
        kept[table] = {number: each for number, each in good[table].items() if each["id"] in ids}
    return copy.deepcopy(kept)


def places(value: Any, wanted: Callable[[Any], bool]) -> list[Place]:
    """Return where in a value there is something that is wanted."""
    return [(holder, key) for holder, key in _walk(value) if wanted(holder[key])]


def _walk(value: Any) -> Iterator[Place]:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _walk(value[key])


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _pick(
    tables: Tables, chance: random.Random, wanted: Callable[[Any], bool] = lambda _: True
) -> Place | None:
    found = places(tables, wanted)
    return chance.choice(found) if found else None


def hostile_text(tables: Tables, chance: random.Random) -> None:
    """Put a hostile text in place of one text, or into the middle of it."""
    _texts(tables, chance, 1)


def hostile_texts(tables: Tables, chance: random.Random) -> None:
    """Do so at many places."""
    _texts(tables, chance, 30)


def hostile_everywhere(tables: Tables, chance: random.Random) -> None:
    """Append one hostile text to every text that readers see, so that the base stays valid."""
    text = chance.choice(TEXTS)[:150]
    for table in ("entities", "relations", "facts"):
        for document in _documents(tables, table):
            for key in ("name", "description", "label", "statement"):
                _append(document.get(key), text)
    for sentence in _documents(tables, "sentences"):
        for key in ("text", "section"):
            if isinstance(sentence.get(key), str):
                sentence[key] += text


def _append(texts: Any, text: str) -> None:
    for language, old in list(texts.items()) if isinstance(texts, dict) else ():
        texts[language] = f"{old}{text}"


def _documents(tables: Tables, table: str) -> list[dict[str, Any]]:
    found = tables.get(table)
    return [each for each in found.values() if isinstance(each, dict)] if isinstance(found, dict) else []


def _texts(tables: Tables, chance: random.Random, count: int) -> None:
    found = places(tables, _is_text)
    for holder, key in chance.sample(found, min(count, len(found))):
        old, text = str(holder[key]), chance.choice(TEXTS)
        at = chance.randrange(len(old) + 1)
        holder[key] = chance.choice((text, old[:at] + text + old[at:], old + text))


def hostile_number(tables: Tables, chance: random.Random) -> None:
    """Put an odd number in place of a number."""
    place = _pick(tables, chance, lambda value: type(value) in (int, float))
    if place:
        place[0][place[1]] = chance.choice(NUMBERS)


def odd_value(tables: Tables, chance: random.Random) -> None:
    """Give a fact an odd value or an odd date."""
    facts = _documents(tables, "facts")
    if not facts:
        return
    fact = chance.choice(facts)
    fact.pop("object", None)
    fact["value"] = chance.choice(
        (
            {
                "type": "money",
                "amount": chance.choice(NUMBERS),
                "currency": chance.choice(("USD", "XXX", "€", "eu")),
            },
            {"type": "quantity", "amount": chance.choice(NUMBERS), "unit": chance.choice(TEXTS)},
            {"type": "date", "edtf": chance.choice(DATES)},
            {"type": "text", "text": {"en": chance.choice(TEXTS), "fr": chance.choice(TEXTS)}},
            {"type": "text", "text": {"tlh": chance.choice(TEXTS)}},
            {"type": chance.choice(TEXTS)},
        )
    )
    if chance.random() < 0.5:
        fact["when"] = {"edtf": chance.choice(DATES), "resolved": chance.choice(DATES), "basis": "so"}


def other_thing(tables: Tables, chance: random.Random) -> None:
    """Put a thing of another type in place of anything."""
    place = _pick(tables, chance)
    if place:
        place[0][place[1]] = copy.deepcopy(chance.choice((*THINGS, *NUMBERS)))


def lost(tables: Tables, chance: random.Random) -> None:
    """Take anything away: a table, a document, a key, an item."""
    place = _pick(tables, chance)
    if place:
        del place[0][place[1]]


def surplus(tables: Tables, chance: random.Random) -> None:
    """Add a key nobody knows."""
    place = _pick(tables, chance, lambda value: isinstance(value, dict))
    if place:
        place[0][place[1]][chance.choice((*TEXTS, "note", "id2"))] = copy.deepcopy(chance.choice(THINGS))


def renamed(tables: Tables, chance: random.Random) -> None:
    """Call a key otherwise: a table, a document id, a key, a language."""
    place = _pick(tables, chance, lambda value: isinstance(value, dict) and bool(value))
    if place:
        inner = place[0][place[1]]
        old = chance.choice(list(inner))
        new = chance.choice(
            ("01", "1_0", "١", "0", "-1", "1.0", "9" * 20, old + " ", old.upper(), *WORDS, *TEXTS)
        )
        inner[new] = inner.pop(old)


def twice(tables: Tables, chance: random.Random) -> None:
    """Duplicate a document, with its id."""
    table = chance.choice(list(tables) or [""])
    documents = _documents(tables, table)
    if documents:
        document = chance.choice(documents)  # the values stay shared: they may be nested too deeply to copy
        tables[table][str(chance.randint(1, 99_999))] = dict(document)


def dangling(tables: Tables, chance: random.Random) -> None:
    """Let an id lead somewhere else, or nowhere."""
    found = [(holder, key) for holder, key in _walk(tables) if key in WORDS and isinstance(holder[key], str)]
    if found:
        holder, key = chance.choice(found)
        other, its = chance.choice(found)
        holder[key] = chance.choice((other[its], "nobody", ""))


def shuffled(tables: Tables, chance: random.Random) -> None:
    """Put tables and documents in another order."""
    for table in chance.sample(list(tables), len(tables)):
        found = tables.pop(table)
        if isinstance(found, dict):
            found = dict(chance.sample(list(found.items()), len(found)))
        tables[table] = found


def deep(tables: Tables, chance: random.Random) -> None:
    """Nest something deeply."""
    place = _pick(tables, chance)
    if place:
        value: Any = 1
        for _ in range(chance.choice((10, 20, 900))):
            value = [value] if chance.random() < 0.5 else {"x": value}
        place[0][place[1]] = value


def long_list(tables: Tables, chance: random.Random) -> None:
    """Make a list very long."""
    place = _pick(tables, chance, lambda value: isinstance(value, list))
    if place:
        old = place[0][place[1]] or ["x"]
        times = chance.choice((50, 3000, 10_001))
        if len(list(_walk(old))) * times < BULK:
            place[0][place[1]] = old * times


def far_offsets(tables: Tables, chance: random.Random) -> None:
    """Move sentences and their numbers anywhere."""
    for sentence in _documents(tables, "sentences"):
        if chance.random() < 0.3:
            sentence[chance.choice(("start", "end", "number"))] = chance.choice((0, 1, 10**9, 2**62, -5))


STRUCTURE = (
    hostile_text, hostile_text, hostile_text, hostile_texts, hostile_everywhere, hostile_everywhere,
    hostile_everywhere, hostile_number, odd_value, odd_value, other_thing, lost, surplus, renamed, twice, dangling,
    shuffled, deep, long_list, far_offsets,
)  # fmt: skip


def _laid_out(tables: Tables, chance: random.Random) -> bytes:
    data: bytes
    layout = chance.random()
    if layout < 0.6 and all(isinstance(each, dict) for each in tables.values()):
        try:
            data = by_line(tables)
        except UnicodeEncodeError:
            pass
        else:
            return data
    return json.dumps(tables, indent=2 if layout < 0.8 else None, ensure_ascii=True).encode()


def cut(data: bytes, chance: random.Random) -> bytes:
    """Keep the beginning alone."""
    return data[: chance.randrange(len(data) + 1)]


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 2, 20))):
        if found:
            found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def put_in(data: bytes, chance: random.Random) -> bytes:
    """Put bytes in anywhere."""
    at = chance.randrange(len(data) + 1)
    junk = chance.choice(
        (b"\0", b"\xff\xfe", b"NaN", b"1e999", b'"', b"\\", b"{", b"[" * 5000, b"}", b",", b"\n", b"\r\n",
         b"\xed\xa0\x80", b"\\ud800", b"\\u0000", b"//", b"\x1b[31m", b"9" * 5000, chance.randbytes(40))
    )  # fmt: skip
    return data[:at] + junk + data[at:]


def left_out(data: bytes, chance: random.Random) -> bytes:
    """Leave a piece out."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 2, 50, 5000)) :]


def again(data: bytes, chance: random.Random) -> bytes:
    """Duplicate a piece, or everything."""
    at, size = chance.randrange(len(data) + 1), chance.choice((1, 50, 2000, len(data)))
    return data[: at + size] + data[at:]


def lines_swapped(data: bytes, chance: random.Random) -> bytes:
    """Put the lines in another order, or drop and repeat some."""
    lines = data.split(b"\n")
    for _ in range(chance.choice((1, 3, 50))):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[chance.choice((one, other))]
    return b"\n".join(lines)


def other_encoding(data: bytes, chance: random.Random) -> bytes:
    """Write it in another encoding, or with a byte order mark."""
    text = data.decode("utf-8", "replace")
    code = chance.choice(
        ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "utf-8-sig", "utf-7", "cp1252")
    )
    return text.encode(code, "replace")


def other_breaks(data: bytes, chance: random.Random) -> bytes:
    """Break lines otherwise."""
    return data.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b" ", b"\x85")))


BYTES = (cut, flipped, put_in, left_out, again, lines_swapped, other_encoding, other_breaks)


def _names(tables: Tables, chance: random.Random) -> list[str]:
    """Return two names a question may use, of this base if it has any."""
    found = [
        text
        for entity in _documents(tables, "entities")
        if isinstance(entity.get("name"), dict)
        for text in entity["name"].values()
        if isinstance(text, str)
    ]
    return [chance.choice(found) if found else "Kyutai", chance.choice(found) if found else "OpenAI"]


def _fact(tables: Tables, chance: random.Random) -> str:
    found = [each["id"] for each in _documents(tables, "facts") if isinstance(each.get("id"), str)]
    return chance.choice(found) if found else "none"
