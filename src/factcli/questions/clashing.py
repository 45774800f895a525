"""Tell whether a reading answers with another kind of thing than was asked for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.questions.context import Candidate, Scene

WHOLE = 0.8  # the share of a wording from which on its question word counts
_NO_DEED = frozenset(["person", "time", "place"])  # what "que" cannot ask for


def clashes(made: Candidate, scene: Scene) -> bool:
    """Tell whether the kind that was asked for is surely another one than the reading gives.

    Not where the wording itself holds the question word: "where educated" asks for a school.
    """
    asked = scene.asked
    if not made.kind:
        return False
    if asked.kind == "person" and made.kind == "place" and made.inverse:
        return False  # a country may be who wants or chooses something
    if asked.kind:
        return made.support.cover < WHOLE or asked.kind_words.isdisjoint(made.support.words)
    said = {asked.words[at].word for at in asked.kind_words}
    deed = asked.head is None and asked.noun is not None and not said.isdisjoint(scene.language.object_words)
    return deed and made.kind in _NO_DEED
