"""A context holds what the candidates of one question share: phrases, answer kinds, words next to a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.calibration import Scored
from factcli.questions.candidates import Candidate, FactsRead
from factcli.questions.context import Context, fits
from factcli.questions.linking import exact
from factcli.questions.relations import NONE
from village import understood, weighed

if TYPE_CHECKING:
    from typing import Any

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


def context_of(text: str, base: Index, lexicon: Lexicon) -> Context:
    return Context(understood(text, base, lexicon), base, lexicon)


def relation(context: Context, name: str) -> Any:
    return next(row for row in context.relations if row.id == name)


def unexplained(text: str, relation: str, base: Index, lexicon: Lexicon) -> list[str]:
    """Return the words that the best reading of a relation leaves over."""
    found = weighed(text, base, lexicon)
    made = next(
        made for made in found.ordered if found.context.relations[made.candidate.relation].id == relation
    )
    return [found.context.question.words[at].word for at in made.left]


class TestFits:
    @pytest.mark.parametrize(
        ("asked", "kind", "fit"),
        [
            ("person", "person", True),
            ("person", "organization", True),
            ("organization", "person", True),
            ("place", "person", False),
        ],
    )
    def test_who_may_ask_for_an_organization(self, asked: str, kind: str, *, fit: bool) -> None:
        assert fits(asked, kind) is fit


class TestContext:
    def test_phrases_of_base_and_lexicon_match_a_relation(self, village: Index, lexicon: Lexicon) -> None:
        context = context_of("Who founded Honey Guild?", village, lexicon)
        span = exact(context.question, village)[0]

        support = context.match(span, relation(context, "founded-by"), inverse=False)

        assert support.words == {1}
        assert support.value > 0.3
        assert context.match(span, relation(context, "prize-money"), inverse=False) is NONE
        assert context.around(span) is context.around(span)

    def test_an_absent_relation_counts_against_an_entity(self, village: Index, lexicon: Lexicon) -> None:
        context = context_of("Who founded Tess Barrow?", village, lexicon)
        span = exact(context.question, village)[0]

        assert context.absent(span, village.profile(span.owners[0])) > 0

    def test_kinds_come_from_the_base_or_from_the_concept(self, village: Index, lexicon: Lexicon) -> None:
        context = context_of("", village, lexicon)

        assert context.kind(relation(context, "founded-by"), inverse=False) == "person"
        assert context.kind(relation(context, "founded-by"), inverse=True) == "organization"
        assert context.kind(relation(context, "opens"), inverse=False) is None
        assert context.kind(relation(context, "prize-money"), inverse=True) in (
            None,
            "person",
            "organization",
        )


class TestCandidate:
    def test_words_the_facts_explain_are_not_left(self, village: Index, lexicon: Lexicon) -> None:
        span = exact(understood("Tess Barrow", village, lexicon), village)[0]
        made = Candidate(span, 4, 1, inverse=True, match=NONE, kind=None, rest=(3, 5))

        assert Scored(made, FactsRead(explained=frozenset([5])), {}, 0.0).left == [3]
        assert made.place == (4, 1, True)


class TestApposition:
    @pytest.mark.parametrize(
        "text",
        [
            "Who founded the association Honey Guild?",
            "Who founded the start-up called Honey Guild?",
            "Who founded the Honey Guild charity?",
            "Qui a fondé l'association Guilde du miel ?",
        ],
    )
    def test_a_noun_of_its_kind_is_explained_by_the_name(
        self, text: str, village: Index, lexicon: Lexicon
    ) -> None:
        assert unexplained(text, "founded-by", village, lexicon) == []

    @pytest.mark.parametrize(
        ("text", "noun"),
        [
            ("Who founded the village Honey Guild?", "village"),  # another kind of thing
            ("Who founded the subsidiary of Honey Guild?", "subsidiary"),  # another thing
            ("Who founded the Honey Guild subsidiary?", "subsidiary"),
            ("Who founded the strange Honey Guild?", "strange"),  # no noun of any kind
        ],
    )
    def test_any_other_word_stays_unexplained(
        self, text: str, noun: str, village: Index, lexicon: Lexicon
    ) -> None:
        assert unexplained(text, "founded-by", village, lexicon) == [noun]

    def test_a_word_of_the_description_is_explained_too(self, village: Index, lexicon: Lexicon) -> None:
        assert unexplained("Where was the beekeeper Tess Barrow born?", "born-in", village, lexicon) == []
        assert unexplained("Where was the sleepy Tess Barrow born?", "born-in", village, lexicon) == [
            "sleepy"
        ]

    def test_a_noun_that_alone_asks_for_something_still_asks(self, village: Index, lexicon: Lexicon) -> None:
        """Without other words that ask, nothing is explained away."""
        assert "society" in unexplained("society Honey Guild", "founded-by", village, lexicon)
