"""Resolve what a curator types: names to ids, words to verbatim spans, values and dates to their types."""

from __future__ import annotations

import re
from difflib import SequenceMatcher, get_close_matches
from unicodedata import category

from factcli._dataclass import dataclass
from factcli.base.edtf import is_valid
from factcli.base.schema import WrongForm, check_document, identifier
from factcli.curation.working_copy import ids
from factcli.errors import NotFound, UsageProblem
from factcli.escape import HIDDEN
from factcli.model import KINDS, MODALITIES
from factcli.text import key, slug, unused
from factcli.texts.source import evidence
from factcli.texts.verbatim import QuotableText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from factcli.audit.findings import Finding
    from factcli.curation.working_copy import Document, Documents, Keys, WorkingCopy

    Names = Callable[[Document], Iterable[str]]


# Names: the entity or relation meant, or a new one; likely typos are refused.


class LikelyTypo(UsageProblem):
    """A new name is much like a known one."""


class DuplicateFact(UsageProblem):
    """The base has the fact, or another of its id."""


class AmbiguousQuote(UsageProblem):
    """The quoted words occur more than once in their sentence."""


NAME_LIMIT = 200
NEAR, FAR = 0.8, 0.6


def entity_names(document: Mapping[str, Any]) -> list[str]:
    """Return every name of an entity document: its id, its names, its aliases."""
    return [document["id"], *document["name"].values(), *document.get("aliases", ())]


def relation_names(document: Mapping[str, Any]) -> list[str]:
    """Return every name of a relation document: its id, its labels. Phrases are not names."""
    return [document["id"], *document["label"].values()]


def stated_of(document: Document) -> tuple[tuple[str, str]]:
    """Return what a fact is about: its subject and its relation."""
    return ((document["subject"], document["relation"]),)


def numbered(document: Document) -> tuple[str]:
    """Return the number by which a person names a sentence."""
    return (str(document["number"]),)


def find_document(table: Documents, name: str, names: Names) -> Document | None:
    """Return the document with that id, else the one with that name, ignoring case and accents.

    A name spelled exactly alike outranks others; signs that tell names apart (C++ and C#) are never ignored. Raises
    UsageProblem if several have the name.
    """
    named = table.having(ids, name) or table.having(names, name)
    named = named or table.having(_FOLDED[names], _folded(name))
    if len(named) > 1:
        ambiguous = ", ".join(document["id"] for document in named)
        raise UsageProblem(f"{name!r} is ambiguous: {ambiguous}", "give the id of the one you mean")
    return named[0] if named else None


_TELLING = "+#&@*$%=<>"


def _signs(name: str) -> str:
    """Return the signs of a name that tell it from another of the same letters."""
    return "".join(letter for letter in name if letter in _TELLING)


_BEFORE_SIGNS = "\n"


def _folded(name: str) -> str:
    return f"{key(name)}{_BEFORE_SIGNS}{_signs(name)}"


def _folded_entity_names(document: Document) -> list[str]:
    return [_folded(name) for name in entity_names(document)]


def _folded_relation_names(document: Document) -> list[str]:
    return [_folded(name) for name in relation_names(document)]


_FOLDED: dict[Names, Keys] = {entity_names: _folded_entity_names, relation_names: _folded_relation_names}


def likely(table: Documents, name: str, names: Names, cutoff: float = NEAR) -> str | None:
    """Return the known name that a new one may be a typo of; `cutoff` is the least similarity, 0 to 1."""
    wanted = key(name)
    known = {other.partition(_BEFORE_SIGNS)[0]: other for other in table.known(_FOLDED[names])}
    near = get_close_matches(
        wanted, [each for each in known if _may_be_near(each, wanted, cutoff)], n=1, cutoff=cutoff
    )
    if not near:
        return None
    document = table.having(_FOLDED[names], known[near[0]])[0]
    return [other for other in names(document) if key(other) == near[0]][-1]


