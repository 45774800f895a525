"""Fuzz what reads untrusted input, guided by coverage, for input that makes it fail in an undocumented way.

A long run that nobody needs every day, with Google's atheris (`pip install atheris`, Linux). WHAT is one of
`reader` (bytes of a base), `rows` (rows to import), `proposals` (what a program drafted), `article` (files to make a
base from), `question`, and `claim` (the sentences, numbers and dates of a text):

    python tests/robustness/fuzz.py WHAT -max_total_time=600 [CORPUS]

Whatever is found is written to a file `crash-…`; without an end it goes on until it is stopped.
"""

from __future__ import annotations

import os
import sys
import tempfile

import atheris

with atheris.instrument_imports(include=["factcli"]):
    from factcli import api
    from factcli.audit.claims import tell
    from factcli.base.reader import parse
    from factcli.drafting import article
    from factcli.drafting.proposals import read_proposals
    from factcli.errors import BadBase, FactcliError
    from factcli.exchange.import_run import import_rows
    from factcli.strict_json import QUESTION_LETTERS, QUESTION_WORDS, Limits
    from factcli.texts.rules import load_rules
    from factcli.texts.sentences import split

SMALL = Limits(size=1 << 16, documents=1000)
RULES = load_rules()
FOLDER = tempfile.mkdtemp(prefix="factcli-fuzz-")


def well_told(error: FactcliError) -> None:
    """Check that an error is one sentence."""
    if not error.message or "\n" in error.message:
        raise AssertionError(error.message) from error


def reader(data: bytes) -> None:
    """Read some bytes as a base: it is one, or there is a sentence that says why not."""
    try:
        parse(data, "fuzzed.json", limits=SMALL)
    except BadBase as bad:
        well_told(bad)


def rows(data: bytes) -> None:
    """Import some bytes as rows of each format."""
    for name in ("csv", "tsv", "jsonl"):
        path = os.path.join(FOLDER, f"rows.{name}")
        with open(path, "wb") as file:
            file.write(b"subject,relation,object,sentence\n" if name == "csv" and data[:1] != b"s" else b"")
            file.write(data)
        try:
            import_rows(path, os.path.join(FOLDER, "base.json"), force=True)
        except FactcliError as error:
            well_told(error)


def read_article(data: bytes) -> None:
    """Read some bytes as an article, of the format they look like."""
    path = os.path.join(FOLDER, "article")
    with open(path, "wb") as file:
        file.write(data)
    try:
        article.read_article(path, None, None)
    except FactcliError as error:
        well_told(error)


def claim(data: bytes) -> None:
    """Read the sentences, numbers and dates of a text in each language: they lie within it."""
    text = data.decode("utf-8", "replace")[:2_000]
    for rules in RULES.values():
        told = tell(text, rules)
        assert all(words in text for words, _ in told.amounts)
        segments = list(split(text, rules.splitting))
        assert all(text[each.start : each.end] == each.text for each in segments)


def proposals(data: bytes) -> None:
    """Read what a program answered as proposals: what cannot be read is a problem in words."""
    text = data.decode("utf-8", "replace")
    found, problems = read_proposals(text, "en")
    assert all(isinstance(problem, str) for problem in problems)
    assert all(proposal.by for proposal in found)


BASE = api.load(environment={"FACTCLI_CACHE": FOLDER})


def question(data: bytes) -> None:
    """Ask a text of the shipped base."""
    text = data.decode("utf-8", "replace")[:QUESTION_LETTERS]
    api.ask(" ".join(text.split()[:QUESTION_WORDS]), BASE)


TARGETS = {
    "reader": reader,
    "rows": rows,
    "proposals": proposals,
    "article": read_article,
    "claim": claim,
    "question": question,
}

if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
