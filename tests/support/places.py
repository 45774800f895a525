"""The paths of files that tests read."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
HARBOUR = DATA / "bases" / "harbour.json"
SHIPPED = ROOT / "facts" / "openai-expansion.json"
EXAMPLES = ROOT / "examples"
GOLDEN = ROOT / "tests" / "acceptance" / "golden"
SHARED = ROOT.parent / "shared"  # the article and the public question sets; no part of the project
