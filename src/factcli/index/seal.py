"""Seal a small index with a checksum of the whole file, so that no damage to it goes unseen.

The checksum stands where SQLite keeps the application id of a file and does nothing with it. A file too
large to be read at each start has no seal: there the packed rows have a checksum each, SQLite checks the
form of its pages, and what is quoted comes from the base in any case.
"""

from __future__ import annotations

import os
from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from io import FileIO

SMALL = 3 << 20  # bytes
_PIECE = 1 << 16  # bytes read at a time
_PLACE, _SIZE = 68, 4  # application id in the header, https://www.sqlite.org/fileformat.html


def seal(path: str) -> None:
    """Write the checksum into a file, unless it is large. Raises `OSError`."""
    with open(path, "r+b", buffering=0) as file:
        if os.fstat(file.fileno()).st_size <= SMALL:
            checksum = _read(file)[1]
            file.seek(_PLACE)
            file.write(checksum)


def sealed(path: str) -> bool:
    """Tell whether a file is as it was sealed, or is large. Raises `OSError`."""
    with open(path, "rb", buffering=0) as file:
        if os.fstat(file.fileno()).st_size > SMALL:
            return True
        written, checksum = _read(file)
        return written == checksum


def _read(file: FileIO) -> tuple[bytes, bytes]:
    """Return the checksum a file has, and the one it should have; it is read a piece at a time."""
    data = file.read(_PIECE)
    written, checksum = data[_PLACE : _PLACE + _SIZE], crc32(data[_PLACE + _SIZE :], crc32(data[:_PLACE]))
    while data := file.read(_PIECE):
        checksum = crc32(data, checksum)
    return written, checksum.to_bytes(_SIZE, "big")