def refuse_likely_typo(table: Documents, name: str, names: Names, what: str) -> None:
    """Raise LikelyTypo if a new name is much like a known one of a table; `what` says of what."""
    near = likely(table, name, names)
    if near is not None:
        raise LikelyTypo(f"no {what} {name!r}; did you mean {near!r}?", "use --new if this is a new one")


def _may_be_near(one: str, other: str, cutoff: float) -> bool:
    """Return False for texts that differ in length by so much that they cannot be as similar as `cutoff`."""
    return 2 * min(len(one), len(other)) >= cutoff * (len(one) + len(other))


def add_document(table: Documents, document: Document, wanted: str | None = None) -> Document:
    """Add a new document under a free id made from `wanted` and return it. Raises UsageProblem."""
    whole = {"id": unused(slug(wanted or ""), table), **document}
    check_form(table.name, whole)
    table.insert(whole)
    return whole


def check_form(table: str, document: Mapping[str, Any]) -> None:
    """Raise UsageProblem if a document does not have the form of its table."""
    try:
        check_document(table, dict(document))
    except WrongForm as wrong:
        raise UsageProblem(
            f"this cannot be stored: {wrong.key}: {wrong.reason}", "nothing was written"
        ) from wrong


def clean_name(name: str) -> str:
    """Return a name without surrounding spaces. Raises UsageProblem if it has hidden characters."""
    clean = name.strip()
    if not clean:
        raise UsageProblem("empty name", "give a name")
    hidden = [c for c in clean if not c.isprintable() and category(c) in HIDDEN]
    if hidden:
        raise UsageProblem(
            f"the name {clean!r} contains U+{ord(hidden[0]):04X}", "remove the hidden character"
        )
    if len(clean) > NAME_LIMIT:
        raise UsageProblem(f"a name has {len(clean)} characters", f"at most {NAME_LIMIT} are allowed")
    return clean


def clean_id(wanted: str) -> str:
    """Return an id unchanged. Raises UsageProblem if it is not valid."""
    try:
        identifier(wanted)
    except WrongForm as wrong:
        raise UsageProblem(
            f"{wanted!r} is not a valid id: {wrong.reason}", "use letters, digits and hyphens"
        ) from wrong
    return wanted


# Quotes: what is stored always has the spelling of the sentence.


def sentence_number(sentences: Documents, wanted: str) -> int:
    """Return the document id of the sentence `wanted`: "8", or "source:8" where several sources have an 8.

    Raises NotFound, or UsageProblem if the number is ambiguous.
    """
    source, _, number = wanted.rpartition(":")
    found = [
        (document_id, sentences[document_id]["source"])
        for document_id in sentences.numbers(numbered, number.strip())
        if source in ("", sentences[document_id]["source"])
    ]
    if not found:
        raise NotFound(f"no sentence {wanted}", "'factcli source' shows the sentences with their numbers")
    if len(found) > 1:
        names = ", ".join(f"{name}:{number}" for _, name in found)
        raise UsageProblem(f"more than one sentence {wanted}", f"choose among: {names}")
    return found[0][0]


def find_quote(number: int, sentence: str, typed: str, occurrence: int | None = None) -> dict[str, Any]:
    """Return the evidence for the words `typed`, spelled as in the sentence.

    What `QuotableText` makes no difference of may differ: line ends, kinds of quotes, composed letters and the like.
    `occurrence` counts from 1 and is needed if the words occur more than once. Raises NotFound or UsageProblem.
    """
    if not typed.strip():
        raise UsageProblem("the quoted words are empty", "give the words of the sentence that carry the fact")
    text = QuotableText(sentence)
    found = text.spans(typed)
    if not found:
        raise NotFound(f"sentence {number} does not say {typed!r}", _nearest(text, typed))
    if occurrence is None and len(found) > 1:
        raise AmbiguousQuote(
            f"{typed!r} occurs {len(found)} times in sentence {number}",
            f"say which with --occurrence 1 to {len(found)}, or quote more words",
        )
    if not 1 <= (occurrence or 1) <= len(found):
        raise UsageProblem(
            f"{typed!r} occurs {len(found)} times in sentence {number}",
            f"--occurrence must be 1 to {len(found)}",
        )
    at, end = found[(occurrence or 1) - 1]
    return evidence(number, sentence, sentence[at:end], at)


