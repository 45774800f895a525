"""The best reading becomes answers, and tells how the question was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.language.messages import pick
from factcli.questions.outcome import answers_of, reading_of, trace_of
from factcli.questions.result import RelationMention
from factcli.questions.thresholds import TRACED
from village import understood, weighed

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


class TestAnswers:
    def test_all_facts_of_the_reading_answer_in_the_order_of_the_base(
        self, village: Index, lexicon: Lexicon
    ) -> None:
        found = weighed("Who founded the Honey Guild?", village, lexicon)

        answers = answers_of(found)

        assert [answer.fact.id for answer in answers] == ["guild-by-tess", "guild-by-elodie"]
        assert {answer.score for answer in answers} == {round(found.probability, 4)}
        assert {answer.base for answer in answers} == {"village-fair"}

    def test_hedged_ones_come_last_and_a_modality_chooses(self, village: Index, lexicon: Lexicon) -> None:
        found = weighed("Where is Maplewick Fair held?", village, lexicon)

        assert [answer.fact.id for answer in answers_of(found)] == ["fair-on-green", "fair-maybe-meadow"]
        assert [answer.fact.id for answer in answers_of(found, "hedged")] == ["fair-maybe-meadow"]
        assert answers_of(found, "denied") == []


class TestReading:
    def test_it_names_the_entity_and_the_relation_with_their_words(
        self, village: Index, lexicon: Lexicon
    ) -> None:
        found = weighed("What did Tess Barrow found?", village, lexicon)

        reading = reading_of(found.context.question, found, "fr")

        assert [(m.id, m.label, m.mention, m.match, m.score) for m in reading.entities] == [
            ("tess", "Tess Barrow", "Tess Barrow", "exact", 1.0)
        ]
        assert reading.relation == RelationMention("founded-by", "fondateur de", "found", inverse=True)
        assert reading.unmatched == ()

    @pytest.mark.parametrize(
        ("text", "mention", "match"),
        [
            ("who founded HG", "HG", "alias"),
            ("who founded the hony gild", "hony gild", "fuzzy"),
            ("who founded Honey Guild", "Honey Guild", "exact"),
        ],
    )
    def test_it_tells_how_the_name_was_found(
        self, text: str, mention: str, match: str, village: Index, lexicon: Lexicon
    ) -> None:
        found = weighed(text, village, lexicon)

        entity = reading_of(found.context.question, found, "en").entities[0]

        assert (entity.mention, entity.match) == (mention, match)
        assert (entity.score < 1) is (match == "fuzzy")

    def test_what_was_read_from_no_name_names_none(self, village: Index, lexicon: Lexicon) -> None:
        found = weighed("How much does the best cake win?", village, lexicon)

        assert reading_of(found.context.question, found, "en").entities == ()

    def test_without_a_reading_all_telling_words_are_left(self, village: Index, lexicon: Lexicon) -> None:
        asked = understood("who is Zzyx", village, lexicon)

        assert reading_of(asked, None, "en").unmatched == ("Zzyx",)


class TestLocal:
    def test_another_language_is_better_than_none(self) -> None:
        assert pick({"en": "fair", "fr": "foire"}, "fr") == "foire"
        assert pick({"en": "fair", "fr": "foire"}, "de") == "fair"
        assert pick({"fr": "foire"}, "en") == "foire"
        assert pick({}, "en") == ""


class TestTrace:
    def test_the_readings_are_told_best_first(self, village: Index, lexicon: Lexicon) -> None:
        trace = trace_of([weighed("Who is the founder of the Honey Guild in Rome?", village, lexicon)])

        assert 0 < len(trace) <= TRACED
        assert (trace[0].entity, trace[0].relation, trace[0].inverse) == ("guild", "founded-by", False)
        assert "Rome" in trace[0].leftover
        assert [one.score for one in trace] == sorted((one.score for one in trace), reverse=True)
        assert dict(trace[0].parts)["value"] > 0

    def test_a_reading_without_a_name_tells_none(self, village: Index, lexicon: Lexicon) -> None:
        first = trace_of([weighed("How much does the best cake win?", village, lexicon)])[0]

        assert (first.entity, first.mention, first.match) == (None, "", "implied")
