"""Decide on proposals one by one: take, drop, edit, undo. Each decision is written at once; nothing here draws."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcli.base.reader import documents, read
from factcli.curation.edit import remove_fact
from factcli.curation.gate import Gate, take_fact
from factcli.curation.resolve import entity_names, relation_names
from factcli.drafting.command import with_verdict
from factcli.drafting.proposals import DROPPED, OPEN, TAKEN, Proposal, Span
from factcli.errors import NotFound, UsageProblem
from factcli.text import key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from factcli.curation.gate import Judgement
    from factcli.curation.resolve import Change
    from factcli.drafting.proposals import Draft
    from factcli.model import Sentence

FIELDS = (
    "exact",
    "names",
    "subject",
    "subject_kind",
    "relation",
    "object",
    "object_kind",
    "value",
    "statement",
    "modality",
    "hedged",
    "speaker",
    "when",
)
"""What can be edited of a proposal, in the order of a menu."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision that can be undone: on which proposal, and the fact that was written for it, if any."""

    proposal: str
    fate: str
    fact: str = ""


class Review:
    """Go through the open proposals of a base."""

    def __init__(self, path: str, draft: Draft, only: str | None = None) -> None:
        """Begin with the first proposal without a fate; `only` is the id of one that is to be decided alone."""
        self.path, self.draft = path, draft
        self._waiting = [each.id for each in draft.open() if only in (None, each.id)]
        self._steps: list[Decision] = []
        self.taken: list[str] = []
        self._later: set[str] = set()
        self._refresh()

    def _refresh(self) -> None:
        self.base = read(self.path)
        tables: dict[str, dict[str, Any]] = {
            name: {} for name in ("meta", "sources", "sentences", "entities", "relations", "facts")
        }
        for table, number, document in documents(self.path):
            tables[table][str(number)] = document
        self.tables = tables
        self._gate = Gate(tables)

    @property
    def left(self) -> int:
        """Return how many proposals are undecided."""
        return len(self._waiting)

    def current(self) -> tuple[Proposal, Judgement] | None:
        """Return the next proposal with what the gate says of it now, None if all are decided.

        One that a fact of the base repeats (a review was ended between writing the fact and its fate) counts as taken.
        """
        while self._waiting:
            proposal = self.draft.proposals[self._waiting[0]]
            judgement = self._gate.judge(proposal.request())
            if "fact-duplicate" in judgement.codes:
                self.draft.decide(proposal.id, TAKEN)
                self._waiting.pop(0)
                continue
            return with_verdict(proposal, judgement), judgement
        return None

    def take(self, despite: Sequence[str] = ()) -> tuple[Judgement, Change | None]:
        """Write the current proposal as a fact if the gate lets it; `despite` are codes the person has settled."""
        name = self._waiting[0]
        judgement, change = take_fact(self.path, self.draft.proposals[name].request(), despite)
        if change is not None:
            self.draft.decide(name, TAKEN, change.id)
            self._steps.append(Decision(name, TAKEN, change.id))
            self.taken.append(change.id)
            self._waiting.pop(0)
            self._refresh()
        return judgement, change

    def drop(self) -> None:
        """Decide against the current proposal, for good."""
        name = self._waiting.pop(0)
        self.draft.decide(name, DROPPED)
        self._steps.append(Decision(name, DROPPED))

    def undo(self) -> str | None:
        """Take the last decision back: a fact that it wrote is removed. Return what the decision was, None for none."""
        if not self._steps:
            return None
        step = self._steps.pop()
        if step.fact:
            remove_fact(self.path, step.fact, prune=True)
            self.taken.remove(step.fact)
            self._refresh()
        self.draft.decide(step.proposal, OPEN)
        self._waiting.insert(0, step.proposal)
        return step.fate

    def edit(self, field: str, text: str) -> None:
        """Change one field of the current proposal, as a person types it; an empty text clears it.

        Raises UsageProblem if the text cannot be that field.
        """
        name = self._waiting[0]
        changed = edited(self.draft.proposals[name], field, text.strip(), self.language)
        self.draft.change(changed)

    @property
    def language(self) -> str:
        """Return the language of the text."""
        return self.base.sources[0].language

    def sentence(self, number: str) -> Sentence:
        """Return a sentence by its number. Raises NotFound."""
        source, _, wanted = number.rpartition(":")
        for each in self.base.sentences:
            if str(each.number) == wanted and source in ("", each.source.id):
                return each
        raise NotFound(f"no sentence {number}", "'factcli source' shows the sentences with their numbers")

    def new_names(self, proposal: Proposal) -> list[str]:
        """Return the names of a proposal that the base does not have yet, its relation among them."""
        known = {key(name) for each in self.tables["entities"].values() for name in entity_names(each)}
        related = {key(name) for each in self.tables["relations"].values() for name in relation_names(each)}
        names = [each for each in (proposal.subject, proposal.object, proposal.speaker) if each]
        new = [name for name in dict.fromkeys(names) if key(name) not in known]
        return new + [proposal.relation] * (key(proposal.relation) not in related)


def edited(proposal: Proposal, field: str, text: str, language: str) -> Proposal:
    """Return a proposal with one field as a person typed it. Raises UsageProblem."""
    if field not in FIELDS:
        raise UsageProblem(f"unknown field {field!r}", f"choose among {', '.join(FIELDS)}")
    if field == "statement":
        return replace(proposal, statement={**proposal.statement, language: text})
    if field == "hedged":
        return replace(proposal, hedged=text.lower() in ("y", "yes", "true", "1", "o", "oui"))
    if field == "names":
        number, _, words = text.partition(" ")
        spans = (Span(number, words.strip()),) if words.strip() else ()
        return replace(proposal, names=spans)
    if field == "object":
        return replace(proposal, object=text or None, value=None if text else proposal.value)
    if field == "value":
        return replace(proposal, value=text or None, object=None if text else proposal.object)
    if field == "modality":
        return replace(proposal, modality=text or "asserted")
    if field in ("exact", "subject", "relation"):
        return replace(proposal, **{field: text, **({"occurrence": None} if field == "exact" else {})})  # type: ignore[arg-type]
    return replace(proposal, **{field: text or None})  # type: ignore[arg-type]