def _nearest(sentence: QuotableText, typed: str) -> str:
    """Return a hint with the words of the sentence most similar to what was typed."""
    typed = QuotableText(typed.strip()).plain
    matcher = SequenceMatcher(None, sentence.plain.lower(), typed.lower(), autojunk=False)
    block = matcher.find_longest_match()
    if block.size < min(8, len(typed)):
        return f"it says: {sentence.plain}"
    start = max(0, block.a - block.b)
    return f"did you mean: {sentence.words_around(start, start + len(typed))!r}?"


# Values as a curator types them: `6000000000 USD`, `3 offices`, `2023-12~`, or words.

VALUE_KINDS = {"money": "quantity", "quantity": "quantity", "date": "time", "text": "thing"}
"""The answer kind of each type of value."""

_APPROXIMATELY = "~"  # before an amount: nearly, about
_AMOUNT = r"(?P<amount>-?\d{1,15}(?:\.\d{1,6})?)"
_MONEY = re.compile(_AMOUNT + r" ?(?P<currency>[A-Z]{3})", re.ASCII)
_QUANTITY = re.compile(_AMOUNT + r"(?: (?P<unit>\S.*))?|(?P<percent>-?\d{1,15}(?:\.\d{1,6})?) ?%")


def parse_value(typed: str, language: str, kind: str | None = None) -> dict[str, Any]:
    """Parse a typed value into a value document; `kind` is that of the relation, if known.

    A type before a colon decides ("date:2018", "text:2018"). Otherwise an amount with three capitals is
    money, an amount with or without a unit is a quantity, EDTF is a date, and anything else is words in
    `language`; `~` before an amount says that it is approximate. Four digits alone may be a year or a number: then the
    relation decides. Raises UsageProblem.
    """
    name, colon, rest = typed.partition(":")
    if colon and name in _READERS:
        return _READERS[name](rest.strip(), language)
    text = typed.strip()
    if text.startswith(_APPROXIMATELY):
        return _approximate(parse_value(text.removeprefix(_APPROXIMATELY), language, "quantity"), text)
    if is_valid(text) and _QUANTITY.fullmatch(text):
        if kind not in ("time", "quantity"):
            raise UsageProblem(
                f"{text!r} could be a date or a number", f"write date:{text} or quantity:{text}"
            )
        return _date(text, language) if kind == "time" else _quantity(text, language)
    if is_valid(text):
        return _date(text, language)
    if _MONEY.fullmatch(text):
        return _money(text, language)
    return _quantity(text, language) if _QUANTITY.fullmatch(text) else _text(text, language)


def _approximate(value: dict[str, Any], text: str) -> dict[str, Any]:
    if value["type"] not in ("money", "quantity"):
        raise UsageProblem(f"{text!r} is not an approximate amount", "write it as ~6000000000 USD")
    return value | {"approximate": True}


def typed_value(document: Mapping[str, Any]) -> str:
    """Return a value as a curator types it, so that `parse_value` reads it back; of words, those of one language."""
    kind = document.get("type")
    about = _APPROXIMATELY if document.get("approximate") else ""
    if kind == "money":
        return f"money:{about}{document.get('amount')} {document.get('currency')}"
    if kind == "quantity":
        return f"quantity:{about}{document.get('amount')} {document.get('unit') or ''}".strip()
    if kind == "date":
        return f"date:{document.get('edtf')}"
    texts = document.get("text")
    if kind == "text" and texts:
        return f"text:{texts if isinstance(texts, str) else next(iter(texts.values()))}"
    raise UsageProblem(f"unknown type of value {kind!r}", "choose among money, quantity, date, text")


