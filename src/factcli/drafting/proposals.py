"""A proposed fact: what it says, where it stands, who proposed it, and what became of it.

Proposals of a base BASE.json are kept in BASE.draft.jsonl, one line each, followed by a line for each fate: taken or
dropped. The file only grows, so that a review that is killed goes on where it was; its last line may be torn.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from factcli.curation.resolve import FactRequest, QuoteRequest, typed_value
from factcli.errors import InputOutputProblem, NotWritten, UsageProblem
from factcli.text import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

TAKEN, DROPPED, OPEN = "taken", "dropped", "open"
RULES, COMMAND, PERSON = "rules", "command", "person"


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a sentence, by its number; `occurrence` counts from 1 if they stand there more than once."""

    sentence: str
    exact: str
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact that somebody proposes. `names` are further spans, which name what a pronoun stands for.

    `value` is as a curator types it ("6000000000 USD", "date:2023-12~", "text:open research").
    """

    sentence: str
    exact: str
    subject: str
    relation: str
    statement: Mapping[str, str]
    object: str | None = None
    value: str | None = None
    names: tuple[Span, ...] = ()
    occurrence: int | None = None
    subject_kind: str | None = None
    object_kind: str | None = None
    relation_kind: str | None = None
    modality: str = "asserted"
    hedged: bool = False
    speaker: str | None = None
    when: str | None = None
    by: str = RULES
    verdict: str = ""
    codes: tuple[str, ...] = ()
    id: str = field(default="")

    def named(self) -> str:
        """Return the id: the sentence, and a digest of what is said there, so that the same is never asked twice."""
        said = (
            self.sentence,
            self.exact,
            self.subject,
            self.relation,
            self.object or self.value,
            self.modality,
        )
        return f"{self.sentence.replace(':', '-')}-{sha256(repr(said).encode()).hexdigest()[:8]}"

    @property
    def content(self) -> tuple[str, str, str]:
        """Return what two proposals share that propose the same: sentence, subject, and object or value."""
        return self.sentence, key(self.subject), key(self.object or self.value or "")

    def request(self, *, new: bool = True) -> FactRequest:
        """Return the request that the gate judges and the base writes."""
        spans = (Span(self.sentence, self.exact, self.occurrence), *self.names)
        return FactRequest(
            quotes=tuple(QuoteRequest(span.sentence, span.exact, span.occurrence) for span in spans),
            subject=self.subject,
            relation=self.relation,
            object=self.object or None,
            value=self.value or None,
            statements=dict(self.statement),
            modality=self.modality,
            hedged=self.hedged or None,
            speaker=self.speaker,
            when=self.when,
            subject_kind=self.subject_kind,
            object_kind=self.object_kind,
            relation_kind=self.relation_kind,
            new=new,
        )

    def as_item(self) -> dict[str, Any]:
        """Return the proposal as JSON holds it."""
        item = asdict(self)
        names = [
            {"sentence": span.sentence, "exact": span.exact, "occurrence": span.occurrence}
            for span in self.names
        ]
        return {"id": item.pop("id") or self.named(), **item, "names": names, "codes": list(self.codes)}


class BadProposal(ValueError):  # noqa: N818 -- it reads as what was found
    """An object that is no proposal, with the reason."""


_TEXTS = ("subject", "relation", "object", "subject_kind", "object_kind", "relation_kind", "speaker", "when")
_LONGEST = 5_000  # letters of one text


def proposal_of(item: object, language: str, by: str = COMMAND) -> Proposal:
    """Return the proposal that a JSON value holds; unknown keys are passed over. Raises BadProposal.

    A program may write a number for a sentence, a text for a statement (it is in `language`), a typed value or the
    value as a base holds it.
    """
    if not isinstance(item, dict):
        raise BadProposal("a proposal is a JSON object")
    told = {name: _text(item, name) for name in _TEXTS}
    statement = item.get("statement")
    if isinstance(statement, str):
        statement = {language: statement}
    if not isinstance(statement, dict) or not all(isinstance(text, str) for text in statement.values()):
        raise BadProposal("statement is neither a text nor texts by language")
    names = item.get("names") or []
    if not isinstance(names, list) or not all(isinstance(each, dict) for each in names):
        raise BadProposal("names is not a list of objects with sentence and exact")
    return Proposal(
        sentence=_number(item.get("sentence")),
        exact=_text(item, "exact") or "",
        subject=told["subject"] or "",
        relation=told["relation"] or "",
        statement={str(code): text for code, text in statement.items()},
        value=_value(item.get("value")),
        occurrence=_count(item),
        names=tuple(
            Span(_number(each.get("sentence")), _text(each, "exact") or "", _count(each)) for each in names
        ),
        modality=_text(item, "modality") or "asserted",
        hedged=item.get("hedged") in (True, "true"),
        by=by,
        subject_kind=told["subject_kind"],
        object=told["object"],
        object_kind=told["object_kind"],
        relation_kind=told["relation_kind"],
        speaker=told["speaker"],
        when=told["when"],
    )


def _text(item: Mapping[str, Any], name: str) -> str | None:
    value = item.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise BadProposal(f"{name} is not a text")
    if len(value) > _LONGEST:
        raise BadProposal(f"{name} has more than {_LONGEST} characters")
    return value


def _count(item: Mapping[str, Any]) -> int | None:
    value = item.get("occurrence")
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _number(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).strip():
        raise BadProposal("sentence is not the number of a sentence")
    return str(value).strip()[:200]


def _value(value: object) -> str | None:
    """Return a value as a curator types it."""
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"quantity:{value}"
    if isinstance(value, str):
        return value[:_LONGEST]
    if not isinstance(value, dict):
        raise BadProposal("value is neither a text nor an object with a type")
    try:
        return typed_value(value)
    except (UsageProblem, StopIteration, AttributeError) as problem:
        raise BadProposal(f"unknown value: {problem}") from problem


# The file of proposals and fates.


def draft_path(base: str) -> str:
    """Return the path of the proposals of a base."""
    return os.path.splitext(base)[0] + ".draft.jsonl"


class Draft:
    """The proposals of a base, in order, and what became of each."""

    def __init__(self, path: str) -> None:
        """Read the file, if there is one; what cannot be read in it (a torn last line) is passed over."""
        self.path = path
        self.proposals: dict[str, Proposal] = {}
        self.fates: dict[str, str] = {}
        self.facts: dict[str, str] = {}
        self._torn = False
        try:
            with open(path, "rb") as file:
                data = file.read()
        except FileNotFoundError:
            return
        except OSError as error:
            raise InputOutputProblem(
                f"{path}: {os.strerror(error.errno or 0)}", "check the permissions"
            ) from error
        self._torn = bool(data) and not data.endswith(b"\n")
        for line in data.decode(errors="replace").split("\n"):
            self._take_line(line)

    def _take_line(self, line: str) -> None:
        try:
            item = json.loads(line)
            if "fate" in item:
                self.fates[item["id"]] = item["fate"]
                self.facts[item["id"]] = item.get("fact") or ""
            else:
                found = proposal_of(item, "", item.get("by") or RULES)
                self.proposals[item["id"]] = replace(
                    found,
                    id=item["id"],
                    verdict=item.get("verdict") or "",
                    codes=tuple(item.get("codes") or ()),
                )
        except (ValueError, KeyError, TypeError, AttributeError):
            return

    def open(self) -> list[Proposal]:
        """Return the proposals without a fate, in the order of the sentences."""
        return [each for name, each in self.proposals.items() if self.fates.get(name, OPEN) == OPEN]

    def set_aside(self, facts: Iterable[Mapping[str, Any]]) -> None:
        """Append facts that leave the base, whole, so that nothing of them is lost."""
        self._append([{"set_aside": dict(fact)} for fact in facts])

    def add(self, proposals: Iterable[Proposal], *, again: bool = False) -> list[Proposal]:
        """Append the proposals that are not there yet, whatever became of them, and return these.

        `again` also appends what was decided before: a fact that was taken once is to be decided on anew.
        """
        known = set() if again else {each.content for each in self.proposals.values()}
        new = []
        for each in proposals:
            name = each.named()
            if again and self.fates.get(name):
                self.decide(name, OPEN)
            if name not in self.proposals and each.content not in known:
                known.add(each.content)
                found = replace(each, id=name)
                self.proposals[name] = found
                new.append(found)
        self._append([each.as_item() for each in new])
        return new

    def change(self, proposal: Proposal) -> None:
        """Append a proposal in its changed form, which replaces the one with its id."""
        self.proposals[proposal.id] = proposal
        self._append([proposal.as_item()])

    def decide(self, proposal: str, fate: str, fact: str = "") -> None:
        """Append what became of a proposal."""
        self.fates[proposal] = fate
        self.facts[proposal] = fact
        self._append([{"id": proposal, "fate": fate, "fact": fact or None}])

    def _append(self, items: list[dict[str, Any]]) -> None:
        if not items:
            return
        text = "".join(json.dumps(item, ensure_ascii=True) + "\n" for item in items)
        try:
            with open(self.path, "ab") as file:
                file.write(("\n" + text if self._torn else text).encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            reason = os.strerror(error.errno or 0)
            raise NotWritten(
                f"{self.path}: not written: {reason}", "free space or check the permissions"
            ) from error
        self._torn = False


def proposal_of_fact(
    fact: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]], places: Mapping[str, int]
) -> Proposal | None:
    """Return a fact of a base as a proposal for a text in which its sentences have other numbers or words.

    `places` are the new numbers by old text; None if a sentence of the fact is in it no more.
    """
    texts = {int(at): each["text"] for at, each in tables["sentences"].items()}
    spans = [
        Span(str(places[texts[entry["sentence"]]]), entry["exact"])
        for entry in fact["evidence"]
        if texts[entry["sentence"]] in places
    ]
    if not spans or len(spans) < len(fact["evidence"]):
        return None
    entities = {each["id"]: each for each in tables["entities"].values()}
    relation = next(each for each in tables["relations"].values() if each["id"] == fact["relation"])
    target = entities.get(fact.get("object", ""))
    return Proposal(
        sentence=spans[0].sentence,
        exact=spans[0].exact,
        names=tuple(spans[1:]),
        subject=fact["subject"],
        subject_kind=entities[fact["subject"]]["kind"],
        relation=relation["id"],
        object=target["id"] if target else None,
        object_kind=target["kind"] if target else None,
        value=_value(fact.get("value")),
        statement=dict(fact["statement"]),
        modality=fact["modality"],
        hedged=bool(fact.get("hedged")),
        speaker=fact.get("speaker"),
        when=(fact.get("when") or {}).get("edtf"),
        by=PERSON,
    )


def read_proposals(text: str, language: str, by: str = COMMAND) -> tuple[list[Proposal], list[str]]:
    """Return the proposals in what a program wrote, and why the rest of it is none.

    Read are JSON lines, one array, an object with a list in it, each also inside a code fence with prose around.
    """
    found: list[Proposal] = []
    problems: list[str] = []
    for item in json_values(text):
        items = item if isinstance(item, list) else _listed(item)
        for each in items:
            try:
                found.append(proposal_of(each, language, by))
            except BadProposal as bad:
                problems.append(str(bad))
    if not found and not problems:
        problems.append("there is no JSON object in it")
    return found, problems


def _listed(item: object) -> list[object]:
    """Return the list that an object without a quote of its own holds, such as {"proposals": [...]}."""
    if isinstance(item, dict) and "exact" not in item:
        lists = [value for value in item.values() if isinstance(value, list)]
        if len(lists) == 1:
            return lists[0]
    return [item]


_MOST_TRIES = 10_000


def json_values(text: str) -> list[object]:
    """Return the JSON objects and arrays of a text, wherever they stand in it."""
    decoder = json.JSONDecoder(parse_constant=_refuse)
    found: list[object] = []
    at, tries = 0, 0
    while tries < _MOST_TRIES:
        starts = [place for place in (text.find("{", at), text.find("[", at)) if place >= 0]
        if not starts:
            break
        at = min(starts)
        tries += 1
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        if isinstance(value, dict) or (
            isinstance(value, list) and any(isinstance(each, dict) for each in value)
        ):
            found.append(value)
        at = end
    return found


def _refuse(constant: str) -> object:
    raise ValueError(constant)
