"""What a check can find: the value for one finding, and every code with its explanation."""

from __future__ import annotations

from factcli._dataclass import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """What one code means: its severity, the long explanation, the next thing to try."""

    severity: str
    meaning: str
    hint: str


def error(meaning: str, hint: str) -> Code:
    """Describe an error: something that makes a base wrong."""
    return Code(ERROR, meaning, hint)


def warning(meaning: str, hint: str) -> Code:
    """Describe a warning: something a curator should look at."""
    return Code(WARNING, meaning, hint)


# Facts: their claims, their modality, their completeness.

CLAIM_CODES: Mapping[str, Code] = {
    # Claim fit: does the evidence support what the statement says?
    "claim-number": error(
        "A number in the statement or value, with its unit or currency, is not in the evidence. Numbers"
        " are compared by their meaning, however they are written: 6 milliards de dollars, $6 billion,"
        " 6e9 USD.",
        "correct the number, add the evidence that gives it, or explain in 'derived' how it follows",
    ),
    "claim-precision": warning(
        "The evidence gives a number as approximate (près de, about, more than), and the statement gives"
        " it as exact.",
        "say in the statement that the number is approximate",
    ),
    "claim-unread": warning(
        "A number or date of the statement or value cannot be compared, because it is written in a way that is not"
        " understood, or because the evidence is: 5 zillion, 20m users, les années 20.",
        "compare it with the evidence yourself",
    ),
    "claim-date": error(
        "A date in the statement, value or 'when' is not in the evidence, or is more precise than it is"
        " there: 'fin 2023' does not support December 2023, and 'le 21 novembre' does not give a year.",
        "give the date as the text gives it; a date that the text lets you work out belongs in 'resolved'",
    ),
    "claim-name": error(
        "An entity named in the statement, or the subject, object or speaker of the fact, does not occur"
        " in the evidence of the fact under any of its names.",
        "add the span that names it as further evidence, or add the name used there as an alias",
    ),
    "claim-unknown-name": warning(
        "A name in the statement is neither in the evidence nor among the names of the base.",
        "correct the name, or add the entity and the evidence that names it",
    ),
    "date-form": error(
        "A date is not in the subset of EDTF that bases use.",
        "write it as 2023, 2023-12~, XXXX-11-21, 2024-22 or ../2030",
    ),
    "date-basis": error(
        "A resolved date has no basis, or the two do not agree. A resolved date must follow from the text"
        " alone, and 'basis' must say how.",
        "say in 'basis' how the text itself gives the date, or remove 'resolved'",
    ),
    "derived-unfounded": error(
        "A derived fact does not name the facts it follows from, or none of those it names is in the base.",
        "write in 'derived' why it follows, with the ids of the facts it follows from",
    ),
    "derived-reason": error(
        "A derived fact names facts but does not say why it follows from them.",
        "write in 'derived' why it follows",
    ),
    "speaker-missing": error(
        "A fact is reported but has no speaker.",
        "name the speaker, or change the modality",
    ),
    "claim-order": error(
        "The statement and the evidence join two names with the same words, but the other way round: who did"
        " it and to whom are exchanged.",
        "exchange the names, as the evidence has them",
    ),
    "claim-speaker": error(
        "The sentence attributes the claim to somebody (says, according to), and the speaker of the fact is"
        " another one whom it names.",
        "make the one to whom the sentence attributes it the speaker",
    ),
    "claim-language": error(
        "A statement is written in another language than the one it is stored under.",
        "write it in the language of its key, or store it under its own language",
    ),
    # Modality fit: is the claim as certain as the evidence?
    "modality-hedge": warning(
        "The evidence is conditional (pourrait, could, perhaps), but the fact is asserted, or reported"
        " without 'hedged'.",
        "make the fact hedged, or mark a reported one with 'hedged': true",
    ),
    "modality-attribution": warning(
        "The evidence attributes the claim to somebody (selon, according to), but the fact has no speaker.",
        "make the fact reported and name its speaker",
    ),
    "modality-quotation": warning(
        "The evidence is inside quotation marks, but the fact has no speaker.",
        "name the person quoted as the speaker",
    ),
    "modality-future": warning(
        "The evidence is about the future, but the fact is asserted.",
        "make the fact planned or reported",
    ),
    "modality-denial": warning(
        "The evidence denies something, but the statement does not, and the fact is not marked as denied.",
        "check that the fact says what the evidence says; a denial has the modality 'denied'",
    ),
    # Completeness: what most of the base has and this lacks.
    "entity-description": warning(
        "Other entities of the base have a description, but this one has none, or lacks it in a language.",
        "describe the entity in each language of the base",
    ),
    "entity-unused": warning(
        "The entity is not the subject, object or speaker of any fact.",
        "add a fact, or remove the entity",
    ),
    "relation-unused": warning(
        "No fact uses this relation.",
        "add a fact, or remove the relation",
    ),
    "relation-wording": warning(
        "The relation has no label or no phrase in a language in which the others have one, so questions"
        " in that language are unlikely to find it.",
        "add a label and the phrases that ask for it",
    ),
    "statement-language": warning(
        "The statement, or a value in words, lacks a language in which the other facts are stated.",
        "add the text in that language",
    ),
    "kind-mismatch": warning(
        "The object or value of a fact is not of the kind its relation expects, such as a person where"
        " the relation asks for a place.",
        "correct the kind of the relation or of the entity",
    ),
    "fact-duplicate": warning(
        "Two facts say the same about the same subject, with the same evidence.",
        "remove one of them",
    ),
    "fact-contradiction": warning(
        "Two facts give the same subject another amount or date for the same relation, or one of them denies"
        " what the other asserts.",
        "check both against their sentences; if both hold, say in the relation or in 'when' what tells them apart",
    ),
    # Proposals: what keeps a proposed fact from being judged at all.
    "fact-incomplete": error(
        "A proposed fact lacks a part that every fact has: its quote, subject, relation, object or value, or a"
        " statement.",
        "add the part that is missing",
    ),
    "name-likeness": warning(
        "A new name is so similar to a known one that it is probably meant.",
        "use the known name, or say that it is a new one",
    ),
    "fact-unanswerable": warning(
        "A question made from the fact's own relation and subject does not find the fact.",
        "add a phrase to its relation that tells it apart from the others",
    ),
}
"""By code, in the order of the checks."""


