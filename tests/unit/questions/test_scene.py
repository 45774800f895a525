"""A scene holds what the readings of one question share: what speaks for a relation, what kind it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.calibration import Scored
from factcli.questions.candidates import Candidate, FactsRead
from factcli.questions.context import Context, fits
from factcli.questions.linking import exact
from factcli.questions.relations import NONE
from village import understood

if TYPE_CHECKING:
    from typing import Any

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


def scene_of(text: str, base: Index, lexicon: Lexicon) -> Context:
    return Context(understood(text, base, lexicon), base, lexicon)


def relation(scene: Context, name: str) -> Any:
    return next(row for row in scene.relations if row.id == name)


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


class TestScene:
    def test_wordings_of_base_and_lexicon_speak_for_a_relation(
        self, village: Index, lexicon: Lexicon
    ) -> None:
        scene = scene_of("Who founded Honey Guild?", village, lexicon)
        span = exact(scene.question, village)[0]

        support = scene.match(span, relation(scene, "founded-by"), inverse=False)

        assert support.words == {1}
        assert support.value > 0.3
        assert scene.match(span, relation(scene, "prize-money"), inverse=False) is NONE
        assert scene.around(span) is scene.around(span)

    def test_what_a_bearer_lacks_speaks_against_it(self, village: Index, lexicon: Lexicon) -> None:
        scene = scene_of("Who founded Tess Barrow?", village, lexicon)
        span = exact(scene.question, village)[0]

        assert scene.absent(span, span.owners[0]) > 0

    def test_kinds_come_from_the_base_or_from_the_concept(self, village: Index, lexicon: Lexicon) -> None:
        scene = scene_of("", village, lexicon)

        assert scene.kind(relation(scene, "founded-by"), inverse=False) == "person"
        assert scene.kind(relation(scene, "founded-by"), inverse=True) == "organization"
        assert scene.kind(relation(scene, "opens"), inverse=False) is None
        assert scene.kind(relation(scene, "prize-money"), inverse=True) in (None, "person", "organization")


class TestCandidate:
    def test_words_the_facts_explain_are_not_left(self, village: Index, lexicon: Lexicon) -> None:
        span = exact(understood("Tess Barrow", village, lexicon), village)[0]
        made = Candidate(span, 4, 1, inverse=True, match=NONE, kind=None, rest=(3, 5))

        assert Scored(made, FactsRead(explained=frozenset([5])), {}, 0.0).left == [3]
        assert made.place == (4, 1, True)
