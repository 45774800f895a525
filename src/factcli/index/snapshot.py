"""A base as it was when it was opened: its bytes, and the state by which its index is known.

A small base is read at once: its state is a checksum of its bytes, and what is read later is what was read then,
whatever becomes of the file. The state of a large one is its size, its times and its inode.
"""

from __future__ import annotations

import os
import time
from io import BytesIO
from zlib import crc32

from factcli.base.paths import open_regular, unreadable
from factcli.base.sealed import SMALL
from factcli.strict_json import DEFAULT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

_PIECE = 1 << 20  # bytes read at a time
_GRAIN = 3  # seconds that two changes may share one time in, on FAT two


class Snapshot:
    """An open base; `state` is what identifies its content."""

    def __init__(self, path: str) -> None:
        """Open the base at `path`. Raises `BadBase` and `InputOutputProblem`."""
        file: BinaryIO = open_regular(path, DEFAULT)
        self._changed, self._checksum = 0.0, 0
        try:
            found = os.fstat(file.fileno())
            if found.st_size <= SMALL:
                data = file.read()
                file.close()
                file = BytesIO(data)
                self.state = f"{len(data)} {crc32(data):08x}"
            else:
                self.state = (
                    f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino} {found.st_dev}"
                )
                self._changed = max(found.st_mtime, found.st_ctime)
                if self._may_change_unseen():
                    self._checksum = _checksum(file)
        except OSError as error:
            file.close()
            raise unreadable(path, error) from None
        self.size, self.file, self._in_memory = found.st_size, file, found.st_size <= SMALL
        self.close = file.close

    def lasting_state(self) -> str:
        """Return what an index may be known by that was made from this base up to now.

        A large base that was changed a moment ago may change again at what its file system takes for the same time:
        then nothing matches, unless that time is over and the base is still what it was.
        """
        if self._checksum and (self._may_change_unseen() or _checksum(self.file) != self._checksum):
            return self.state + " too new"
        return self.state

    def _may_change_unseen(self) -> bool:
        return time.time() - self._changed <= _GRAIN

    def read(self, start: int, length: int) -> bytes:
        """Return bytes of the base; fewer if it has become shorter."""
        if self._in_memory:
            self.file.seek(start)
            return self.file.read(length)
        return os.pread(self.file.fileno(), length, start)


def _checksum(file: BinaryIO) -> int:
    """Return a checksum of a whole file that is never 0."""
    file.seek(0)
    found = 0
    while data := file.read(_PIECE):
        found = crc32(data, found)
    return found | 1 << 32