# Files: their form, their names, their quotations.

FILE_CODES: Mapping[str, Code] = {
    # Form: what keeps a file from being a base at all.
    "form-json": error(
        "The file is not strictly valid JSON in UTF-8, or is not laid out as a base: a key is duplicated,"
        " a number is NaN or too large, a table is unknown, the meta document is missing.",
        "correct the file at the place given",
    ),
    "form-version": error(
        "The base was written in a newer version of the format than this program reads.",
        "upgrade factcli",
    ),
    "form-document": error(
        "A document has an unknown key, lacks a required one, or holds a value of the wrong type.",
        "compare the document with the format in the documentation",
    ),
    "form-duplicate": error(
        "Two documents of one table have the same id, so a reference to it is ambiguous.",
        "give one of them another id",
    ),
    "form-reference": error(
        "A document refers to an id that is not in the base.",
        "correct the id, or add what it refers to",
    ),
    # Names: what must not reach a terminal or a shell.
    "name-hidden": error(
        "A name, an alias, a label or a phrase contains a control, format or line separator character"
        " (Unicode classes Cc, Cf, Zl, Zp). Such a character can repaint a terminal or make two names"
        " look the same.",
        "remove the character",
    ),
    "name-dash": warning(
        "A name begins with a dash. Typed as an argument, it would be read as an option.",
        "write the name without the dash, and keep the other spelling out of the base",
    ),
    "name-space": warning(
        "A name begins or ends with a space, or has two in a row. Nobody types it like this.",
        "remove the extra spaces",
    ),
    "text-hidden": error(
        "A statement, description, value or reason contains a control, format or line separator"
        " character (Unicode classes Cc, Cf, Zl, Zp). Only quotations may, because they are verbatim.",
        "remove the character",
    ),
    # Verbatim: does the source say what is quoted?
    "sentence-offsets": error(
        "The offsets of a sentence do not fit its text or its source: the end is not the start plus the"
        " number of code points, it is beyond the end of the source, or the sentence overlaps the one"
        " before it.",
        "take the offsets from the source again with 'factcli base new'",
    ),
    "sentence-number": error(
        "Two sentences of one source have the same number, so a citation by number is ambiguous.",
        "number the sentences of a source in their order",
    ),
    "source-changed": error(
        "The text given as the source is not the text the base was made from: its length or SHA-256"
        " differs. Each sentence is then looked up in the new text; nothing is repaired.",
        "check against the text the base was made from, or curate the new text",
    ),
    "sentence-moved": error(
        "The sentence is in the source word for word, but at other offsets than the base says.",
        "correct the offsets to those given",
    ),
    "sentence-changed": error(
        "The source no longer contains this sentence, only a very similar one. Facts based on it may no"
        " longer hold.",
        "read the new sentence and curate its facts again",
    ),
    "sentence-missing": error(
        "The source contains neither this sentence nor a similar one.",
        "remove the facts based on it",
    ),
    "evidence-missing": error(
        "The evidence of a fact is not, word for word, in the sentence it refers to.",
        "copy the span from the sentence exactly, quotation marks and spaces included",
    ),
    "evidence-ambiguous": warning(
        "The span of an evidence entry occurs more than once in its sentence, and no prefix or suffix"
        " says which one is meant.",
        "add the words before it as 'prefix' or those after it as 'suffix'",
    ),
}
"""By code, in the order of the checks."""


CODES: Mapping[str, Code] = {**FILE_CODES, **CLAIM_CODES}
"""Every code, in the order of the checks."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong at one place of a base.

    `file` is empty if the base was not read from one; `document` is the id of the document (for sentences, its
    document id); `key` is the path of the value in it ("statement.fr", "evidence.0.exact").
    """

    code: str
    severity: str
    file: str
    table: str
    document: str
    key: str
    message: str
    hint: str


def make_finding(code: str, table: str, document: str, key: str, message: str) -> Finding:
    """Make a finding of a code; severity and hint come from the registry."""
    known = CODES[code]
    return Finding(code, known.severity, "", table, document, key, message, known.hint)


def describe(code: str) -> str:
    """Return what a code means and what to do about it. Raises `KeyError` if there is no such code."""
    known = CODES[code]
    return f"{code} ({known.severity})\n\n{known.meaning}\n\nWhat to do: {known.hint}."
