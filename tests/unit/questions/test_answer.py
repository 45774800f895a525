"""From the words of a question to its answer, or to a refusal, in any base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcli.questions.answer import ask
from factcli.questions.linking import EXACT, FUZZY, IMPLIED, JOINED, PARTIAL
from factcli.questions.result import (
    AMBIGUOUS,
    ANSWERED,
    NO_SUCH_FACT,
    STATUSES,
    UNKNOWN_ENTITY,
    AskOptions,
    Outcome,
)
from village import FACTS, NAMES, RELATIONS, weighed

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon

    Asking = Callable[..., Outcome]

SAID = [
    *(name for _, names, aliases in NAMES.values() for name in (*names.values(), *aliases)),
    *(label for relation in RELATIONS.values() for label in relation["label"].values()),
    *("who", "what", "when", "where", "why", "how", "founded", "born", "open", "by", "of", "the", "zzyx"),
    *("qui", "quand", "où", "pourquoi", "combien", "fondé", "né", "de", "la", "?", "42"),
]
QUESTIONS = st.one_of(st.text(max_size=1_000), st.lists(st.sampled_from(SAID), max_size=12).map(" ".join))
LESS = settings(max_examples=60)


@pytest.fixture(scope="module")
def asking(village: Index, lexicon: Lexicon) -> Asking:
    """Return what asks the base about the fair."""

    def asking(text: str, **options: Any) -> Outcome:
        return ask(text, (village,), AskOptions(**options), lexicon=lexicon)

    return asking


def facts(outcome: Outcome) -> list[str]:
    return [answer.fact.id for answer in outcome.answers]


class TestAsk:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Who founded the Honey Guild?", ["guild-by-tess", "guild-by-elodie"]),
            ("Qui a fondé la Guilde du miel ?", ["guild-by-tess", "guild-by-elodie"]),
            ("qui a fonde la guilde du miel", ["guild-by-tess", "guild-by-elodie"]),
            ("Qui a fondé la Honey Guild ?", ["guild-by-tess", "guild-by-elodie"]),
            ("who fuonded the hony gild", ["guild-by-tess", "guild-by-elodie"]),
            ("honeyguild founder", ["guild-by-tess", "guild-by-elodie"]),
            ("Where was Tess Barrow born?", ["tess-born"]),
            ("What is the job of Tess Barrow?", ["tess-keeps-bees"]),
            ("métier de Tess Barrow", ["tess-keeps-bees"]),
            ("Who wrote The Silver Hive?", ["hive-by-jo"]),
            ("How many visitors does Maplewick Fair have?", ["crowd"]),
            ("Why did Maplewick Fair move?", ["why"]),
        ],
    )
    def test_the_facts_that_answer_come_together(self, text: str, found: list[str], asking: Asking) -> None:
        outcome = asking(text)

        assert (outcome.status, facts(outcome)) == (ANSWERED, found)

    def test_a_namesake_whose_facts_fit_is_preferred(self, asking: Asking) -> None:
        outcome = asking("What did Jo Finch write?")

        assert facts(outcome) == ["hive-by-jo"]

    def test_a_word_of_the_fact_tells_namesakes_apart(self, asking: Asking) -> None:
        assert facts(asking("Where was Jo Finch the smith born?")) == ["jo-smith-born"]

    def test_the_subject_may_be_left_out(self, asking: Asking) -> None:
        outcome = asking("How much does the best cake win?")

        assert facts(outcome) == ["prize"]
        assert outcome.reading.entities == ()

    def test_what_is_asked_from_the_object_is_marked(self, asking: Asking) -> None:
        assert [answer.inverse for answer in asking("What did Tess Barrow found?").answers] == [True]
        assert [answer.inverse for answer in asking("Who founded the Honey Guild?").answers] == [False] * 2

    @pytest.mark.parametrize(
        "text", ["When will the Honey Guild open a shop?", "Quand ouvrira la boutique de la Guilde du miel ?"]
    )
    def test_the_date_of_a_fact_answers_when(self, text: str, asking: Asking) -> None:
        answer = asking(text).answers[0]

        assert answer.fact.when is not None
        assert answer.fact.when.edtf == "2031-05"

    def test_what_is_hedged_comes_after_what_is_asserted(self, asking: Asking) -> None:
        assert facts(asking("Where is Maplewick Fair held?")) == ["fair-on-green", "fair-maybe-meadow"]


class TestAbstention:
    @pytest.mark.parametrize(
        ("text", "status"),
        [
            ("Where was Jo Finch born?", AMBIGUOUS),
            ("Jo Finch", AMBIGUOUS),
            ("Who is the mayor of Maplewick?", NO_SUCH_FACT),
            ("When was Tess Barrow born?", NO_SUCH_FACT),
            ("How heavy is Maplewick Fair?", NO_SUCH_FACT),
            ("Who founded Tess Barrow?", NO_SUCH_FACT),
            ("When was the Honey Guild founded?", NO_SUCH_FACT),
            ("Who founded the Cider Guild?", UNKNOWN_ENTITY),
            ("Where was Bob Zzyx born?", UNKNOWN_ENTITY),
            ("Zzyx", UNKNOWN_ENTITY),
            ("?!", UNKNOWN_ENTITY),
            ("", UNKNOWN_ENTITY),
        ],
    )
    def test_an_abstention_has_its_status(self, text: str, status: str, asking: Asking) -> None:
        outcome = asking(text)

        assert (outcome.status, outcome.answers) == (status, ())


class TestOptions:
    def test_a_modality_leaves_out_the_others(self, asking: Asking) -> None:
        text = "Where is Maplewick Fair held?"

        assert facts(asking(text, modality="hedged")) == ["fair-maybe-meadow"]
        assert facts(asking(text, modality="asserted")) == ["fair-on-green"]
        assert asking(text, modality="denied").status == NO_SUCH_FACT

    def test_a_command_fixes_the_kind(self, asking: Asking) -> None:
        assert asking("Honey Guild", kind="person", command="who").reading.answer_kind == "person"
        assert facts(asking("Honey Guild", kind="time", command="when")) == ["guild-opens"]

    @pytest.mark.parametrize("text", ["who founded the hony gild", "honeyguild founder", "maplewik"])
    def test_strict_mode_answers_nothing_misspelt(self, text: str, asking: Asking) -> None:
        assert asking(text).status == ANSWERED
        assert asking(text, strict=True).status != ANSWERED

    def test_the_language_is_that_of_the_question_unless_told(self, asking: Asking) -> None:
        assert asking("Qui a fondé la Guilde du miel ?").language == "fr"
        assert asking("Qui a fondé la Guilde du miel ?", language="en").language == "en"
        assert asking("Tess Barrow", locale_language="fr").language == "fr"
        assert asking("Tess Barrow", locale_language="xx").language == "en"

    def test_readings_are_kept_on_demand_only(self, asking: Asking) -> None:
        assert asking("Who founded the Honey Guild?").trace == ()
        assert asking("Who founded the Honey Guild?", explain=True).trace

    def test_the_shipped_lexicon_and_numbers_are_taken_where_none_are_given(self, village: Index) -> None:
        first, second = (ask("Where was Tess Barrow born?", (village,)) for _ in range(2))

        assert first == second
        assert facts(first) == ["tess-born"]


class TestSeveralBases:
    def test_each_answer_names_its_base(self, village: Index, rowing: Index, lexicon: Lexicon) -> None:
        outcome = ask("What did Tess Barrow found?", (village, rowing), lexicon=lexicon)

        assert {(answer.base, answer.fact.id) for answer in outcome.answers} == {
            ("village-fair", "guild-by-tess"),
            ("regatta", "rowers-by-tess"),
        }
        scores = [answer.score for answer in outcome.answers]
        assert scores == sorted(scores, reverse=True)

    @pytest.mark.parametrize(
        "text", ["Who founded the Otter Rowing Club?", "who founded the oter rowing clb"]
    )
    def test_a_base_without_an_answer_adds_nothing(
        self, text: str, village: Index, rowing: Index, lexicon: Lexicon
    ) -> None:
        outcome = ask(text, (village, rowing), lexicon=lexicon)

        assert facts(outcome) == ["rowers-by-tess"]

    def test_a_richer_base_hides_no_answer(self, village: Index, rowing: Index, lexicon: Lexicon) -> None:
        for bases in ((village, rowing), (rowing, village)):
            assert facts(ask("where is Tess Barrow from", bases, lexicon=lexicon)) == ["tess-born"]

    def test_a_bare_name_combines_all_bases(self, village: Index, rowing: Index, lexicon: Lexicon) -> None:
        outcome = ask("Tess Barrow", (village, rowing), lexicon=lexicon)

        assert {answer.base for answer in outcome.answers} == {"village-fair", "regatta"}

    def test_no_base_answers_nothing(self, lexicon: Lexicon) -> None:
        assert ask("Tess Barrow", (), lexicon=lexicon).status == UNKNOWN_ENTITY


class TestAnyText:
    """Whatever is asked, there is an answer or a refusal, and the same one each time."""

    @LESS
    @given(QUESTIONS, st.sampled_from([None, "person", "thing", "time", "quantity"]))
    def test_it_is_answered_or_refused(self, asking: Asking, text: str, kind: str | None) -> None:
        outcome = asking(text, kind=kind, explain=True)

        assert outcome.status in STATUSES
        assert bool(outcome.answers) is (outcome.status == ANSWERED)
        assert outcome == asking(text, kind=kind, explain=True)
        assert all(0 <= answer.score <= 1 for answer in outcome.answers)
        assert all(0 <= mention.score <= 1 for mention in outcome.reading.entities)
        assert all(mention.mention in text for mention in outcome.reading.entities)

    @LESS
    @given(QUESTIONS)
    def test_what_answers_is_quoted_word_for_word(self, asking: Asking, text: str) -> None:
        for answer in asking(text).answers:
            assert answer.fact.id in {fact[0] for fact in FACTS}
            assert answer.fact.evidence
            assert all(proof.exact in proof.sentence.text for proof in answer.fact.evidence)

    @LESS
    @given(QUESTIONS)
    def test_strict_mode_matches_names_only_as_they_are(self, asking: Asking, text: str) -> None:
        assert "fuzzy" not in {mention.match for mention in asking(text, strict=True).reading.entities}


class TestRank:
    @pytest.mark.parametrize(
        ("text", "how"),
        [
            ("Who founded Honey Guild?", EXACT),
            ("Tess Barrow", EXACT),
            ("who founded the hony gild", FUZZY),
            ("who founded honeyguild", JOINED),
            ("where was Barrow born", PARTIAL),
            ("how much does the best cake win", IMPLIED),
        ],
    )
    def test_the_best_reading_has_its_name_from(
        self, text: str, how: str, village: Index, lexicon: Lexicon
    ) -> None:
        assert weighed(text, village, lexicon).ordered[0].candidate.mention.how == how

    @pytest.mark.parametrize("text", ["who founded the hony gild", "who founded honeyguild", "Barrow"])
    def test_strict_mode_corrects_no_name(self, text: str, village: Index, lexicon: Lexicon) -> None:
        found = weighed(text, village, lexicon, strict=True)

        assert {made.candidate.mention.how for made in found.ordered} <= {EXACT, IMPLIED}

    def test_a_name_inside_a_longer_one_is_not_weighed(self, village: Index, lexicon: Lexicon) -> None:
        found = weighed("Where is Maplewick Fair held?", village, lexicon)

        assert [span.key for span in found.context.mentions] == ["maplewick fair"]

    def test_words_that_are_surely_a_name_are_not_a_phrase(self, village: Index, lexicon: Lexicon) -> None:
        found = weighed("Where is Maplewick Fair held?", village, lexicon)

        assert found.context.matcher.names == {2, 3}

    def test_nothing_at_all_has_no_reading(self, village: Index, lexicon: Lexicon) -> None:
        found = weighed("", village, lexicon)

        assert (found.ordered, found.probability) == ([], 0.0)

    def test_readings_are_in_the_order_of_their_scores(self, village: Index, lexicon: Lexicon) -> None:
        scores = [made.score for made in weighed("Who founded Honey Guild?", village, lexicon).ordered]

        assert scores == sorted(scores, reverse=True)
        assert len(scores) > 1
