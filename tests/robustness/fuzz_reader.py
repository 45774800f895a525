"""Fuzz the reader, guided by coverage, for bytes that make it fail in an undocumented way.

A long run that nobody needs every day, with Google's atheris (`pip install atheris`, Linux):

    python tests/robustness/fuzz_reader.py -max_total_time=600 [CORPUS]

Whatever is found is written to a file `crash-…`; without an end it goes on until it is stopped.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["factcli"]):
    from factcli.base.reader import parse
    from factcli.errors import BadBase
    from factcli.strict_json import Limits

SMALL = Limits(size=1 << 16, documents=1000)
SEEDS = Path(__file__).parents[1] / "data"


def one(data: bytes) -> None:
    """Read some bytes as a base: it is one, or there is a sentence that says why not."""
    try:
        parse(data, "fuzzed.json", limits=SMALL)
    except BadBase as bad:
        if not bad.reason or "\n" in str(bad):
            raise AssertionError(str(bad)) from bad


if __name__ == "__main__":
    atheris.Setup([*sys.argv, *(str(path) for path in [SEEDS] if len(sys.argv) < 3)], one)
    atheris.Fuzz()
