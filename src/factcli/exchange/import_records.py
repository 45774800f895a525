"""Make a record of a row: every cell checked and typed, or the row refused with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factcli.base.edtf import is_valid
from factcli.exchange.cells import CODE, BadRow, Cells, Columns
from factcli.exchange.import_rows import Remark
from factcli.exchange.values import KINDS_OF, value_of
from factcli.model import MODALITIES

if TYPE_CHECKING:
    from typing import Any

    from factcli.exchange.import_rows import Row


_FLAGS = {"": False, "false": False, "no": False, "0": False, "true": True, "yes": True, "1": True}


@dataclass(slots=True)
class Named:
    """A thing as one row names it; `kind` is None where the row does not tell."""

    name: str
    id: str | None = None
    kind: str | None = None
    aliases: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Record:
    """One row, checked. Its object is a thing or a value, never both; texts go by language."""

    number: int
    id: str | None
    language: str
    subject: Named
    relation: str
    labels: dict[str, str]
    phrases: dict[str, list[str]]
    object: Named | None
    value: dict[str, Any] | None
    answer_kind: str | None
    statements: dict[str, str]
    sentence: str
    exact: str | None
    prefix: str
    suffix: str
    modality: str
    hedged: bool
    speaker: Named | None
    when: str | None
    remarks: list[Remark]


def record_of(row: Row, columns: Columns, language: str) -> Record:
    """Return the record of a row; `language` is that of rows that do not tell. Raises BadRow."""
    cells = Cells(row, columns)
    spoken = _language(cells, language)
    subject, relation, target = _thing(cells, "subject"), cells.name("relation"), _object(cells)
    _refuse_empty(subject=subject.name, relation=relation, object=target.name)
    value = _value(cells, target, spoken)
    statements, sentence = _wording(cells, columns, spoken, f"{subject.name} {relation} {target.name}")
    return Record(
        number=row.number,
        id=cells.id("id"),
        language=spoken,
        subject=subject,
        relation=relation,
        labels={code: label for code, column in columns.labels if (label := cells.name(column))},
        phrases=_phrases(cells, columns, spoken),
        object=target if value is None else None,
        value=value,
        answer_kind=_kind(cells, "answer_kind"),
        statements=statements,
        sentence=sentence,
        exact=cells.text("exact") or None,
        prefix=cells.verbatim("prefix"),
        suffix=cells.verbatim("suffix"),
        modality=_modality(cells),
        hedged=_flag(cells, "hedged"),
        speaker=_thing(cells, "speaker") if cells.text("speaker") else None,
        when=_when(cells),
        remarks=cells.remarks,
    )


def _language(cells: Cells, otherwise: str) -> str:
    language = cells.text("language") or otherwise
    if not CODE.fullmatch(language):
        raise BadRow(f"language {language!r} is no code such as en or fr")
    return language


def _refuse_empty(**names: str) -> None:
    for column, name in names.items():
        if not name:
            raise BadRow(f"{column} is empty")


def _value(cells: Cells, target: Named, language: str) -> dict[str, Any] | None:
    """Return the value an object stands for; an object with an id is a thing whatever it looks like."""
    if target.id is not None:
        return None
    value = value_of(cells.text("object_kind"), target.name, language)
    if value is not None and target.aliases:
        cells.remarks.append(Remark(cells.row.number, "object_aliases left out: a value has no aliases"))
    return value


def _wording(cells: Cells, columns: Columns, language: str, otherwise: str) -> tuple[dict[str, str], str]:
    """Return the statements and the sentence of a row; a row without words is quoted as itself."""
    statements = {code: text for code, column in columns.statements if (text := cells.text(column))}
    if statement := cells.text("statement"):
        statements[language] = statement
    sentence = cells.text("sentence") or statements.get(language) or otherwise
    return dict(sorted(statements.items())) if statements else {language: sentence}, sentence


def _object(cells: Cells) -> Named:
    if cells.text("object_kind").casefold() == "text":
        return Named(cells.text("object"))
    return _thing(cells, "object")


def _thing(cells: Cells, column: str) -> Named:
    return Named(
        cells.name(column),
        cells.id(f"{column}_id"),
        _kind(cells, f"{column}_kind"),
        cells.names(f"{column}_aliases"),
    )


def _kind(cells: Cells, column: str) -> str | None:
    told = cells.text(column)
    if not told:
        return None
    kind = KINDS_OF.get(told.casefold())
    if kind is None:
        cells.remarks.append(Remark(cells.row.number, f"{column} {told!r} is not known and taken as thing"))
    return kind or "thing"


def _phrases(cells: Cells, columns: Columns, language: str) -> dict[str, list[str]]:
    phrases = {code: names for code, column in columns.phrases if (names := cells.names(column))}
    if told := cells.names("relation_phrases"):
        phrases[language] = list(dict.fromkeys([*told, *phrases.get(language, ())]))
    return phrases


def _flag(cells: Cells, column: str) -> bool:
    told = cells.text(column).casefold()
    if told not in _FLAGS:
        raise BadRow(f"{column} is neither true nor false: {told!r}")
    return _FLAGS[told]


def _modality(cells: Cells) -> str:
    modality = cells.text("modality") or "asserted"
    if modality not in MODALITIES:
        raise BadRow(f"modality {modality!r} is none of {', '.join(MODALITIES)}")
    if modality == "reported" and not cells.text("speaker"):
        raise BadRow("a reported fact needs a speaker")
    return modality


def _when(cells: Cells) -> str | None:
    when = cells.text("when")
    if when and not is_valid(when):
        raise BadRow(f"when is no date in EDTF such as 2023-12: {when!r}")
    return when or None
