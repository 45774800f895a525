"""Print every figure of speed in one run: `python benchmarks/speed/everything.py --largest 100000 > figures.txt`.

Starts, growth with the base, many questions, checks, changes and exports, and other tools on the same facts: each
figure with its command and, where there is one, the bound it must keep. It takes an hour, and with a million facts
several.
"""

from __future__ import annotations

import argparse
import os
import tempfile

import peers
import scale
import startup
import work
from measuring import installed

LARGE = (10_000, 100_000)  # facts of the bases for what is measured at few sizes


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-n", type=int, default=15, help="rounds")
    parser.add_argument("--largest", type=int, default=100_000, help="facts of the largest base")
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "factcli-benchmark"))
    given = parser.parse_args()
    programs = installed(given.folder)
    print("# Starts")
    startup.measure(given.folder, programs, given.n)
    for size in LARGE:
        if size <= given.largest:
            scene = scale.Context(given.folder, programs, size)
            print(f"# Work on {size:,} facts")
            work.work(scene, given.folder, max(3, given.n // 3))
            print(f"# Other tools on {size:,} facts")
            peers.compare(scene, given.folder, given.n)
    print("# Growth")
    scale.measure(given.folder, programs, given.largest, given.n)


if __name__ == "__main__":
    main()
