"""Measure what the drafting rules propose, against what a careful curator took from the same articles.

`data/drafting/NAME.txt` is an article and NAME.tsv its facts: sentence, subject, relation, object. A fact is touched
if a proposal stands on its sentence and has its object: the same amount or date, or more than half of its words. The
share of proposals that touch a fact bounds from below how many are useful; a person says the rest.

    python benchmarks/drafting.py [-v] [NAME...]
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcli.curation.create import meta
from factcli.drafting.extract import extract
from factcli.drafting.syntax import Grammar
from factcli.text import words
from factcli.texts.identify import function_words, language_of
from factcli.texts.rules import load_rules
from factcli.texts.source import passages, sentence_document, source_document

if TYPE_CHECKING:
    from factcli.drafting.proposals import Proposal

FOLDER = Path(__file__).parent / "data" / "drafting"
LITTLE = frozenset(word for held in function_words().values() for word in held)

Gold = tuple[str, str]  # sentence, object


def tables_of(text: str, language: str) -> dict[str, dict[str, Any]]:
    """Return the tables of a base of a text, without a fact."""
    sentences = {
        str(number): sentence_document("text", number, text[passage.start : passage.end], passage)
        for number, passage in enumerate(passages(text, language), 1)
    }
    empty: dict[str, dict[str, Any]] = {"entities": {}, "relations": {}, "facts": {}}
    return {
        "meta": meta("text"),
        "sources": {"1": source_document("text", language, text)},
        "sentences": sentences,
        **empty,
    }


def drafted(name: str) -> list[Proposal]:
    """Return what the rules propose for one of the articles."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    language = language_of(text) or "en"
    grammar = Grammar.load(language)
    if grammar is None:
        raise SystemExit(f"{name}: no drafting rules for {language}")
    return extract(tables_of(text, language), "text", grammar, load_rules())


def gold(name: str) -> list[Gold]:
    """Return the facts that a curator took: sentence and object."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line]
    return [(row[0], row[3]) for row in rows]


def touches(proposal: Proposal, fact: Gold) -> bool:
    """Return True if a proposal is on the sentence of a fact and has its object."""
    sentence, told = fact
    if proposal.sentence != sentence:
        return False
    kind, _, value = (proposal.value or "").partition(":")
    if re.fullmatch(r"[\d.]+", told) and kind in ("money", "quantity"):
        return float(value.split()[0]) == float(told)
    if kind == "date":
        return value.strip("~") in (told.strip("~"), f"../{told}", f"{told}/..") or value == told
    wanted = {word for word in words(told) if word not in LITTLE} or set(words(told))
    had = {word for word in words(proposal.object or value) if word not in LITTLE}
    return 2 * len(wanted & had) > len(wanted) and (3 * len(wanted & had) >= len(had) or not proposal.object)


def measured(name: str, *, verbose: bool = False) -> tuple[int, int, int, int]:
    """Return the facts, those touched, the proposals, and those that touch a fact."""
    proposals, facts = drafted(name), gold(name)
    touched = [fact for fact in facts if any(touches(each, fact) for each in proposals)]
    touching = [each for each in proposals if any(touches(each, fact) for fact in facts)]
    if verbose:
        for each in proposals:
            mark = "*" if each in touching else " "
            said = next(iter(each.statement.values()))
            print(
                f"{mark} {each.sentence} | {each.subject} ({each.subject_kind}) | {each.relation} | "
                f"{each.object or each.value} | {each.modality} {each.speaker or ''} | {said} | {each.verdict}"
            )
        print("not touched:", *(fact for fact in facts if fact not in touched), sep="\n  ")
    return len(facts), len(touched), len(proposals), len(touching)


def main(arguments: list[str]) -> None:
    """Print a line for each article and one for all."""
    verbose = "-v" in arguments
    names = [each for each in arguments if each != "-v"] or sorted(path.stem for path in FOLDER.glob("*.txt"))
    whole = [0, 0, 0, 0]
    for name in names:
        counts = measured(name, verbose=verbose)
        whole = [old + new for old, new in zip(whole, counts, strict=True)]
        show(name, counts)
    show("all", whole)


def show(name: str, counts: list[int] | tuple[int, ...]) -> None:
    """Print one line."""
    facts, touched, proposals, touching = counts
    print(
        f"{name:12} facts {facts:4} touched {touched:4} ({touched / facts:.2f})   "
        f"proposals {proposals:4} touching {touching:4} ({touching / max(proposals, 1):.2f})"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
