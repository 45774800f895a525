"""Turn a request into the document of a fact: names into ids, typed words into verbatim ones."""

from __future__ import annotations

from factcli.base.edtf import is_valid
from factcli.curation import naming, values
from factcli.curation.quotes import quoted, sentence_number
from factcli.errors import UsageProblem
from factcli.model import KINDS, MODALITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from tinydb import TinyDB

    from factcli.curation.requests import FactRequest

_OBJECT_KINDS = ("person", "organization", "place")


class Drafter:
    """Draft facts for one database; entities and relations that are new are added to it on the way."""

    def __init__(self, database: TinyDB) -> None:
        """Work on an open database."""
        self.database = database
        self.language: str = database.table("sources").all()[0]["language"]

    def draft(self, request: FactRequest, old: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return what the request tells, as the keys of a fact document; `old` is the fact it changes.

        Raises UsageProblem or NotFound.
        """
        if request.object and (request.value or request.values):
            raise UsageProblem("a fact has an object or a value, not both", "give one of them")
        document: dict[str, Any] = {}
        if request.subject:
            document["subject"] = self._entity(request.subject, request.subject_kind, request)
        relation = self._relation(request, old or {})
        document["relation"] = relation["id"]
        document |= self._target(request, relation)
        if request.statements:
            document["statement"] = {**(old or {}).get("statement", {}), **_texts(request.statements)}
        document |= self._claim(request, old or {})
        if request.quotes:
            document["evidence"] = self._evidence(request)
        if request.derived:
            document["derived"] = request.derived
        return document

    def _entity(self, name: str, kind: str | None, request: FactRequest) -> str:
        table = self.database.table("entities")
        known = naming.found(table, name, naming.entity_names)
        if known is None:
            clean = naming.clean_name(name)
            self._ask_about_slip(naming.likely(table, clean, naming.entity_names), clean, "entity", request)
            document = {"kind": _kind(kind or "thing"), "name": {self.language: clean}, "aliases": []}
            known = naming.made(table, document, clean)
        return str(known["id"])

    def _relation(self, request: FactRequest, old: Mapping[str, Any]) -> dict[str, Any]:
        table = self.database.table("relations")
        name = request.relation or old["relation"]
        known = naming.found(table, name, naming.relation_names)
        if known is not None:
            return known
        clean = naming.clean_name(name)
        self._ask_about_slip(naming.likely(table, clean, naming.relation_names), clean, "relation", request)
        document = {"kind": self._relation_kind(request), "label": {self.language: clean}, "phrases": {}}
        return naming.made(table, document, clean)

    def _relation_kind(self, request: FactRequest) -> str:
        if request.relation_kind:
            return _kind(request.relation_kind)
        if request.object:
            known = naming.found(self.database.table("entities"), request.object, naming.entity_names)
            return _kind(known["kind"] if known else request.object_kind or "thing")
        if request.value:
            return values.VALUE_KINDS[values.parsed(request.value, self.language)["type"]]
        return "thing"

    def _ask_about_slip(self, near: str | None, name: str, what: str, request: FactRequest) -> None:
        if near is not None and not request.new:
            raise UsageProblem(
                f"there is no {what} {name!r}; did you mean {near!r}?", "say --new if this is a new one"
            )

    def _target(self, request: FactRequest, relation: Mapping[str, Any]) -> dict[str, Any]:
        if request.object:
            told = relation["kind"] if relation["kind"] in _OBJECT_KINDS else None
            return {"object": self._entity(request.object, request.object_kind or told, request)}
        if request.values:
            return {"value": values.in_words(_texts(request.values))}
        if request.value:
            return {"value": values.parsed(request.value, self.language, relation["kind"])}
        return {}

    def _claim(self, request: FactRequest, old: Mapping[str, Any]) -> dict[str, Any]:
        claim: dict[str, Any] = {"modality": request.modality or old.get("modality", "asserted")}
        if claim["modality"] not in MODALITIES:
            raise UsageProblem(
                f"there is no modality {claim['modality']!r}", f"choose among {', '.join(MODALITIES)}"
            )
        if request.speaker:
            claim["speaker"] = self._entity(request.speaker, request.speaker_kind or "person", request)
        if claim["modality"] == "reported" and not (request.speaker or old.get("speaker")):
            raise UsageProblem("a reported fact needs a speaker", "give --speaker")
        if request.hedged is not None:
            claim["hedged"] = request.hedged
        when = {key: getattr(request, key) for key in ("resolved", "basis") if getattr(request, key)}
        if request.when or when:
            claim["when"] = {
                **old.get("when", {}),
                **({"edtf": request.when} if request.when else {}),
                **when,
            }
            _check_when(claim["when"])
        return {key: value for key, value in claim.items() if value is not False or key in old}

    def _evidence(self, request: FactRequest) -> list[dict[str, Any]]:
        sentences = [(document.doc_id, document) for document in self.database.table("sentences")]
        texts = {number: document["text"] for number, document in sentences}
        entries = []
        for quote in request.quotes:
            number = sentence_number(sentences, quote.sentence)
            entries.append(quoted(number, texts[number], quote.exact, quote.occurrence))
        return entries


def _texts(told: Mapping[str, str]) -> dict[str, str]:
    texts = {code: text.strip() for code, text in told.items() if text.strip()}
    if not texts:
        raise UsageProblem("a text is empty", "give its words")
    return texts


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise UsageProblem(f"there is no kind {kind!r}", f"choose among {', '.join(KINDS)}")
    return kind


def _check_when(when: Mapping[str, str]) -> None:
    if "edtf" not in when:
        raise UsageProblem("a resolved date needs the one the text gives", "give --when")
    for key in ("edtf", "resolved"):
        if key in when and not is_valid(when[key]):
            raise UsageProblem(
                f"{when[key]!r} is no date in EDTF", "write it as 2023, 2023-12~ or XXXX-11-21"
            )
