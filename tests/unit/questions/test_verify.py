"""A claim is supported only as surely as a fact says it, and contradicted only where one value is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.result import CONTRADICTED, NOT_STATED, SUPPORTED, AskOptions
from factcli.questions.verify import verify
from rows import indexed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon

FACTS = [
    ("Ada Quill", "place of birth", "Port Merrin", "place", "asserted", ""),
    ("Ada Quill", "date of birth", "1951-05-14", "date", "asserted", ""),
    ("Ada Quill", "instrument", "trombone", "thing", "asserted", ""),
    ("Ada Quill", "religion", "Islam", "thing", "hedged", ""),
    ("Ada Quill", "spouse", "Tom Reed", "person", "reported", "Reuters"),
    ("Ada Quill", "country", "Norland", "place", "denied", ""),
    ("Ada Quill", "genre", "jazz", "thing", "asserted", ""),
    ("Tom Reed", "place of birth", "Ostermouth", "place", "asserted", ""),
    ("Tom Reed", "instrument", "piano", "thing", "asserted", ""),
]


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Index]:
    """Open a base with a fact of each modality."""
    names = ("subject", "relation", "object", "object_kind", "modality", "speaker")
    rows = (
        {name: cell for name, cell in zip(names, fact, strict=True) if cell}
        | {"statement": f"{fact[0]}, {fact[1]}: {fact[2]}."}
        for fact in FACTS
    )
    with indexed(tmp_path_factory.mktemp("people"), lexicon, *rows) as index:
        yield index


@pytest.mark.parametrize(
    ("claim", "verdict", "facts"),
    [
        # what a fact says, at its precision or less; a month is no "may"
        ("Ada Quill was born on May 14.", SUPPORTED, ["f1"]),
        ("Ada Quill was born on the fourteenth of May in the year 1951.", SUPPORTED, ["f1"]),
        ("Ada Quill was born in May of 1951.", SUPPORTED, ["f1"]),
        ("Ada Quill was born in the 1950's.", SUPPORTED, ["f1"]),
        ("Ada Quill est née dans les années 50.", SUPPORTED, ["f1"]),
        ("Ada Quill was born on May 4.", CONTRADICTED, ["f1"]),
        ("Ada Quill was born on May 4, 1951.", CONTRADICTED, ["f1"]),
        ("Ada Quill est née dans les années 60.", CONTRADICTED, ["f1"]),
        ("Ada Quill was born in Port Merrin.", SUPPORTED, ["f0"]),
        ("Ada Quill est née à Port Merrin.", SUPPORTED, ["f0"]),
        ("Ada Quil was born in Port Merin.", SUPPORTED, ["f0"]),
        ("Ada Quill was born in 1951.", SUPPORTED, ["f1"]),
        ("Perhaps Ada Quill was born in Port Merrin.", SUPPORTED, ["f0"]),
        ("Ada Quill plays the trombone and plays jazz.", SUPPORTED, ["f2", "f6"]),
        # one value only
        ("Ada Quill was born in Ostermouth.", CONTRADICTED, ["f0"]),
        ("Ada Quill est née à Ostermouth.", CONTRADICTED, ["f0"]),
        ("Ada Quill was born in 1960.", CONTRADICTED, ["f1"]),
        ("Ada Quill was not born in Ostermouth.", SUPPORTED, ["f0"]),
        ("Ada Quill was born in Ostermouth and plays jazz.", CONTRADICTED, ["f0"]),
        # many values: silence proves nothing
        ("Ada Quill plays the piano.", NOT_STATED, []),
        ("Ada Quill does not play the piano.", NOT_STATED, []),
        # polarity
        ("Ada Quill was not born in Port Merrin.", CONTRADICTED, ["f0"]),
        ("Ada Quill n'est pas née à Port Merrin.", CONTRADICTED, ["f0"]),
        ("It is not true that Ada Quill plays the trombone.", CONTRADICTED, ["f2"]),
        ("Il est faux que Ada Quill joue du trombone.", CONTRADICTED, ["f2"]),
        # certainty and source
        ("The religion of Ada Quill is Islam.", NOT_STATED, []),
        ("Perhaps the religion of Ada Quill is Islam.", SUPPORTED, ["f3"]),
        ("Ada Quill is married to Tom Reed.", NOT_STATED, []),
        ("According to Reuters, Ada Quill is married to Tom Reed.", SUPPORTED, ["f4"]),
        ("According to AFP, Ada Quill is married to Tom Reed.", NOT_STATED, []),
        ("Selon Reuters, Ada Quill est mariée à Tom Reed.", SUPPORTED, ["f4"]),
        # what the base denies
        ("The country of Ada Quill is Norland.", CONTRADICTED, ["f5"]),
        ("It is not true that the country of Ada Quill is Norland.", SUPPORTED, ["f5"]),
        # nothing to stand on
        ("Zoe Marsh was born in Port Merrin.", NOT_STATED, []),
        ("Tom Reed was born in 1951.", NOT_STATED, []),
        ("Ada Quill died in Port Merrin.", NOT_STATED, []),
    ],
)
def test_verdict(claim: str, verdict: str, facts: list[str], people: Index, lexicon: Lexicon) -> None:
    outcome = verify(claim, [people], AskOptions("verify"), lexicon=lexicon)

    assert outcome.status == verdict
    assert [each.fact.id for each in outcome.answers] == facts


def test_a_sentence_without_a_known_name_claims_nothing(people: Index, lexicon: Lexicon) -> None:
    assert verify("The weather was fine.", [people], AskOptions("verify"), lexicon=lexicon).claimless
    assert not verify("Ada Quill slept.", [people], AskOptions("verify"), lexicon=lexicon).claimless
