"""Check that answers do not depend on hash order: ask everything under two PYTHONHASHSEEDs.

    python benchmarks/accuracy/same_bytes.py --eval DIR        # print one line a set: its name and a digest

`accuracy.py --hashseed` runs this under two seeds and compares.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from hashlib import sha256
from tempfile import TemporaryDirectory

from engine import handled, opened
from question_sets import NAMES, public_sets

SEEDS = ("0", "4711")


def digests(folder: str, names: list[str]) -> dict[str, str]:
    """Return a digest of all outcomes of each set, with new bases and indexes."""
    found = {}
    with TemporaryDirectory() as work:
        for asked in public_sets(folder, names, work):
            told = sha256()
            for one in handled(asked.questions, opened(asked.base), explain=True):
                told.update(repr(one.outcome).encode())
            found[asked.name] = told.hexdigest()
    return found


def compare(folder: str, names: list[str]) -> dict[str, bool]:
    """Return for each set whether two processes with different seeds gave the same bytes."""
    outputs = []
    for seed in SEEDS:
        command = [sys.executable, os.path.abspath(__file__), "--eval", folder, "--set", *names]
        done = subprocess.run(
            command, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True, text=True
        )
        outputs.append(dict(line.split() for line in done.stdout.splitlines()))
    return {name: outputs[0][name] == outputs[1][name] for name in names}


def main() -> None:
    """Print the digests."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--eval", required=True, metavar="DIR")
    parser.add_argument("--set", nargs="+", choices=NAMES, default=list(NAMES))
    options = parser.parse_args()
    for name, digest in digests(options.eval, options.set).items():
        print(name, digest)


if __name__ == "__main__":
    main()
