"""Each name is held against each relation its bearers have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.candidates import generate
from factcli.questions.context import Context
from factcli.questions.linking import exact
from village import understood

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


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
