"""Take in a text to be quoted, its sentences under their headings, and pick the words that support a fact."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256

from factcli.errors import InputOutputProblem, UsageProblem
from factcli.texts.rules import load_rules
from factcli.texts.sentences import SplittingRules, blocks, sentences
from factcli.texts.verbatim import occurrences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, BinaryIO

    Progress = Callable[[int, int], None]


LONGEST_TEXT = 50_000_000
"""Bytes of a text that is taken in: some fifty long novels."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a text: the text from `start` to `end`, in code points, under the heading `section`."""

    start: int
    end: int
    section: str | None


def read_text(path: str, standard_input: BinaryIO | None = None) -> str:
    """Return a text as it is, line ends included but without a byte order mark; `-` is the standard input passed in.

    Raises InputOutputProblem if it cannot be read, UsageProblem if it is not UTF-8 or too long.
    """
    return decoded(path, read_data(path, standard_input))


def read_data(path: str, standard_input: BinaryIO | None = None) -> bytes:
    """Return the bytes of a file, or of the standard input. Raises InputOutputProblem, or UsageProblem if too long."""
    try:
        if path == "-" and standard_input is not None:
            data = standard_input.read(LONGEST_TEXT + 1)
        else:
            with open(path, "rb") as stream:
                data = stream.read(LONGEST_TEXT + 1)
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise InputOutputProblem(f"{path}: {reason}", "check the name and the permissions") from error
    if len(data) > LONGEST_TEXT:
        raise UsageProblem(f"{path} is larger than {LONGEST_TEXT} bytes", "split it into parts")
    return data


def decoded(path: str, data: bytes) -> str:
    """Return the text of the bytes of a file. Raises UsageProblem if it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageProblem(
            f"{path}: byte {error.start} is not UTF-8", "convert it first, for example with iconv"
        ) from error


_TEXT_FILES = (".txt", ".md", ".markdown", ".text")


def find_text(base: str, characters: int, digest: str) -> str | None:
    """Return the text with that SHA-256 from a file in the folder of the base at `base`, None if there is none.

    BASE.txt is where `base new` leaves it; otherwise any text there that has the right length.
    """
    folder, own = (
        os.path.dirname(os.path.realpath(base)),
        os.path.splitext(os.path.basename(base))[0] + ".txt",
    )
    try:
        with os.scandir(folder) as entries:
            fitting = [
                entry.name
                for entry in entries
                if entry.name.lower().endswith(_TEXT_FILES)
                and entry.is_file()
                and characters <= entry.stat().st_size <= 4 * characters
            ]
    except OSError:
        return None
    for name in sorted(fitting, key=lambda name: (name != own, name)):
        try:
            data = read_data(os.path.join(folder, name))
        except (InputOutputProblem, UsageProblem):
            continue
        if sha256(data.removeprefix(b"\xef\xbb\xbf")).hexdigest() == digest:
            return data.decode("utf-8-sig")
    return None


def passages(text: str, language: str, progress: Progress | None = None) -> list[Passage]:
    """Return the sentences of a text in order; a heading is not a sentence but the section of the next ones.

    `progress` is called with the characters done and all of them.
    """
    known = load_rules().get(language)
    rules = known.splitting if known else SplittingRules()
    found: list[Passage] = []
    section = None
    for block in blocks(text):
        if progress is not None:
            progress(block.start, len(text))
        if block.heading:
            section = block.name or section
        else:
            spans = sentences(text, block.start, block.end, rules)
            found += [Passage(start, end, section) for start, end in spans]
    return found


def source_document(name: str, language: str, text: str) -> dict[str, Any]:
    """Return the document of a source that says nothing about itself."""
    return unknown_source(name, language, len(text), sha256(text.encode()).hexdigest())


def unknown_source(name: str, language: str, characters: int, digest: str) -> dict[str, Any]:
    """Return the document of a source of which only its text is known."""
    unknown = dict.fromkeys(("publisher", "author", "url", "date", "rights"))
    return {
        "id": name,
        "title": None,
        "language": language,
        "characters": characters,
        "sha256": digest,
        **unknown,
    }


def sentence_document(source: str, number: int, text: str, passage: Passage) -> dict[str, Any]:
    """Return the document of a sentence; `text` is its own."""
    return {
        "source": source,
        "number": number,
        "start": passage.start,
        "end": passage.end,
        "section": passage.section,
        "text": text,
    }


def evidence(number: int, sentence: str, exact: str, at: int | None = None) -> dict[str, Any]:
    """Return the evidence document for the words that begin at `at` (default: their first occurrence).

    If the words occur more than once, the shortest distinguishing prefix or suffix is kept, as in a W3C
    TextQuoteSelector.
    """
    entry: dict[str, Any] = {"sentence": number, "exact": exact}
    if len(exact) == len(sentence):
        return entry
    found = occurrences(sentence, exact)
    if len(found) > 1:
        entry.update(_context(sentence, len(exact), found[0] if at is None else at))
    return entry


def _context(sentence: str, length: int, at: int) -> dict[str, str]:
    end = at + length
    for reach in range(1, len(sentence)):
        before, after = sentence[max(0, at - reach) : at], sentence[end : end + reach]
        for prefix, suffix in ((before, ""), ("", after), (before, after)):
            if sentence.find(prefix + sentence[at:end] + suffix) == at - len(prefix) and (
                len(occurrences(sentence, prefix + sentence[at:end] + suffix)) == 1
            ):
                return {name: text for name, text in (("prefix", prefix), ("suffix", suffix)) if text}
    return {}
