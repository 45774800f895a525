"""Read from the order of the words in which direction a relation is asked for.

"Founded by X" and "what did X found" make X the doer, "who founded X" and "who was X founded by" the thing
done; "the capital of X" and "X's capital" ask for what X has, not for what has X. Which words tell is a
matter of the language file.
"""

from __future__ import annotations

from factcli.questions.context import BESIDE, fits
from factcli.text import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from factcli.questions.context import Candidate, Scene


def cue(made: Candidate, scene: Scene) -> int:
    """Tell whether the order of the words fits the direction of the reading: 1 fits, -1 clashes, 0 silent."""
    doer, agent = _is_doer(made, scene), _agent(scene.relations[made.relation], scene)
    if doer is not None and agent:
        return 1 if doer == ((agent == "object") == made.inverse) else -1
    if not made.support.words or agent == "subject" or not _owned(made, scene):
        return 0
    if not made.inverse:
        return 1
    return -1 if _could_be_owned(made, scene) else 0


def _could_be_owned(made: Candidate, scene: Scene) -> bool:
    """Tell whether the same words ask just as well for what the name has."""
    relation = scene.relations[made.relation]
    kind = scene.kind(relation, inverse=False)
    if scene.asked.kind and kind and not fits(scene.asked.kind, kind):
        return False
    forward = scene.support(made.span, relation, inverse=False)
    return forward.value >= BESIDE * made.support.value


def _agent(relation: Any, scene: Scene) -> str | None:
    """Return who does the deed a relation is: its subject or its object; "founded by" says so itself."""
    concept = scene.lexicon.concept(relation.concept) if relation.concept else None
    if concept and concept.agent:
        return concept.agent
    for code, label in relation.label.items():
        language = scene.lexicon.languages.get(code)
        if language and words(label)[-1:] and words(label)[-1] in language.agent_before:
            return "object"
    return None


def _is_doer(made: Candidate, scene: Scene) -> bool | None:
    """Tell whether the name is the doer of the deed, by the words around it; None where they do not tell."""
    span, language = made.span, scene.language
    before = scene.asked.words[span.start - 1].word if span.start else ""
    after = any(at >= span.end for at in made.support.words)
    if _doer_is_asked(made, scene):
        return False
    if before in language.agent_before or (after and before in language.support) or _acts(made, scene):
        return True
    if _deed_is_asked(scene) and (before in language.articles or before not in language.function):
        return True
    person = scene.asked.kind == "person" and made.support.words
    return False if person and max(made.support.words) < span.start else None


def _acts(made: Candidate, scene: Scene) -> bool:
    """Tell whether a verb and its pronoun take up the name, in the active: "X devance-t-elle", "X a-t-elle fondé"."""
    language = scene.language
    said = [word.word for word in scene.asked.words[made.span.end :]]
    taken_up = any(said[at : at + 1] and said[at] in language.pronouns for at in (1, 2))
    return taken_up and language.passive.isdisjoint(said)


def _doer_is_asked(made: Candidate, scene: Scene) -> bool:
    """Tell whether "by" stands with the question word or alone at the end: "par qui", "founded by?"."""
    said = scene.asked.words
    return any(
        word.word in scene.language.agent_before
        and at != made.span.start - 1
        and (at + 1 == len(said) or at + 1 in scene.asked.kind_words)
        for at, word in enumerate(said)
    )


def _deed_is_asked(scene: Scene) -> bool:
    """Tell whether the question word can only ask for what was done: "qu'a fondé X"."""
    asked = scene.asked
    said = {asked.words[at].word for at in asked.kind_words}
    return asked.head is None and not said.isdisjoint(scene.language.object_words)


def _owned(made: Candidate, scene: Scene) -> bool:
    """Tell whether the name stands as the owner of what is asked for: "N of X", "X's N"."""
    said, span, language = scene.asked.words, made.span, scene.language
    at = span.start - 1
    while at > 0 and said[at].word in language.articles:
        at -= 1
    if at > 0 and said[at].word in language.genitive:
        return max(made.support.words) in (at, at - 1)
    owner = span.end < len(said) and said[span.end].word in language.possessive
    return owner and max(made.support.words) > span.end
