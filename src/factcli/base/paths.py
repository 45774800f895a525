"""Find the folders of bases, caches and settings from a given environment.

The folders of the XDG Base Directory Specification 0.8: a variable that is not an absolute path counts as
not set. On macOS and Windows the folders are those of the system.
"""

from __future__ import annotations

import os
import stat
import sys

from factcli.errors import BadBase, InputOutputProblem, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from factcli.strict_json import Limits


BUNDLED = "openai-expansion"
_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_FORBIDDEN = ("/", "\\", "\0")


class Folders:
    """The folders of one environment, None for those it does not define. Nothing is created here."""

    def __init__(self, environ: Mapping[str, str], platform: str = sys.platform) -> None:
        """Read the variables once; `platform` is `sys.platform`."""
        self._environ, self._platform = environ, platform
        self.cache = self._folder("FACTCLI_CACHE", "XDG_CACHE_HOME", (".cache",), ("Library", "Caches"))
        self.data = self._folder(
            "FACTCLI_DATA", "XDG_DATA_HOME", (".local", "share"), ("Library", "Application Support")
        )
        self.config = self._folder(
            "FACTCLI_CONFIG", "XDG_CONFIG_HOME", (".config",), ("Library", "Application Support")
        )

    @property
    def bases(self) -> str | None:
        """Return the folder that installed bases are in."""
        return self.data and os.path.join(self.data, "facts")

    def _folder(self, own: str, standard: str, usual: tuple[str, ...], mac: tuple[str, ...]) -> str | None:
        chosen = self._absolute(own)
        if chosen:
            return chosen
        parent = self._absolute(standard)
        home = self._absolute("HOME") or self._absolute("USERPROFILE")
        if not parent and self._platform == "win32":
            parent = self._absolute("LOCALAPPDATA")
        if not parent and home:
            parent = os.path.join(home, *(mac if self._platform == "darwin" else usual))
        return os.path.join(parent, "factcli") if parent else None

    def _absolute(self, variable: str) -> str | None:
        value = self._environ.get(variable, "")
        return value if os.path.isabs(value) and "\0" not in value else None


def bundled_folders() -> tuple[str, ...]:
    """Return where shipped bases can be: in the installed package, or in the checkout it runs from."""
    return os.path.join(_HERE, "facts"), os.path.join(os.path.dirname(os.path.dirname(_HERE)), "facts")


def bundled_base() -> str:
    """Return the path of the base that ships with the program."""
    return _first(BUNDLED, bundled_folders()) or os.path.join(bundled_folders()[0], BUNDLED + ".json")


def find_base(name: str | None, folders: Folders) -> str:
    """Return the path of a base: a path unchanged, a name from ./facts, the user's folder or the shipped bases.

    Anything with a separator or ending in .json is a path. Without a name, it is the shipped base. Raises
    `UsageProblem` for an invalid name, `InputOutputProblem` for an unknown one.
    """
    if name is None:
        return bundled_base()
    if not name or "\0" in name:
        what = "contains a NUL" if name else "is empty"
        raise UsageProblem(f"the name of the base {what}", "give a name or a path, or leave --base out")
    if is_path(name):
        return name
    found = _first(name, base_folders(folders))
    if found is None:
        raise InputOutputProblem(
            f"{name}: no base of this name", "run 'factcli base list' to see the available bases"
        )
    return found


def is_path(name: str) -> bool:
    """Return True if a base is given by its path rather than by its name."""
    return name.endswith(".json") or name in (".", "..") or any(mark in name for mark in _FORBIDDEN)


def base_folders(folders: Folders) -> tuple[str, ...]:
    """Return the folders in which to look for a base by name, the nearest first."""
    return tuple(folder for folder in ("facts", folders.bases, *bundled_folders()) if folder)


def _first(name: str, among: tuple[str, ...]) -> str | None:
    for folder in among:
        path = os.path.join(folder, name + ".json")
        if os.path.isfile(path):
            return path
    return None


_HOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)


def open_regular(path: str, limits: Limits) -> BinaryIO:
    """Open a regular file for reading, never waiting for a pipe and never touching a device.

    Raises `InputOutputProblem` if it cannot be opened, `BadBase` if it is too large.
    """
    try:
        descriptor = os.open(path, _HOW | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    try:
        _check(path, os.fstat(descriptor), limits)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def _check(path: str, found: os.stat_result, limits: Limits) -> None:
    if not stat.S_ISREG(found.st_mode):
        what = "a folder" if stat.S_ISDIR(found.st_mode) else "not a regular file"
        raise InputOutputProblem(f"{path} is {what}", "give the path of a fact base (a .json file)")
    if found.st_size > limits.size:
        raise BadBase(f"larger than {limits.size} bytes", path=path, hint="split the base into smaller ones")


def unreadable(path: str, error: OSError | ValueError) -> InputOutputProblem:
    """Return the error for a path that cannot be opened or read."""
    if isinstance(error, FileNotFoundError):
        return InputOutputProblem(
            f"{path}: no such file", "check the path, or run 'factcli base list' to see the available bases"
        )
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else "not a valid path"
    return InputOutputProblem(
        f"{path}: {reason[:1].lower()}{reason[1:]}", "check the path and its permissions"
    )
