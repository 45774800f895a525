"""Tell in what state the language files are: what is made from them is made anew after a change."""

from __future__ import annotations

import os
from zlib import crc32

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "languages")


def state(folder: str = FOLDER) -> str:
    """Return a short name for the state of the language files: their sizes and times of change."""
    names = sorted(name for name in os.listdir(folder) if name.endswith(".toml"))
    looked = ((name, os.stat(os.path.join(folder, name))) for name in names)
    found = [(name, status.st_size, status.st_mtime_ns) for name, status in looked]
    return f"{crc32(repr((folder, found)).encode()):08x}"
