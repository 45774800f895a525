"""Explain the codes of what is wrong with facts: their claims, their modality, their completeness."""

from __future__ import annotations

from factcli.audit.code import error, warning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcli.audit.code import Code

CLAIM_CODES: Mapping[str, Code] = {
    # Claim fit: does the evidence carry what the statement says?
    "claim-number": error(
        "A number of the statement or value, with its unit or currency, does not stand in the"
        " evidence. Ways to write a number are compared by what they mean: 6 milliards de dollars, $6"
        " billion, 6e9 USD.",
        "correct the number, add the evidence that gives it, or say in 'derived' how it follows",
    ),
    "claim-precision": warning(
        "The evidence only comes near a number (près de, about, more than), and the statement gives"
        " it as exact.",
        "say in the statement that the number is approximate",
    ),
    "claim-date": error(
        "A date of the statement, value or 'when' is not in the evidence, or is more precise than it"
        " is there: 'fin 2023' does not carry December 2023, 'le 21 novembre' carries no year.",
        "give the date as the text gives it; what the text itself resolves belongs in 'resolved'",
    ),
    "claim-name": error(
        "An entity named in the statement, or the subject, object or speaker of the fact, is in no"
        " evidence entry of the fact under any of its names.",
        "add the span that names it as further evidence, or add the name used there as an alias",
    ),
    "claim-unknown-name": warning(
        "A name in the statement is neither in the evidence nor in any name of the base.",
        "correct the name, or add the entity and the evidence that names it",
    ),
    "date-form": error(
        "A date is not in the part of EDTF that bases use.",
        "write it as 2023, 2023-12~, XXXX-11-21, 2024-22 or ../2030",
    ),
    "date-basis": error(
        "A resolved date has no basis, or the two do not agree: what was worked out must follow from"
        " the text alone, and 'basis' must say how.",
        "say in 'basis' how the text itself gives the date, or remove 'resolved'",
    ),
    "derived-unfounded": error(
        "A derived fact does not name the facts it follows from, or names none that is in the base.",
        "write in 'derived' why it follows and the ids of the facts it follows from",
    ),
    "derived-reason": error(
        "A derived fact names facts but gives no reason why it follows from them.",
        "write in 'derived' why it follows",
    ),
    "speaker-missing": error(
        "A fact is reported, but nobody is named as its speaker.",
        "name the speaker, or change the modality",
    ),
    # Modality fit: is the claim as sure as the evidence?
    "modality-hedge": warning(
        "The evidence is conditional (pourrait, could, perhaps) and the fact is asserted, or reported"
        " without 'hedged'.",
        "make the fact hedged, or mark a reported one with 'hedged': true",
    ),
    "modality-attribution": warning(
        "The evidence says that somebody claims this (selon, according to), and the fact has no speaker.",
        "make the fact reported and name its speaker",
    ),
    "modality-quotation": warning(
        "The evidence lies inside quotation marks, and the fact has no speaker.",
        "name who is quoted as the speaker",
    ),
    "modality-future": warning(
        "The evidence speaks of the future, and the fact is asserted.",
        "make the fact planned, or reported",
    ),
    "modality-denial": warning(
        "The evidence denies something, and neither does the statement nor is the fact marked as denied.",
        "check that the fact says what the evidence says; a denial is of modality 'denied'",
    ),
    # Completeness: what most of the base has, and this lacks.
    "entity-description": warning(
        "Other entities of the base have a description, this one has none, or not in every language.",
        "describe the entity in each language of the base",
    ),
    "entity-unused": warning(
        "No fact is about this entity, nor has it as its object or speaker.",
        "add a fact, or remove the entity",
    ),
    "relation-unused": warning(
        "No fact uses this relation.",
        "add a fact, or remove the relation",
    ),
    "relation-wording": warning(
        "The relation has no label or no phrase in a language that the others have: it can hardly be"
        " asked for.",
        "add a label and the phrases that ask for it",
    ),
    "statement-language": warning(
        "The statement, or a value in words, lacks a language in which the other facts are stated.",
        "add the text in that language",
    ),
    "kind-mismatch": warning(
        "The object or value of a fact is not of the kind its relation leads to: a person where a"
        " place is asked for.",
        "correct the kind of the relation or of the entity",
    ),
    "fact-duplicate": warning(
        "Two facts say the same of the same subject on the same evidence.",
        "remove one of them",
    ),
    "fact-unanswerable": warning(
        "A question made of the fact's own relation and subject does not find the fact.",
        "add a phrase to its relation that tells it apart from the others",
    ),
}
"""By code, in the order of the checks."""
