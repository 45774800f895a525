"""Compare the sentence splitter with other libraries on the labelled sample; print a table.

    python benchmarks/splitting.py

A boundary is where a segment ends, counted in characters that are no space, so that a library that trims or
joins spaces is not blamed for it; the end of a case is not counted. A case is whole where every boundary is
found and none is invented. Libraries that are not installed are left out (`pip install factcli[bench]`).
The sample was written along with the splitter, so it shows which phenomena each handles, not how often they
occur. NLTK's Punkt runs untrained: its trained data is a separate download.
"""

from __future__ import annotations

import os
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING

from factcli.languages import read_file
from factcli.texts.sentences import SplittingRules, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LANGUAGES = ("fr", "en")


def ours(code: str) -> Callable[[str], Iterable[str]]:
    """Return this project's splitter for a language."""
    rules = SplittingRules.from_table(read_file(code, "texts")["splitting"])
    return lambda text: [segment.text for segment in split(text, rules)]


def pysbd(code: str) -> Callable[[str], Iterable[str]]:
    """Return the rules of pySBD for a language."""
    segment: Callable[[str], Iterable[str]] = (
        import_module("pysbd").Segmenter(language=code, clean=False).segment
    )
    return segment


def syntok(_: str) -> Callable[[str], Iterable[str]]:
    """Return syntok, which has one set of rules for English, Spanish and German and is used for others."""
    segmenter = import_module("syntok.segmenter")
    return lambda text: [
        "".join(token.spacing + token.value for token in sentence)
        for paragraph in segmenter.process(text)
        for sentence in paragraph
    ]


def sentence_splitter(code: str) -> Callable[[str], Iterable[str]]:
    """Return the Koehn and Schroeder splitter."""
    splitter = import_module("sentence_splitter").SentenceSplitter(language=code)
    return lambda text: splitter.split(text=text)


def punkt(_: str) -> Callable[[str], Iterable[str]]:
    """Return NLTK's Punkt with no trained parameters."""
    tokenize: Callable[[str], Iterable[str]] = (
        import_module("nltk.tokenize.punkt").PunktSentenceTokenizer().tokenize
    )
    return tokenize


SPLITTERS = {
    "factcli": ours,
    "pysbd": pysbd,
    "syntok": syntok,
    "sentence-splitter": sentence_splitter,
    "nltk punkt (untrained)": punkt,
}


def cases(code: str) -> list[list[str]]:
    """Return the labelled cases of a language, each a list of segments."""
    with open(os.path.join(ROOT, "tests", "data", "splitting", f"{code}.txt"), encoding="utf-8") as file:
        return [case.replace("§", "").split("‖") for case in file.read().split("\n----\n")]


def boundaries(segments: Iterable[str]) -> set[int]:
    """Return where segments end, in characters that are no space, without the end of the text."""
    ends, at = set(), 0
    for segment in segments:
        at += len("".join(segment.split()))
        ends.add(at)
    return ends - {at, 0}


def measure(splitter: Callable[[str], Iterable[str]], code: str) -> tuple[float, float, float, float]:
    """Return precision, recall, the share of whole cases, and milliseconds for the sample."""
    hit = wanted = given = whole = 0
    sample = cases(code)
    begun = time.perf_counter()
    found = [boundaries(splitter("".join(case))) for case in sample]
    spent = (time.perf_counter() - begun) * 1000
    for case, ends in zip(sample, found, strict=True):
        right = boundaries(case)
        hit, wanted, given = hit + len(right & ends), wanted + len(right), given + len(ends)
        whole += right == ends
    return hit / max(given, 1), hit / wanted, whole / len(sample), spent


def main() -> None:
    """Print one line for each splitter and language."""
    print(f"{'splitter':24}{'lang':>5}{'precision':>11}{'recall':>8}{'whole':>7}{'ms':>8}")
    for name, make in SPLITTERS.items():
        for code in LANGUAGES:
            try:
                splitter = make(code)
            except ImportError as missing:
                print(f"{name:24} not installed ({missing.name})", file=sys.stderr)
                break
            precision, recall, whole, spent = measure(splitter, code)
            print(f"{name:24}{code:>5}{precision:>11.3f}{recall:>8.3f}{whole:>7.2f}{spent:>8.1f}")


if __name__ == "__main__":
    main()