def in_words(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return a value in words, in several languages."""
    return {"type": "text", "text": dict(texts)}


def _amount(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _money(text: str, language: str) -> dict[str, Any]:
    if text.startswith(_APPROXIMATELY):
        return _approximate(_money(text.removeprefix(_APPROXIMATELY), language), text)
    found = _MONEY.fullmatch(text)
    if not found:
        raise UsageProblem(f"{text!r} is not an amount of money", "write it as 6000000000 USD")
    return {"type": "money", "amount": _amount(found["amount"]), "currency": found["currency"]}


def _quantity(text: str, language: str) -> dict[str, Any]:
    if text.startswith(_APPROXIMATELY):
        return _approximate(_quantity(text.removeprefix(_APPROXIMATELY), language), text)
    found = _QUANTITY.fullmatch(text)
    if not found:
        raise UsageProblem(f"{text!r} is not a quantity", "write it as a number and its unit: 3 offices")
    unit = "%" if found["percent"] else found["unit"] or ""
    return {"type": "quantity", "amount": _amount(found["percent"] or found["amount"]), "unit": unit}


def _date(text: str, _language: str) -> dict[str, Any]:
    if not is_valid(text):
        raise UsageProblem(f"{text!r} is not a date in EDTF", "write it as 2023, 2023-12~ or XXXX-11-21")
    return {"type": "date", "edtf": text}


def _text(text: str, language: str) -> dict[str, Any]:
    if not text:
        raise UsageProblem("the value is empty", "give an amount, a date or words")
    return in_words({language: text})


_READERS = {"money": _money, "quantity": _quantity, "date": _date, "text": _text}


_OBJECT_KINDS = ("person", "organization", "place")


class Drafter:
    """Make the documents of facts, adding new entities and relations as needed."""

    def __init__(self, copy: WorkingCopy) -> None:
        """Work on a working copy of a base."""
        self._copy = copy
        self.language: str = next(iter(copy.table("sources")))["language"]

    def draft(self, request: FactRequest, old: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the request as the keys of a fact document; `old` is the fact it changes.

        Raises UsageProblem or NotFound.
        """
        if request.object and (request.value or request.values):
            raise UsageProblem("a fact has an object or a value, not both", "give one of them")
        if old is not None:
            self._refuse_other_kinds(request, old)
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

    def _refuse_other_kinds(self, request: FactRequest, old: Mapping[str, Any]) -> None:
        """Raise UsageProblem if a kind is given for what the base has already: a fact does not change it."""
        for part, tables, names in (
            ("subject", "entities", entity_names),
            ("object", "entities", entity_names),
            ("speaker", "entities", entity_names),
            ("relation", "relations", relation_names),
        ):
            kind, name = getattr(request, f"{part}_kind"), getattr(request, part) or old.get(part)
            known = find_document(self._copy.table(tables), name, names) if kind and name else None
            if known is not None and known["kind"] != kind:
                command = "edit-entity" if tables == "entities" else "edit-relation"
                raise UsageProblem(
                    f"{known['id']} is known as {known['kind']}, for every fact",
                    f"change it with 'factcli base {command} {known['id']} --kind {kind}'",
                )

    def _entity(self, name: str, kind: str | None, request: FactRequest) -> str:
        table = self._copy.table("entities")
        known = find_document(table, name, entity_names)
        if known is None:
            clean = clean_name(name)
            if not request.new:
                refuse_likely_typo(table, clean, entity_names, "entity")
            document = {"kind": _kind(kind or "thing"), "name": {self.language: clean}, "aliases": []}
            known = add_document(table, document, clean)
        return str(known["id"])

    def _relation(self, request: FactRequest, old: Mapping[str, Any]) -> Document:
        table = self._copy.table("relations")
        name = request.relation or old["relation"]
        known = find_document(table, name, relation_names)
        if known is not None:
            return known
        clean = clean_name(name)
        if not request.new:
            refuse_likely_typo(table, clean, relation_names, "relation")
        document = {"kind": self._relation_kind(request), "label": {self.language: clean}, "phrases": {}}
        return add_document(table, document, clean)

    def _relation_kind(self, request: FactRequest) -> str:
        if request.relation_kind:
            return _kind(request.relation_kind)
        if request.object:
            known = find_document(self._copy.table("entities"), request.object, entity_names)
            return _kind(known["kind"] if known else request.object_kind or "thing")
        if request.value:
            return VALUE_KINDS[parse_value(request.value, self.language)["type"]]
        return "thing"

    def _target(self, request: FactRequest, relation: Mapping[str, Any]) -> dict[str, Any]:
        if request.object:
            told = relation["kind"] if relation["kind"] in _OBJECT_KINDS else None
            return {"object": self._entity(request.object, request.object_kind or told, request)}
        if request.values:
            return {"value": in_words(_texts(request.values))}
        if request.value:
            return {"value": parse_value(request.value, self.language, relation["kind"])}
        return {}

    def _claim(self, request: FactRequest, old: Mapping[str, Any]) -> dict[str, Any]:
        claim: dict[str, Any] = {"modality": request.modality or old.get("modality", "asserted")}
        if claim["modality"] not in MODALITIES:
            raise UsageProblem(
                f"unknown modality {claim['modality']!r}", f"choose among {', '.join(MODALITIES)}"
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
        sentences = self._copy.table("sentences")
        entries = []
        for quote in request.quotes:
            number = sentence_number(sentences, quote.sentence)
            entries.append(find_quote(number, sentences[number]["text"], quote.exact, quote.occurrence))
        return entries


def _texts(given: Mapping[str, str]) -> dict[str, str]:
    texts = {code: text.strip() for code, text in given.items() if text.strip()}
    if not texts:
        raise UsageProblem("empty text", "give its words")
    return texts


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise UsageProblem(f"unknown kind {kind!r}", f"choose among {', '.join(KINDS)}")
    return kind


def _check_when(when: Mapping[str, str]) -> None:
    if "edtf" not in when:
        raise UsageProblem("--resolved needs --when, the date as the text gives it", "give --when")
    for part in ("edtf", "resolved"):
        if part in when and not is_valid(when[part]):
            raise UsageProblem(
                f"{when[part]!r} is not a date in EDTF", "write it as 2023, 2023-12~ or XXXX-11-21"
            )


# Requests: everything that the options can give.


@dataclass(frozen=True, slots=True)
class QuoteRequest:
    """Words of a sentence: its number, the words as typed, which occurrence is meant (from 1)."""

    sentence: str
    exact: str
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class FactRequest:
    """A fact as a curator gives it; None or empty means not given.

    `subject`, `object`, `speaker` and `relation` are ids or names; the kinds are used for new ones.
    `values` are words by language code and make a text value; `value` is anything else. `new` allows names
    that look like a typo of a known one.
    """

    quotes: tuple[QuoteRequest, ...] = ()
    subject: str | None = None
    relation: str | None = None
    object: str | None = None
    value: str | None = None
    values: Mapping[str, str] | None = None
    statements: Mapping[str, str] | None = None
    modality: str | None = None
    hedged: bool | None = None
    speaker: str | None = None
    when: str | None = None
    resolved: str | None = None
    basis: str | None = None
    derived: str | None = None
    id: str | None = None
    subject_kind: str | None = None
    object_kind: str | None = None
    speaker_kind: str | None = None
    relation_kind: str | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a base: the documents before and after it, keyed by (table, id).

    A new document has no `before`, a removed one no `after`. `findings` are what the check of the base will say.
    """

    path: str
    id: str
    before: Mapping[tuple[str, str], Mapping[str, object]]
    after: Mapping[tuple[str, str], Mapping[str, object]]
    findings: tuple[Finding, ...] = ()
