"""Who may read and write a file: its owner, group, mode and access list, kept where a new file replaces it.

An access list (POSIX ACL) makes the group bits of the mode its mask: they are the most that anybody named in the list
may do, not what the group may. A file with these bits and without the list would be open to its group.
"""

from __future__ import annotations

import os
import stat
import struct
from contextlib import suppress

from factcli.errors import NotWritten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LIST, _DEFAULT_LIST, _USER = "system.posix_acl_access", "system.posix_acl_default", "user."
_ENTRY = struct.Struct(
    "<HHI"
)  # tag, permissions, id; after four bytes of version, see acl(5) and linux/posix_acl_xattr.h
_OWNER, _GROUP, _MASK, _OTHER = 0x01, 0x04, 0x10, 0x20  # tags
_READ_WRITE = 0o666


def keep(path: str, handle: int, target: str, old: os.stat_result) -> None:
    """Give a new file the rights and the user attributes of the old one at `target`, before it takes its place.

    The owner may change to who writes, as nobody but the superuser gives files away. Raises NotWritten if the group
    cannot be kept and what it was allowed would pass to another, OSError if the access list or an attribute cannot be
    kept; messages are about `path`.
    """
    attributes = dict(_attributes(target))
    changed = _owners(os.fstat(handle)) != _owners(old) and not _given(handle, old)
    mode = stat.S_IMODE(old.st_mode)
    if changed:
        mode &= 0o777  # a program is not run with the rights of another owner
        if os.fstat(handle).st_gid != old.st_gid and (_LIST in attributes or mode >> 3 & 0o7 & ~mode):
            raise NotWritten(
                f"{path}: not written: its group cannot be kept, and its rights would pass to yours",
                "let its owner or a member of its group change it, or copy it",
            )
    for name, value in attributes.items():
        os.setxattr(handle, name, value)
    os.fchmod(handle, mode)


def of_new(folder: int | str) -> int:
    """Return the mode of a new file in a folder: what the umask allows, or the default list of the folder."""
    value = _attribute(folder, _DEFAULT_LIST)
    if value is not None:
        found: dict[int, int] = {tag: allowed for tag, allowed, _ in _ENTRY.iter_unpack(value[4:])}
        group = found.get(_MASK, found.get(_GROUP, 0))
        return (found.get(_OWNER, 0) << 6 | group << 3 | found.get(_OTHER, 0)) & _READ_WRITE
    mask = os.umask(0o077)
    os.umask(mask)
    return _READ_WRITE & ~mask


def share(path: str, handle: int) -> None:
    """Let those who may write to the file at `path`, or to the one to come, open this one, as far as can be done.

    Others may not: whoever opens a lock can hold it.
    """
    with suppress(OSError, NotWritten):
        try:
            old = os.stat(path)
        except FileNotFoundError:
            mode = of_new(os.path.dirname(path))
        else:
            keep(path, handle, path, old)
            mode = old.st_mode
        writers = mode & 0o222
        os.fchmod(handle, writers | writers << 1)


def _owners(found: os.stat_result) -> tuple[int, int]:
    return found.st_uid, found.st_gid


def _given(handle: int, old: os.stat_result) -> bool:
    """Give a file the owner and the group of the old one, or the group alone; return True if it has both.

    Inside a user namespace, the owner may have no number that can be given.
    """
    for owner in (old.st_uid, -1):
        with suppress(OSError):
            os.fchown(handle, owner, old.st_gid)
            return owner != -1
    return False


def _attributes(path: str) -> Iterator[tuple[str, bytes]]:
    """Yield the access list of a file and the attributes that users gave it."""
    names: list[str] = []
    with suppress(OSError, AttributeError):  # a file system, or a system, without any
        names = os.listxattr(path)
    for name in names:
        if name == _LIST or name.startswith(_USER):
            yield name, os.getxattr(path, name)


def _attribute(file: int | str, name: str) -> bytes | None:
    try:
        return os.getxattr(file, name)
    except (OSError, AttributeError):
        return None
