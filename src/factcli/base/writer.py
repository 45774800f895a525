r"""Lay a base out as text: one document per line, so that a diff shows one fact per line.

The one writer of the format: six tables in a fixed order, the keys of a document in the most
readable order, UTF-8. Characters that must not reach a terminal are written as `\uXXXX`, so that a base can be
shown with `cat`, and every tool agrees on what a line is.

A file is replaced atomically, whatever fails. The new text is written to an unnamed file (if the system supports
them), synced, read back and checked; only then does it get the name, in one rename, and the folder is synced. The
caller holds the lock (`factcli.base.lock`).
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from json import JSONEncoder
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]
from zlib import crc32

from factcli.base import rights
from factcli.base.schema import DOCUMENTS, TABLES
from factcli.errors import InputOutputProblem, NotWritten
from factcli.escape import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any


def _make_encode() -> Callable[[Any], str]:
    """Make the encoder once: the library makes one for each call, which doubles the cost of a small document."""
    plain = JSONEncoder(ensure_ascii=False, allow_nan=False)
    if c_make_encoder is None:
        return plain.encode
    once = c_make_encoder(None, plain.default, encode_basestring, None, ": ", ", ", False, False, False)
    return lambda document: "".join(once(document, 0))


_encode = _make_encode()


def lines(
    tables: Mapping[str, Iterable[tuple[int, Mapping[str, Any]]]], schema: str | None = None
) -> Iterator[str]:
    """Yield the lines of a base, each with its line end, from the documents of its tables.

    `schema` is the JSON Schema to be named for editors. `tables` maps a table name to its (document id, document)
    pairs; a table that is missing is written empty. Documents are taken one at a time, so a table may be a generator.
    """
    return framed(
        {
            table: (line(table, number, document) for number, document in tables.get(table, ()))
            for table in TABLES
        },
        schema,
    )


def framed(tables: Mapping[str, Iterable[str]], schema: str | None = None) -> Iterator[str]:
    """Yield the lines of a base from the lines of its documents, as `line` makes them."""
    yield "{\n"
    if schema is not None:
        yield f'"$schema": {json_text(_encode(schema))},\n'
    for table in TABLES:
        yield f'"{table}": {{\n'
        last = None
        for text in tables.get(table, ()):
            if last is not None:
                yield last + ",\n"
            last = text
        if last is not None:
            yield last + "\n"
        yield "},\n" if table != TABLES[-1] else "}\n"
    yield "}\n"


def line(table: str, number: int, document: Mapping[str, Any]) -> str:
    """Return one document as its line, without comma and line end.

    Known keys come first and in the order of the format; keys whose value is None stay.
    """
    known = {key: document[key] for key in DOCUMENTS[table].keys if key in document}
    whole = known if len(known) == len(document) else {**known, **document}
    return f'"{number}": {json_text(_encode(whole))}'


_CHUNK = 1 << 20
_NO_UNNAMED = (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL)
_NO_NAME = (
    *_NO_UNNAMED,
    errno.EPERM,
    errno.EACCES,
    errno.EXDEV,
    errno.ENOSYS,
)  # refusals to name an unnamed file
_OPEN_FILES = "/proc/self/fd"  # unnamed files are read and named through it
_PRIVATE = 0o600


def replace(path: str, parts: Iterable[str | bytes], check: Callable[[str], object] | None = None) -> None:
    """Write the parts (texts as UTF-8) to the file at `path`, replacing it if it exists.

    A symbolic link is kept and its target replaced; rights are kept (`factcli.base.rights`); a new file gets those
    that the umask or its folder gives it. `check` is called with the path of the new content and refuses it by
    raising. Raises NotWritten if the old content is untouched, InputOutputProblem ("not synced") if the new one is in
    place but the folder could not be synced.
    """
    target = os.path.realpath(path)
    try:
        old = _replaceable(path, target)
        folder = os.open(os.path.dirname(target), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise _not_written(path, error) from error
    try:
        _Draft(path, target, folder).write(parts, old, check)
    finally:
        with suppress(OSError):
            os.close(folder)


def _replaceable(path: str, target: str) -> os.stat_result | None:
    try:
        old = os.stat(target)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(old.st_mode):
        raise NotWritten(f"{path} is not a regular file", "give the path of a base")
    # The superuser may write to anything, and a rename over a read-only file succeeds: ask the mode.
    if not old.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise NotWritten(f"{path} is read-only", "copy it, or allow writing with 'chmod u+w'")
    return old


def _not_written(path: str, error: OSError) -> NotWritten:
    reason = os.strerror(error.errno) if error.errno else str(error)
    return NotWritten(
        f"{path}: not written: {reason}",
        "the old content is untouched; free some space or check the permissions",
    )


class _Draft:
    """The new content before it has its name."""

    def __init__(self, path: str, target: str, folder: int) -> None:
        self.path, self.target, self.folder = path, target, folder
        self.directory, self.name = os.path.split(target)
        self.own = f".{self.name}.new"
        self.handle = -1
        self.sum = self.size = 0

    def write(
        self, parts: Iterable[str | bytes], old: os.stat_result | None, check: Callable[[str], object] | None
    ) -> None:
        try:
            self._open()
            self._fill(parts)
            self._dress(old)
            os.fsync(self.handle)
            self._read_back()
            if check is not None:
                self._check(check)
            if not self.named:
                self._name(old)
            self._rename()
        except OSError as error:
            raise _not_written(self.path, error) from error
        finally:
            self._clean()
        self._sync()

    def _open(self) -> None:
        """Open an unnamed file, else one that only its owner can read, after removing leftovers of a crash."""
        with suppress(FileNotFoundError):
            os.unlink(self.own, dir_fd=self.folder)
        unnamed = getattr(os, "O_TMPFILE", 0)
        self.named = not unnamed or not os.path.isdir(_OPEN_FILES)
        if not self.named:
            try:
                self.handle = os.open(self.directory, os.O_RDWR | unnamed | os.O_CLOEXEC, _PRIVATE)
            except OSError as error:
                if error.errno not in _NO_UNNAMED:
                    raise
                self.named = True
        if self.named:
            self._open_named()

    def _open_named(self) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
        self.handle = os.open(self.own, flags, _PRIVATE, dir_fd=self.folder)

    def _fill(self, parts: Iterable[str | bytes]) -> None:
        waiting = bytearray()
        for part in parts:
            waiting += part.encode() if isinstance(part, str) else part
            if len(waiting) >= _CHUNK:
                self._put(waiting)
                waiting = bytearray()
        self._put(waiting)

    def _put(self, data: bytes | bytearray) -> None:
        self.sum, self.size = crc32(data, self.sum), self.size + len(data)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self.handle, rest) :]

    def _dress(self, old: os.stat_result | None) -> None:
        if old is None:
            os.fchmod(self.handle, rights.of_new(self.folder))
        else:
            rights.keep(self.path, self.handle, self.target, old)

    def _read_back(self) -> None:
        """Compare what is in the file with what was written."""
        found = at = 0
        while data := os.pread(self.handle, _CHUNK, at):
            found, at = crc32(data, found), at + len(data)
        if (found, at) != (self.sum, self.size):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def _check(self, check: Callable[[str], object]) -> None:
        draft = self._readable()
        try:
            check(draft)
        except InputOutputProblem as error:
            reason = error.message.removeprefix(f"{draft}: ")
            raise NotWritten(f"{self.path}: not written: {reason}", "the old content is untouched") from error

    def _readable(self) -> str:
        return os.path.join(self.directory, self.own) if self.named else f"{_OPEN_FILES}/{self.handle}"

    def _name(self, old: os.stat_result | None) -> None:
        """Give an unnamed file its first name; where the system refuses that, copy it to a named one."""
        try:
            # With a folder given, Python asks for the target of the link in /proc, which is the file itself.
            os.link(self._readable(), self.own, src_dir_fd=self.folder, dst_dir_fd=self.folder)
        except OSError as error:
            if error.errno not in _NO_NAME:
                raise
            self._copy(old)
        self.named = True

    def _copy(self, old: os.stat_result | None) -> None:
        unnamed, self.handle, at = self.handle, -1, 0
        try:
            self._open_named()
            while data := os.pread(unnamed, _CHUNK, at):
                self._put(data)
                at += len(data)
            self._dress(old)
            os.fsync(self.handle)
        finally:
            os.close(unnamed)

    def _rename(self) -> None:
        try:
            os.rename(self.own, self.name, src_dir_fd=self.folder, dst_dir_fd=self.folder)
        except OSError:
            if not self._is_there():
                raise

    def _is_there(self) -> bool:
        try:
            return os.path.samestat(os.fstat(self.handle), os.stat(self.target))
        except OSError:
            return False

    def _clean(self) -> None:
        if self.handle >= 0:
            with suppress(OSError):
                os.close(self.handle)
        with suppress(OSError):
            os.unlink(self.own, dir_fd=self.folder)

    def _sync(self) -> None:
        try:
            os.fsync(self.folder)
        except OSError as error:
            raise InputOutputProblem(
                f"{self.path}: written, but the folder is not synced: {os.strerror(error.errno or 0)}",
                "the new content is in place, but a power failure now could bring the old one back",
            ) from error
