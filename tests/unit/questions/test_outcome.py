"""An outcome says what answers and how the question was understood: answers, a card, choices, or suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.language.messages import pick
from factcli.questions.answer import ask
from factcli.questions.linking import EXACT, Mention
from factcli.questions.outcome import answers_of, owners_of, reading_of, trace_of
from factcli.questions.result import (
    AMBIGUOUS,
    ANSWERED,
    NO_SUCH_FACT,
    UNKNOWN_ENTITY,
    AskOptions,
    RelationMention,
    Suggestion,
)
from factcli.questions.thresholds import TRACED
from rows import indexed
from village import understood, weighed

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.result import Outcome


def asked(text: str, base: Index, lexicon: Lexicon, **options: Any) -> Outcome:
    return ask(text, (base,), AskOptions(**options), lexicon=lexicon)


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


class TestEntityCard:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Tess Barrow", ["tess-keeps-bees", "tess-born", "guild-by-tess"]),
            ("who Tess Barrow", ["tess-keeps-bees", "guild-by-tess"]),
            ("who Honey Guild", ["guild-by-tess", "guild-by-elodie"]),
            ("when Honey Guild", ["guild-opens"]),
            ("why Maplewick Fair", ["why"]),
            ("how much Maplewick Fair", ["prize", "crowd"]),
            ("combien Foire de Maplewick", ["prize", "crowd"]),
            ("HG", ["guild-by-tess", "guild-by-elodie", "guild-opens"]),
        ],
    )
    def test_a_card_has_what_was_asked_for_in_order(
        self, text: str, found: list[str], village: Index, lexicon: Lexicon
    ) -> None:
        outcome = asked(text, village, lexicon)

        assert outcome.status == ANSWERED
        assert [answer.fact.id for answer in outcome.answers] == found

    def test_they_tell_what_the_name_is(self, village: Index, lexicon: Lexicon) -> None:
        assert asked("Tess Barrow", village, lexicon).card == "Tess Barrow: a beekeeper"
        assert asked("Tess Barrow", village, lexicon, language="fr").card == "Tess Barrow: une apicultrice"
        assert asked("HG", village, lexicon).card == "Honey Guild"

    def test_a_misspelt_name_is_less_sure(self, village: Index, lexicon: Lexicon) -> None:
        sure, less = (asked(text, village, lexicon) for text in ("Maplewick", "Maplewik"))

        assert [answer.fact.id for answer in less.answers] == [answer.fact.id for answer in sure.answers]
        assert less.answers[0].score < sure.answers[0].score

    def test_a_modality_leaves_out_the_others(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("Maplewick Fair", village, lexicon, modality="reported")

        assert [answer.fact.id for answer in outcome.answers] == ["crowd"]

    def test_what_is_not_known_is_refused_with_what_is(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("when Maplewick Fair", village, lexicon)

        assert (outcome.status, outcome.answers) == (NO_SUCH_FACT, ())
        assert "Maplewick Fair – venue" in [suggestion.label for suggestion in outcome.suggestions]

    def test_namesakes_are_a_choice(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("Jo Finch", village, lexicon)

        assert outcome.status == AMBIGUOUS
        assert [mention.id for mention in outcome.reading.entities] == ["jo-baker", "jo-smith"]


class TestMoreThanAName:
    @pytest.mark.parametrize(
        "text", ["How heavy is Maplewick Fair?", "how old is Tess Barrow", "how fast HG"]
    )
    def test_an_unknown_measure_gives_no_card(self, text: str, village: Index, lexicon: Lexicon) -> None:
        assert asked(text, village, lexicon).status == NO_SUCH_FACT

    def test_stopwords_may_ask_for_a_relation(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("where is Tess Barrow from", village, lexicon)

        assert outcome.card is None
        assert [answer.fact.id for answer in outcome.answers] == ["tess-born"]


class TestNoSuchFact:
    def test_what_is_known_is_suggested_as_questions(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("When was Tess Barrow born?", village, lexicon)

        assert outcome.status == NO_SUCH_FACT
        assert (
            Suggestion("Tess Barrow – occupation", "ask", ("Tess Barrow", "occupation"))
            in outcome.suggestions
        )
        assert "Tess Barrow – founder of" in [suggestion.label for suggestion in outcome.suggestions]

    @pytest.mark.parametrize("label", ["venue", "prize money", "visitors", "reason for moving"])
    def test_what_is_suggested_is_answered(self, label: str, village: Index, lexicon: Lexicon) -> None:
        refused = asked("When was Maplewick Fair founded?", village, lexicon)

        suggestion = next(found for found in refused.suggestions if found.label.endswith(label))

        assert asked(" ".join(suggestion.words), village, lexicon).answers

    def test_a_place_nothing_is_asked_of_has_no_suggestion(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("Who is the mayor of Maplewick?", village, lexicon)

        assert outcome.reading.unmatched == ("mayor",)
        assert outcome.suggestions == ()

    def test_a_slightly_misspelt_name_is_known(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("who is the mayor of maplewik", village, lexicon)

        assert outcome.status == NO_SUCH_FACT
        assert [(mention.id, mention.match) for mention in outcome.reading.entities] == [
            ("maplewick", "fuzzy")
        ]


class TestUnknownEntity:
    def test_an_unknown_name_next_to_a_known_word_is_unknown(self, village: Index, lexicon: Lexicon) -> None:
        assert asked("Who founded the Cider Guild?", village, lexicon).status == UNKNOWN_ENTITY
        assert asked("Did Zzyx meet Tess Barrow?", village, lexicon).status == UNKNOWN_ENTITY

    def test_no_similar_name_means_no_suggestion(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("Where was Bob Zzyx born?", village, lexicon)

        assert (outcome.status, outcome.suggestions) == (UNKNOWN_ENTITY, ())
        assert outcome.reading.unmatched == ("Bob", "Zzyx")

    def test_a_similar_name_is_suggested(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("who is Zzyx of maplewik", village, lexicon, command="who")

        assert outcome.suggestions == (Suggestion("Maplewick", "who", ("Maplewick",)),)

    def test_a_name_that_is_begun_is_suggested(self, village: Index, lexicon: Lexicon) -> None:
        outcome = asked("Maplew", village, lexicon, command="who")

        assert (outcome.status, outcome.answers) == (UNKNOWN_ENTITY, ())
        assert Suggestion("Maplewick", "who", ("Maplewick",)) in outcome.suggestions


class TestChoices:
    @pytest.mark.parametrize("text", ["Where was Jo Finch born?", "birthplace of Jo Finch", "Jo Finch"])
    def test_each_bearer_of_the_name_is_one(self, text: str, village: Index, lexicon: Lexicon) -> None:
        outcome = asked(text, village, lexicon)

        assert outcome.status == AMBIGUOUS
        assert [suggestion.label for suggestion in outcome.suggestions] == [
            "Jo Finch (the baker of Maplewick)",
            "Jo Finch (the smith of Maplewick)",
        ]
        assert {mention.id for mention in outcome.reading.entities} == {"jo-baker", "jo-smith"}

    def test_whose_own_name_it_is_comes_before_an_alias(self) -> None:
        span = Mention(0, 1, "x", EXACT, 0)
        span.add(1, alias=True)

        assert owners_of(span) == [1]

        span.add(2, alias=False)

        assert owners_of(span) == [2]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which regional strategy was set up in 2018?", "IA2021"),
        ("what is the bird warden called", "Eli Marsh"),
    ],
)
def test_the_headline_is_the_end_that_the_question_does_not_give(
    question: str, answer: str, shipped_bases: dict[str, Index], lexicon: Lexicon
) -> None:
    outcome = ask(question, list(shipped_bases.values()), lexicon=lexicon)

    assert outcome.answers[0].inverse
    assert answer in outcome.answers[0].fact.subject.names


@pytest.mark.parametrize(
    ("question", "fact"), [("!!!", "f0"), (" !!! ", "f0"), ("The Who", "f1"), ("who are The Who?", "f1")]
)
def test_a_name_of_signs_or_of_a_question_word_has_a_card(
    question: str, fact: str, tmp_path: Path, lexicon: Lexicon
) -> None:
    band = {
        "subject": "!!!",
        "relation": "nature",
        "object": "a band",
        "object_kind": "text",
        "statement": "!!! is a band.",
    }
    who = {
        "subject": "The Who",
        "relation": "founded in",
        "object": "1964",
        "object_kind": "date",
        "statement": "The Who were founded in 1964.",
    }
    with indexed(tmp_path, lexicon, band, who) as base:
        outcome = ask(question, [base], lexicon=lexicon)

    assert [answer.fact.id for answer in outcome.answers] == [fact]
