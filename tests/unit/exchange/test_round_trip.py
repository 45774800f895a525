"""A base that people curated comes back from its rows with everything that rows hold, and what they do not is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcli.base.reader import read
from factcli.exchange.export import exporter
from factcli.exchange.import_into import import_into
from factcli.exchange.import_run import import_rows
from factcli.texts.source import evidence
from places import DATA, SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

    from factcli.model import Entity, Evidence, Fact, FactBase, Relation

BASES = [SHIPPED, *sorted((DATA / "bases").glob("*.json"))]
FORMATS = ["csv", "jsonl"]


def again(base: Path, folder: Path, format_name: str) -> Path:
    """Return the base that is imported from the rows of a base."""
    rows, out = folder / f"rows.{format_name}", folder / "again.json"
    held = read(str(base))
    rows.write_text("".join(map(str, exporter(format_name).parts(held))), encoding="utf-8", newline="")
    report = import_rows(str(rows), str(out), force=True)
    assert (report.bad, report.remarks) == ([], [])
    return out


def contents(base: FactBase) -> dict[str, Any]:
    """Return all that rows can hold of a base: everything that is part of a fact."""
    things: dict[str, Entity] = {}
    relations: dict[str, Relation] = {}
    for fact in base.facts:
        things |= {each.id: each for each in (fact.subject, fact.object, fact.speaker) if each}
        relations[fact.relation.id] = fact.relation
    quoted = [entry.sentence for fact in base.facts for entry in fact.evidence]
    return {
        "sources": {each.source.id: each.source for each in quoted},
        "sentences": {
            (each.source.id, each.number): (each.start, each.end, each.section, each.text) for each in quoted
        },
        "entities": {each.id: _plain(each) for each in things.values()},
        "relations": {each.id: _asked(each) for each in relations.values()},
        "facts": [_stated(fact) for fact in base.facts],
    }


def _plain(thing: Entity) -> tuple[object, ...]:
    return thing.id, thing.kind, dict(thing.name), thing.aliases, dict(thing.description or {})


def _asked(relation: Relation) -> tuple[object, ...]:
    inverse = relation.inverse
    ways = (dict(inverse.label), _phrases(inverse.phrases), inverse.kind) if inverse else None
    return relation.kind, dict(relation.label), _phrases(relation.phrases), ways, relation.one_value


def _phrases(phrases: Any) -> dict[str, tuple[str, ...]]:
    return {code: tuple(found) for code, found in phrases.items() if found}


def _stated(fact: Fact) -> tuple[object, ...]:
    named = [each and each.id for each in (fact.subject, fact.object, fact.speaker)]
    claim = fact.value, dict(fact.statement), fact.modality, fact.hedged, fact.when, fact.derived
    return fact.id, fact.relation.id, named, claim, list(map(_quoted, fact.evidence))


def _quoted(entry: Evidence) -> tuple[object, ...]:
    return entry.sentence.source.id, entry.sentence.number, entry.exact, entry.offset


class TestCuratedBases:
    @pytest.mark.parametrize("format_name", FORMATS)
    @pytest.mark.parametrize("base", BASES, ids=lambda path: path.stem)
    def test_everything_comes_back(self, tmp_path: Path, base: Path, format_name: str) -> None:
        found = again(base, tmp_path, format_name)

        assert contents(read(str(found))) == contents(read(str(base)))

    @pytest.mark.parametrize("base", BASES, ids=lambda path: path.stem)
    def test_what_is_in_no_fact_is_told(self, tmp_path: Path, base: Path) -> None:
        held, found = read(str(base)), read(str(again(base, tmp_path, "csv")))

        lost = len(held.entities) - len(found.entities), len(held.relations) - len(found.relations)
        told = exporter("csv").losses(held)

        assert [
            f"{lost[0]} entities are in no fact" in told,
            f"{lost[1]} relations have no fact" in told,
        ] == [
            bool(lost[0]),
            bool(lost[1]),
        ]

    def test_the_rows_of_a_base_go_into_its_bare_text(self, tmp_path: Path) -> None:
        rows, bare = tmp_path / "rows.jsonl", tmp_path / "bare.json"
        held = read(str(SHIPPED))
        rows.write_text("".join(map(str, exporter("jsonl").parts(held))), encoding="utf-8")
        tables = json.loads(SHIPPED.read_text("utf-8"))
        bare.write_text(
            json.dumps({**tables, "entities": {}, "relations": {}, "facts": {}}), encoding="utf-8"
        )

        report = import_into(str(bare), str(rows), new=True)

        assert report.bad == []
        assert contents(read(str(bare))) == contents(held)


codes = st.sampled_from(["en", "fr", "pt-BR"])
names = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
texts = st.one_of(
    names, st.sampled_from(["a | b", "[x]", "=SUM(A1)", "'-5", "1984", 'He said "no"; so', "x\ny"])
)
ids = st.from_regex(r"[a-z0-9é_.-]{1,6}", fullmatch=True)
by_language = st.dictionaries(codes, names, min_size=1, max_size=3)
phrases = st.dictionaries(codes, st.lists(names, min_size=1, max_size=3, unique=True), max_size=2)
kinds = st.sampled_from(["person", "organization", "place", "time", "quantity", "reason", "quote", "thing"])
dates = st.sampled_from(["2023-12~", "XXXX-11-21", "2024", "2024-03-01", "-0044"])
amounts = st.one_of(st.just(1.5e-250), st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9, allow_nan=False))
about: st.SearchStrategy[dict[str, Any]] = st.sampled_from([{}, {"approximate": True}])
described: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{}, {"description": {"fr": "une chose", "en": "a thing"}}]
)
claims: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{"modality": "asserted"}, {"modality": "planned", "hedged": True}]
)
resolved: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{}, {"resolved": "2023-11"}, {"resolved": "2023", "basis": "the year of the text"}]
)
values = st.one_of(
    st.builds(
        lambda a, c, m: {"type": "money", "amount": a, "currency": c} | m,
        amounts,
        st.sampled_from(["EUR", "USD"]),
        about,
    ),
    st.builds(
        lambda a, u, m: {"type": "quantity", "amount": a, "unit": u} | m, amounts, st.just("") | texts, about
    ),
    st.builds(lambda d: {"type": "date", "edtf": d}, dates),
    st.builds(lambda t: {"type": "text", "text": t}, st.dictionaries(codes, texts, min_size=1, max_size=2)),
)
told = st.one_of(st.none(), names, st.builds(lambda v, w: {"value": v, "inferred": w}, names, texts))


@st.composite
def bases(draw: st.DrawFn) -> dict[str, Any]:
    """Make a base with everything that the format knows."""
    sources = [
        {
            "id": name,
            "title": draw(told),
            "language": draw(codes),
            "characters": draw(st.integers(0, 9999)),
            "sha256": "0123456789abcdef" * 4,
            "publisher": draw(told),
            "author": draw(told),
            "url": draw(st.none() | names),
            "date": draw(st.none() | st.builds(lambda d, w: {"edtf": d, "inferred": w}, dates, texts)),
            "rights": draw(st.none() | texts),
        }
        for name in draw(st.lists(ids, min_size=1, max_size=2, unique=True))
    ]
    sentences = [
        {
            "source": source["id"],
            "number": number,
            "start": start,
            "end": start + len(text),
            "section": draw(st.none() | names),
            "text": text,
        }
        for source in sources
        for number, (start, text) in enumerate(
            draw(st.lists(st.tuples(st.integers(0, 999), texts), min_size=1, max_size=3)), 1
        )
    ]
    entities = [
        {"id": name, "kind": draw(kinds), "name": draw(by_language), "aliases": []} | draw(described)
        for name in draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    ]
    for entity in entities:
        own = set(entity["name"].values())
        entity["aliases"] = [
            each for each in draw(st.lists(names, max_size=2, unique=True)) if each not in own
        ]
    relations = []
    for name in draw(st.lists(ids, min_size=1, max_size=2, unique=True)):
        relation: dict[str, Any] = {"id": name, "kind": draw(kinds), "label": draw(by_language)}
        relation["phrases"] = draw(phrases)
        if draw(st.booleans()):
            relation["inverse"] = {"label": draw(by_language), "phrases": draw(phrases), "kind": draw(kinds)}
        if draw(st.booleans()):
            relation["one_value"] = draw(st.booleans())
        relations.append(relation)
    facts: list[dict[str, Any]] = []
    for name in draw(st.lists(ids, min_size=1, max_size=4, unique=True)):
        thing = st.sampled_from([each["id"] for each in entities])
        fact: dict[str, Any] = {"id": name, "subject": draw(thing)}
        fact["relation"] = draw(st.sampled_from([each["id"] for each in relations]))
        fact.update({"object": draw(thing)} if draw(st.booleans()) else {"value": draw(values)})
        fact["statement"] = draw(st.dictionaries(codes, texts, min_size=1, max_size=2))
        fact.update(draw(claims))
        if draw(st.booleans()):
            fact |= {"modality": "reported", "speaker": draw(thing)}
        if draw(st.booleans()):
            fact["when"] = {"edtf": draw(dates)} | draw(resolved)
        fact["evidence"] = []
        for number in draw(st.lists(st.integers(1, len(sentences)), min_size=1, max_size=3)):
            text = sentences[number - 1]["text"]
            start = draw(st.integers(0, len(text) - 1))
            exact = text[start : draw(st.integers(start + 1, len(text)))].strip()
            fact["evidence"].append(
                evidence(number, text, exact, text.find(exact, start))
                if exact
                else evidence(number, text, text)
            )
        if draw(st.booleans()):
            fact["derived"] = draw(texts)
        facts.append(fact)
    tables = {
        "sources": sources,
        "sentences": sentences,
        "entities": entities,
        "relations": relations,
        "facts": facts,
    }
    meta = {"1": {"format": "factcli-base", "version": 1, "name": "made"}}
    return {"meta": meta} | {
        name: {str(at): document for at, document in enumerate(found, 1)} for name, found in tables.items()
    }


class TestAnyBase:
    @pytest.mark.parametrize("format_name", FORMATS)
    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(document=bases())
    def test_everything_comes_back(self, tmp_path: Path, format_name: str, document: dict[str, Any]) -> None:
        base = tmp_path / "base.json"
        base.write_text(json.dumps(document), encoding="utf-8")

        found = again(base, tmp_path, format_name)

        assert contents(read(str(found))) == contents(read(str(base)))
