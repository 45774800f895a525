"""Read the cells of a row by their column: texts, names, lists of names, each clean or the row refused."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import category

from factcli.base.schema import WrongForm, identifier
from factcli.exchange.import_rows import Remark, Row
from factcli.strict_json import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

NAME_LIMIT = 200
PLAIN = (
    *("id", "subject", "subject_id", "subject_kind", "relation", "object", "object_id", "object_kind"),
    *("answer_kind", "statement", "sentence", "exact", "prefix", "suffix", "modality", "hedged"),
    *("speaker", "speaker_id", "speaker_kind", "when", "language"),
)
LISTS = ("subject_aliases", "object_aliases", "speaker_aliases", "relation_phrases")
PER_LANGUAGE = ("relation", "statement", "relation_phrases")
KNOWN = frozenset(PLAIN + LISTS)
CODE = re.compile("[a-z]{2,3}")


class BadRow(Exception):  # noqa: N818 -- a row is bad, the program is not in error
    """Say why a row is left out."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of some rows mean; worked out once for all rows that have the same."""

    known: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    statements: tuple[tuple[str, str], ...]
    phrases: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]

    @classmethod
    def of(cls, names: Collection[str]) -> Columns:
        """Sort the columns: those per language as (language code, column), and those without a meaning."""
        found: dict[str, list[tuple[str, str]]] = {prefix: [] for prefix in PER_LANGUAGE}
        unknown = []
        for name in sorted(names):
            prefix, _, code = name.rpartition("_")
            if prefix in found and CODE.fullmatch(code):
                found[prefix].append((code, name))
            elif name not in KNOWN:
                unknown.append(name)
        known = tuple(name for name in names if name not in unknown)
        relation, statement, phrases = (tuple(found[prefix]) for prefix in PER_LANGUAGE)
        return cls(known, relation, statement, phrases, tuple(unknown))


class Cells:
    """Read the cells of one row, noting what had to be changed in them."""

    def __init__(self, row: Row, columns: Columns) -> None:
        """Take a row as it was read. Raises BadRow for a text that cannot be kept."""
        self.row, self.remarks = row, list[Remark]()
        self._texts: dict[str, str] = {}
        self._lists: set[str] = set()
        for column in columns.known:
            cell = row.cells[column]
            if type(cell) is str:
                self._texts[column] = _kept(column, cell)
            elif type(cell) is list:
                self._lists.add(column)
            elif cell is not None:
                raise BadRow(f"{column} is no text")

    def text(self, column: str) -> str:
        """Return a cell as text without the spaces around it; empty where there is none. Raises BadRow."""
        if column in self._lists:
            raise BadRow(f"{column} is a list")
        return self._texts.get(column, "")

    def verbatim(self, column: str) -> str:
        """Return a cell as it is, spaces around it included; empty where there is none. Raises BadRow."""
        cell = self.row.cells.get(column)
        self.text(column)
        return cell if isinstance(cell, str) else ""

    def name(self, column: str) -> str:
        """Return a cell that names something: Cf characters removed and remarked on, others refused."""
        return self._clean(column, self.text(column))

    def names(self, column: str) -> list[str]:
        """Return a cell that lists names: a list in JSON, `|` between them or a JSON list in other files."""
        cell = self.row.cells.get(column)
        if not cell:
            return []
        found: dict[str, None] = {}
        for part in cell if isinstance(cell, list) else _parts(self.text(column)):
            if not isinstance(part, str):
                raise BadRow(f"{column} is no list of texts")
            if name := self._clean(column, part.strip()):
                found[name] = None
        if len(found) > DEFAULT.items:
            raise BadRow(f"{column} has {len(found)} names; at most {DEFAULT.items} are kept")
        return list(found)

    def id(self, column: str) -> str | None:
        """Return a cell that is an id, kept as it is; None where it is empty."""
        told = self.text(column)
        if not told:
            return None
        try:
            identifier(told)
        except WrongForm as wrong:
            raise BadRow(f"{column} is no id: {wrong.reason}") from None
        return told

    def _clean(self, column: str, name: str) -> str:
        if not name.isprintable():
            classes = {c: category(c) for c in name}
            hidden = [c for c, found in classes.items() if found in ("Cc", "Zl", "Zp", "Cs")]
            if hidden:
                raise BadRow(f"{column} holds the control character U+{ord(hidden[0]):04X}")
            formats = sorted(c for c, found in classes.items() if found == "Cf")
            if formats:
                listed = ", ".join(f"U+{ord(c):04X}" for c in formats)
                self.remarks.append(Remark(self.row.number, f"{listed} removed from {column}"))
                name = "".join(c for c in name if c not in formats).strip()
        if len(name) > NAME_LIMIT:
            raise BadRow(f"{column} has {len(name)} characters; a name has at most {NAME_LIMIT}")
        return name


def _kept(column: str, cell: str) -> str:
    """Return a cell without the spaces around it. Raises BadRow for one that is no Unicode or too long."""
    text = cell.strip()
    if len(text) > DEFAULT.string:
        raise BadRow(f"{column} has {len(text)} characters; at most {DEFAULT.string} are kept")
    if not text.isascii() and not text.isprintable() and any(category(c) == "Cs" for c in text):
        raise BadRow(f"{column} is not UTF-8")
    return text


def _parts(text: str) -> list[Any]:
    if text.startswith("["):
        try:
            listed = json.loads(text)
        except ValueError:
            return text.split("|")
        return listed if isinstance(listed, list) else [text]
    return text.split("|")
