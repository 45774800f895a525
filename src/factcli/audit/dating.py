"""Check the dates of a base: their form, and that what was worked out agrees with what is told."""

from __future__ import annotations

from factcli.audit.findings import found
from factcli.base.edtf import EdtfError, parse, points, tells
from factcli.model import Date, Inferred

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.audit.findings import Finding
    from factcli.model import Fact, FactBase, When


def check_dates(base: FactBase) -> Iterator[Finding]:
    """Yield dates that are no EDTF, and resolved dates without a basis or against what is told."""
    for source in base.sources:
        date = source.date.value if isinstance(source.date, Inferred) else source.date
        yield from _form("sources", source.id, "date", date)
    for fact in base.facts:
        if isinstance(fact.value, Date):
            yield from _form("facts", fact.id, "value.edtf", fact.value.edtf)
        if fact.when:
            wrong = [*_form("facts", fact.id, "when.edtf", fact.when.edtf)]
            wrong += _form("facts", fact.id, "when.resolved", fact.when.resolved)
            yield from wrong or _basis(fact, fact.when)


def _form(table: str, document: str, key: str, date: str | None) -> Iterator[Finding]:
    if date is None:
        return
    try:
        parse(date)
    except EdtfError as error:
        yield found("date-form", table, document, key, str(error))


def _basis(fact: Fact, when: When) -> Iterator[Finding]:
    place = ("facts", fact.id, "when.basis")
    if when.resolved and not (when.basis or "").strip():
        yield found("date-basis", *place, f"{when.resolved} was resolved, and no basis says how")
    elif when.resolved and not _agree(when.resolved, when.edtf):
        yield found(
            "date-basis", *place, f"{when.resolved} does not agree with {when.edtf}, which the text tells"
        )


def _agree(resolved: str, told: str) -> bool:
    """Tell whether what was worked out repeats every part that is told."""
    ends = list(zip(points(resolved), points(told), strict=False))
    return all(tells(known, claim) for known, claim in ends)
