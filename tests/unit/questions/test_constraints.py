"""Every word beside name and relation is confirmed by a fact, excluded by one, or unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.answer import ask
from factcli.questions.result import (
    ANSWERED,
    CONFIRMED,
    EXCLUDED,
    NO_SUCH_FACT,
    NOT_STATED,
    SUPPORTED,
    UNKNOWN,
    AskOptions,
)
from factcli.questions.verify import verify
from rows import indexed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.result import Outcome

FACTS = [
    ("Harbour Songs", "performer", "Ines Vale", "thing", "Harbour Songs is by Ines Vale."),
    ("Harbour Songs", "publication date", "2010-10-04", "date", "Harbour Songs came out on 4 October 2010."),
    ("Harbour Songs", "instance of", "studio album", "thing", "Harbour Songs is a studio album."),
    ("Night Ferry", "performer", "Tom Reed", "thing", "Night Ferry is by Tom Reed."),
    ("Night Ferry", "publication date", "1998-03-01", "date", "Night Ferry came out on 1 March 1998."),
    ("Gull Prize", "winner", "Ines Vale", "person", "Ines Vale won the Gull Prize."),
    ("Gull Prize", "winner", "Tom Reed", "person", "Tom Reed won the Gull Prize."),
    ("Regatta", "location", "Port Merrin", "place", "The Regatta takes place in Port Merrin."),
    ("Regatta", "inception", "1987", "date", "The Regatta began in 1987."),
    ("Port Merrin", "country", "Norland", "place", "Port Merrin lies in Norland."),
    ("Ines Vale", "place of birth", "Port Merrin", "place", "Ines Vale was born in Port Merrin."),
    ("Tom Reed", "place of birth", "Ostermouth", "place", "Tom Reed was born in Ostermouth."),
    ("Gale Club", "location", "Port Merrin", "place", "The Gale Club has a house in Port Merrin."),
    ("Gale Club", "location", "Sundhaven", "place", "The Gale Club has a house in Sundhaven."),
    ("Gale Club", "inception", "1950", "date", "The Gale Club began in 1950."),
]


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Index]:
    """Open a base of songs, dates, prizes and places."""
    names = ("subject", "relation", "object", "object_kind", "statement")
    rows = (dict(zip(names, fact, strict=True)) for fact in FACTS)
    with indexed(tmp_path_factory.mktemp("songs"), lexicon, *rows) as index:
        yield index


def held(outcome: Outcome) -> dict[str, tuple[str, str | None]]:
    """Return the constraints of an outcome: words, status, the fact that tells it."""
    return {
        each.text: (each.status, each.fact.id if each.fact else None) for each in outcome.reading.constraints
    }


class TestConfirmed:
    @pytest.mark.parametrize(
        ("text", "words", "facts"),
        [
            ("Who performed the 2010 album Harbour Songs?", "2010", ("f0", "f1")),
            ("Qui a interprété Harbour Songs en 2010 ?", "en 2010", ("f0", "f1")),
            ("When did the Ines Vale album Harbour Songs come out?", "Ines Vale", ("f1", "f0")),
            ("Quand est sorti l'album Harbour Songs d'Ines Vale ?", "Ines Vale", ("f1", "f0")),
            ("When did the Regatta in Port Merrin begin?", "Port Merrin", ("f8", "f7")),
            ("When did the Regatta in Norland begin?", "Norland", ("f8", "f7")),
            ("When did Harbour Songs come out in October?", "in October", ("f1", "f1")),
        ],
    )
    def test_a_fact_confirms_it(
        self, text: str, words: str, facts: tuple[str, str], songs: Index, lexicon: Lexicon
    ) -> None:
        outcome = ask(text, [songs], lexicon=lexicon)

        answer, telling = facts
        assert [each.fact.id for each in outcome.answers] == [answer]
        assert held(outcome)[words] == (CONFIRMED, telling)


class TestExcluded:
    @pytest.mark.parametrize(
        ("text", "words", "fact"),
        [
            ("Who performed the 2008 album Harbour Songs?", "2008", "f1"),
            ("Qui a interprété Harbour Songs en 2008 ?", "en 2008", "f1"),
            ("When did the Tom Reed album Harbour Songs come out?", "Tom Reed", "f0"),
            ("Quand est sorti l'album Harbour Songs de Tom Reed ?", "Tom Reed", "f0"),
            ("When did the Regatta in Ostermouth begin?", "Ostermouth", "f7"),
            ("When did Harbour Songs come out in May?", "in May", "f1"),
            ("When did Harbour Songs come out before 2010?", "before 2010", "f1"),
        ],
    )
    def test_a_fact_says_otherwise(
        self, text: str, words: str, fact: str, songs: Index, lexicon: Lexicon
    ) -> None:
        outcome = ask(text, [songs], lexicon=lexicon)

        assert outcome.status == NO_SUCH_FACT
        assert outcome.answers == ()
        assert held(outcome)[words] == (EXCLUDED, fact)


class TestUnknown:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Who won the Gull Prize in 1975?", "in 1975"),
            ("Who did not win the Gull Prize?", "not"),
            ("Qui n'a jamais gagné le Gull Prize ?", "jamais"),
            ("Who won the second Gull Prize?", "second"),
            ("Who won more than the Gull Prize?", "than"),
        ],
    )
    def test_what_is_hard_is_never_noise(self, text: str, words: str, songs: Index, lexicon: Lexicon) -> None:
        outcome = ask(text, [songs], lexicon=lexicon)

        assert outcome.status != ANSWERED
        assert held(outcome)[words] == (UNKNOWN, None)

    def test_one_place_of_several_excludes_no_other(self, songs: Index, lexicon: Lexicon) -> None:
        outcome = ask("When did the Gale Club in Ostermouth begin?", [songs], lexicon=lexicon)

        assert outcome.answers == ()
        assert held(outcome)["Ostermouth"] == (UNKNOWN, None)

    def test_a_plain_word_is_named_and_makes_the_answer_less_sure(
        self, songs: Index, lexicon: Lexicon
    ) -> None:
        plain = ask("Who won the Gull Prize?", [songs], lexicon=lexicon)
        doubtful = ask("Who won the splendid Gull Prize?", [songs], lexicon=lexicon)

        assert held(doubtful)["splendid"] == (UNKNOWN, None)
        assert doubtful.answers == () or doubtful.answers[0].score < min(0.95, plain.answers[0].score)


class TestChoosing:
    @pytest.mark.parametrize(
        ("text", "answers"),
        [
            ("Who won the Gull Prize other than Tom Reed?", ["f5"]),
            ("Qui a gagné le Gull Prize à part Ines Vale ?", ["f6"]),
            ("Who won the Gull Prize with Tom Reed?", ["f5"]),
            ("Who won the Gull Prize?", ["f5", "f6"]),
        ],
    )
    def test_the_others_answer(self, text: str, answers: list[str], songs: Index, lexicon: Lexicon) -> None:
        outcome = ask(text, [songs], lexicon=lexicon)

        assert [each.fact.id for each in outcome.answers] == answers


LABS = [
    ("Blue Lab", "organization", "headquarters location", "Lyon", "place", "Blue Lab has its seat in Lyon."),
    ("Blue Lab", "organization", "founded by", "Tom Reed", "person", "Tom Reed founded Blue Lab."),
    (
        "Red Lab",
        "organization",
        "headquarters location",
        "Berlin",
        "place",
        "Red Lab has its seat in Berlin.",
    ),
    ("Red Lab", "organization", "founded by", "Tom Reed", "person", "Tom Reed founded Red Lab."),
    ("Lyon", "place", "country", "France", "place", "Lyon lies in France."),
    ("Berlin", "place", "country", "Germany", "place", "Berlin lies in Germany."),
    ("Tom Reed", "person", "place of birth", "France", "place", "Tom Reed was born in France."),
    ("Ada Quill", "person", "nationality", "Germany", "place", "Ada Quill has German nationality."),
    ("Ada Quill", "person", "occupation", "painter", "thing", "Ada Quill is a painter."),
]


@pytest.fixture(scope="module")
def labs(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Index]:
    """Open a base of things that lie in countries, which the questions call by their people."""
    names = ("subject", "subject_kind", "relation", "object", "object_kind", "statement")
    rows = (dict(zip(names, fact, strict=True)) for fact in LABS)
    with indexed(tmp_path_factory.mktemp("labs"), lexicon, *rows) as index:
        yield index


class TestPeoples:
    @pytest.mark.parametrize(
        ("text", "answers", "word"),
        [
            ("Who founded the French company Blue Lab?", ["f1"], ("French", CONFIRMED)),
            ("Qui a fondé l'entreprise française Blue Lab ?", ["f1"], ("française", CONFIRMED)),
            ("Which German lab did Tom Reed found?", ["f3"], ("German", CONFIRMED)),
            ("Quel laboratoire allemand Tom Reed a-t-il fondé ?", ["f3"], ("allemand", CONFIRMED)),
            ("Who founded the German company Blue Lab?", [], ("German", EXCLUDED)),
            ("Qui a fondé l'entreprise allemande Blue Lab ?", [], ("allemande", EXCLUDED)),
        ],
    )
    def test_a_word_for_a_people_is_held_against_the_country(
        self, text: str, answers: list[str], word: tuple[str, str], labs: Index, lexicon: Lexicon
    ) -> None:
        outcome = ask(text, [labs], lexicon=lexicon)

        assert [each.fact.id for each in outcome.answers] == answers
        assert word in [(each.text, each.status) for each in outcome.reading.constraints]

    @pytest.mark.parametrize(
        ("claim", "verdict"),
        [
            ("Ada Quill is German.", SUPPORTED),
            ("Ada Quill est allemande.", SUPPORTED),
            ("Ada Quill is a German painter.", SUPPORTED),
            ("Lyon is French.", SUPPORTED),
            ("Ada Quill is French.", NOT_STATED),  # she may have two nationalities
            ("Ada Quill is a French painter.", NOT_STATED),
            ("Tom Reed is French.", NOT_STATED),  # he was only born there
            ("Blue Lab is French.", NOT_STATED),
        ],
    )
    def test_only_a_country_of_its_own_makes_a_thing_german(
        self, claim: str, verdict: str, labs: Index, lexicon: Lexicon
    ) -> None:
        assert verify(claim, [labs], AskOptions(), lexicon=lexicon).status == verdict


class TestSequence:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Who won the Gull Prize after Ines Vale?", "after Ines Vale"),
            ("Qui a remporté le Gull Prize avant Tom Reed ?", "avant Tom Reed"),
            ("Who performed Harbour Songs before Tom Reed?", "before Tom Reed"),
        ],
    )
    def test_no_fact_tells_what_came_before_a_name(
        self, text: str, words: str, songs: Index, lexicon: Lexicon
    ) -> None:
        outcome = ask(text, [songs], lexicon=lexicon)

        assert (outcome.status, held(outcome)[words]) == (NO_SUCH_FACT, (UNKNOWN, None))

    def test_a_source_is_no_sequence(self, songs: Index, lexicon: Lexicon) -> None:
        outcome = ask("Qui a interprété Harbour Songs, d'après Tom Reed ?", [songs], lexicon=lexicon)

        assert "après Tom Reed" not in held(outcome)
