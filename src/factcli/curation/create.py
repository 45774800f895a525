"""Create a base from a text, and install a base so that it can be used by name."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from factcli._dataclass import dataclass
from factcli.base.edtf import is_valid
from factcli.base.lock import locked
from factcli.base.paths import is_path
from factcli.base.reader import documents
from factcli.base.schema import FORMAT, VERSION, WrongForm, identifier
from factcli.base.store import write
from factcli.base.writer import replace
from factcli.errors import FactcliError, NotWritten, UsageProblem
from factcli.text import slug
from factcli.texts.source import passages, read_text, sentence_document, source_document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from factcli.texts.source import Passage, Progress


FROM_METADATA = "from the metadata of the file"
RIGHTS = "The sentences are quotations; they remain their owners' and no licence here covers them."


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of a text, and who says so: the curator (what the text itself says), or the file's metadata.

    `date` is in EDTF. `from_metadata` names the fields that only the metadata give: they are stored as inferred.
    """

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    date: str | None = None
    rights: str | None = RIGHTS
    from_metadata: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NewBase:
    """A new base: its path, its name and its numbered sentences, as (number, section, text).

    `text_path` is where the text was written, None if it was left where it is.
    """

    path: str
    name: str
    sentences: tuple[tuple[int, str | None, str], ...]
    text_path: str | None = None


def new_base(  # noqa: PLR0913 -- each is an option of the command
    text: str,
    origin: str,
    out: str,
    language: str,
    described: Described | None = None,
    *,
    force: bool = False,
    keep_text: bool = False,
    progress: Progress | None = None,
) -> NewBase:
    """Create a base at `out` from a text that was read from `origin` (a path, or `-`).

    `keep_text` also writes the text beside it (BASE.txt for BASE.json), where `base check` finds it again. Raises
    UsageProblem for a text without a sentence or an invalid date, NotWritten if a file exists, unless `force` is given.
    """
    tells = described or Described()
    if tells.date is not None and not is_valid(tells.date):
        raise UsageProblem(
            f"the date {tells.date!r} is not in EDTF", "write it as 2024, 2024-10 or 2024-10-09"
        )
    found = passages(text, language, progress)
    if not found:
        raise UsageProblem(f"{origin}: the text has no sentence", "give a text with at least one sentence")
    name = base_name(out)
    source = source_document(_source_name(origin, name), language, text) | _source_fields(tells)
    sentences = _sentences(source["id"], text, found)
    tables = {"meta": meta(name), "sources": {"1": source}, "sentences": sentences}
    text_path = os.path.splitext(out)[0] + ".txt" if keep_text else None
    refuse_overwriting(out, origin, force=force)
    with locked(out):
        refuse_overwriting(out, origin, force=force)
        if text_path is None:
            write(out, tables)
        else:
            _write_both(out, tables, text_path, text, origin, force=force)
    shown = ((each["number"], each["section"], each["text"]) for each in sentences.values())
    return NewBase(out, name, tuple(shown), text_path)


def _write_both(  # noqa: PLR0913 -- two files, and where both come from
    out: str,
    tables: Mapping[str, Mapping[str, Any]],
    text_path: str,
    text: str,
    origin: str,
    *,
    force: bool,
) -> None:
    """Write a base and its text; if the base cannot be written, a text that is new goes again."""
    is_new = not os.path.lexists(text_path)
    if is_new or not _has_text(text_path, text):
        refuse_overwriting(text_path, origin, force=force)
        replace(text_path, [text])
    try:
        write(out, tables)
    except FactcliError:
        if is_new:
            os.unlink(text_path)
        raise


def _has_text(path: str, text: str) -> bool:
    try:
        return read_text(path) == text
    except FactcliError:
        return False


def _sentences(source: str, text: str, found: list[Passage]) -> dict[str, dict[str, Any]]:
    return {
        str(number): sentence_document(source, number, text[passage.start : passage.end], passage)
        for number, passage in enumerate(found, 1)
    }


def meta(name: str) -> dict[str, Any]:
    """Return the meta table, which identifies a fact base."""
    return {"1": {"format": FORMAT, "version": VERSION, "name": name}}


def base_name(path: str) -> str:
    """Return the name of a base: its file name, as an id."""
    stem = os.path.splitext(os.path.basename(path))[0]
    try:
        identifier(stem)
    except WrongForm:
        return slug(stem, "base")
    return stem


def refuse_overwriting(path: str, *inputs: str, force: bool) -> None:
    """Raise NotWritten if `path` exists, even as a dangling link, unless `force` is given.

    Never does `force` mean one of the inputs, which would be lost: not by another name, not through a link, nor if it
    is standard input (`-`).
    """
    if not force and os.path.lexists(path):
        raise NotWritten(f"{path} already exists", "use --force to overwrite it")
    for each in inputs:
        with suppress(OSError):
            read = os.fstat(0) if each == "-" else os.stat(each)
            if os.path.samestat(os.stat(path), read):
                raise NotWritten(f"{path} is what this command reads", "write to another file")


def _source_name(origin: str, name: str) -> str:
    return slug(os.path.splitext(os.path.basename(origin))[0], name) if origin != "-" else name


def _source_fields(described: Described) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: getattr(described, name) for name in ("title", "publisher", "author", "url", "rights")
    }
    told["date"] = {"edtf": described.date} if described.date else None
    for name in described.from_metadata & {"title", "publisher", "author"}:
        told[name] = {"value": told[name], "inferred": FROM_METADATA}
    if "date" in described.from_metadata:
        told["date"]["inferred"] = FROM_METADATA
    return told


def install(path: str, folder: str, name: str | None = None, *, force: bool = False) -> str:
    """Copy the base at `path` into a folder of bases under `name` and return the new path.

    The copy is read strictly and written in the standard layout. Raises BadBase, UsageProblem for a name that
    would lead outside the folder, NotWritten if the name is taken, unless `force` is given.
    """
    wanted = name or base_name(path)
    if is_path(wanted) or wanted.startswith(".") or not wanted.isprintable():
        raise UsageProblem(f"{wanted!r} is not a valid name for a base", "use letters, digits and hyphens")
    target = os.path.join(folder, f"{wanted}.json")
    tables = _tables(path)
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise NotWritten(f"{folder}: {os.strerror(error.errno or 0)}", "check the permissions") from error
    if os.path.islink(target):
        raise NotWritten(f"{target} is a link", "remove it first; a base is never installed through a link")
    with locked(target):
        refuse_overwriting(target, path, force=force)
        write(target, tables)
    return target


def _tables(path: str) -> Mapping[str, Mapping[str, Any]]:
    tables: dict[str, dict[str, Any]] = {}
    for table, number, document in documents(path):
        tables.setdefault(table, {})[str(number)] = document
    return tables
