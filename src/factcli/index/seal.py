"""Seal a small index with a checksum of the whole file, so that no damage to it goes unseen.

The checksum stands where SQLite keeps the application id of a file and does nothing with it. A file too
large to be read at each start has no seal: there the packed rows have a checksum each, SQLite checks the
form of its pages, and what is quoted comes from the base in any case.
"""

from __future__ import annotations

from zlib import crc32

SMALL = 3 << 20  # bytes
_PLACE, _SIZE = 68, 4  # application id in the header, https://www.sqlite.org/fileformat.html


def seal(path: str) -> None:
    """Write the checksum into a file, unless it is large. Raises `OSError`."""
    with open(path, "r+b") as file:
        data = file.read(SMALL + 1)
        if len(data) <= SMALL:
            file.seek(_PLACE)
            file.write(_checksum(data))


def sealed(path: str) -> bool:
    """Tell whether a file is as it was sealed, or is large. Raises `OSError`."""
    with open(path, "rb", buffering=0) as file:
        data = file.read(SMALL + 1) or b""
    return len(data) > SMALL or data[_PLACE : _PLACE + _SIZE] == _checksum(data)


def _checksum(data: bytes) -> bytes:
    return crc32(data[_PLACE + _SIZE :], crc32(data[:_PLACE])).to_bytes(_SIZE, "big")
