"""Candidates are generated, and their facts are read if that helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bases import write
from factcli.index.build import PhraseMaker
from factcli.index.open import open_index
from factcli.questions.candidates import FactReader, facts_of, generate, generate_without_name
from factcli.questions.context import Context
from factcli.questions.linking import IMPLIED, exact
from factcli.questions.thresholds import ONE_SUBJECT
from village import fair, understood, weighed

if TYPE_CHECKING:
    from pathlib import Path

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.calibration import Ranking


def told(found: Ranking) -> list[str]:
    """Return the ids of the facts the best reading was looked into for."""
    return [found.context.base.fact(row.number).id for row in found.ordered[0].facts.rows]


class TestCandidates:
    def test_there_is_one_for_each_relation_and_direction_of_each_owner(
        self, village: Index, lexicon: Lexicon
    ) -> None:
        scene = Context(understood("Where was Jo Finch born?", village, lexicon), village, lexicon)
        spans = exact(scene.question, village)

        found = generate(scene, spans)

        profiles = [row for owner in spans[0].owners for row in village.profile(owner)]
        assert len(found) == len(profiles) == 3
        assert {made.place for made in found} == {
            (owner, row.relation, row.inverse) for owner in spans[0].owners for row in village.profile(owner)
        }

    def test_one_is_made_whole(self, village: Index, lexicon: Lexicon) -> None:
        scene = Context(understood("Where was Tess Barrow born?", village, lexicon), village, lexicon)
        number = next(row.number for row in village.relations() if row.id == "born-in")

        made = next(one for one in generate(scene, exact(scene.question, village)) if one.relation == number)

        assert (made.kind, made.rest, made.only) == ("place", (), None)
        assert made.match.value > 0.3
        with pytest.raises(AttributeError):
            made.kind = "time"  # type: ignore[misc]


class TestFactReader:
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


class TestWithoutEntity:
    def relations(self, text: str, base: Index, lexicon: Lexicon) -> set[str]:
        scene = weighed(text, base, lexicon).context
        found = generate_without_name(scene)
        assert all(made.mention.how == IMPLIED and made.only is not None for made in found)
        return {scene.relations[made.relation].id for made in found}

    def test_a_relation_asks_alone(self, village: Index, lexicon: Lexicon) -> None:
        assert "prize-money" in self.relations("How much is the prize money?", village, lexicon)

    def test_the_words_of_a_statement_ask_too(self, village: Index, lexicon: Lexicon) -> None:
        assert "prize-money" in self.relations("How much does the best cake win?", village, lexicon)

    def test_words_of_no_fact_find_nothing(self, village: Index, lexicon: Lexicon) -> None:
        assert self.relations("Zzyx?", village, lexicon) == set()

    def test_a_large_base_is_about_more_than_one_thing(self, tmp_path: Path, lexicon: Lexicon) -> None:
        tables = fair()
        prize = next(fact for fact in tables["facts"].values() if fact["id"] == "prize")
        first = len(tables["facts"]) + 1
        tables["facts"] |= {str(n): prize | {"id": f"p{n}"} for n in range(first, ONE_SUBJECT + 2)}
        with open_index(write(tmp_path, tables), phrases=PhraseMaker(lexicon)) as base:
            assert self.relations("How much is the prize money?", base, lexicon) == set()
