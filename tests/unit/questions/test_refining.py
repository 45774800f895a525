"""What a fact itself says explains the rest of a question, and chooses among the facts of one reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcli.questions.candidates import FactReader, facts_of
from village import weighed

if TYPE_CHECKING:
    import pytest

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.calibration import Ranking


def told(found: Ranking) -> list[str]:
    """Return the ids of the facts the best reading was looked into for."""
    return [found.context.base.fact(row.number).id for row in found.ordered[0].facts.rows]


class TestLookingInto:
    def test_a_word_of_a_statement_chooses_its_fact(self, village: Index, lexicon: Lexicon) -> None:
        found = weighed("Where on the meadow is Maplewick Fair held?", village, lexicon)

        assert told(found) == ["fair-maybe-meadow"]
        assert found.ordered[0].left == []

    def test_a_second_name_chooses_the_fact_that_tells_of_it(self, village: Index, lexicon: Lexicon) -> None:
        found = weighed("Did Aunt Tess found the Honey Guild?", village, lexicon)

        assert {village.fact(row.number).id for made in found.ordered for row in made.facts.rows} >= {
            "guild-by-tess"
        }

    def test_a_date_answers_when(self, village: Index, lexicon: Lexicon) -> None:
        found = weighed("When will the Honey Guild open a shop?", village, lexicon)

        assert told(found) == ["guild-opens"]
        assert found.ordered[0].facts.dated

    def test_facts_are_read_once_and_in_the_order_of_the_base(self, village: Index, lexicon: Lexicon) -> None:
        found = weighed("Who founded Honey Guild?", village, lexicon)
        wording = FactReader(found.context)

        rows = facts_of(found.ordered[0].candidate, found.context)

        assert [row.number for row in rows] == [0, 1]
        assert wording.fact(0) is wording.fact(0)
        assert ("en", lexicon.languages["en"].stem("founded")) in wording.fact(0)[1]

    def test_the_budget_of_facts_ends_it(
        self, village: Index, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("factcli.questions.answer.FACTS_READ", 1)

        found = weighed("Where was Zzyx Tess Barrow born?", village, lexicon)

        assert len([one for one in found.ordered if one.candidate.only is None and one.facts.rows]) == 1
