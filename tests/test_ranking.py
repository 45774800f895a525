"""Each name is held against each relation its bearers have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcli.questions.candidates import candidates, make_candidate
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

        found = candidates(scene, spans)

        profiles = [row for owner in spans[0].owners for row in village.profile(owner)]
        assert len(found) == len(profiles) == 3
        assert all(made.features for made in found)

    def test_one_alone_is_not_yet_described(self, village: Index, lexicon: Lexicon) -> None:
        scene = Context(understood("Where was Tess Barrow born?", village, lexicon), village, lexicon)
        span = exact(scene.question, village)[0]
        number = next(row.number for row in village.relations() if row.id == "born-in")

        made = make_candidate(scene, span, span.owners[0], number, inverse=False)

        assert (made.kind, made.features) == ("place", {})
        assert made.match.value > 0.3
