"""In a small base a question may leave its subject unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bases import write
from factcli.index.build import PhraseMaker
from factcli.index.open import open_index
from factcli.questions.candidates import generate_without_name
from factcli.questions.linking import IMPLIED
from factcli.questions.thresholds import ONE_SUBJECT
from village import fair, weighed

if TYPE_CHECKING:
    from pathlib import Path

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


class TestWithoutName:
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
        base = open_index(write(tmp_path, tables), phrases=PhraseMaker(lexicon))

        assert self.relations("How much is the prize money?", base, lexicon) == set()
