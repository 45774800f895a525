"""What is read from a line in one look is what the document of that line says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bases import made
from factcli.base.line_scan import OTHERS, Summarizer, other_sentences
from factcli.base.schema import WrongForm, check_document
from factcli.base.writer import KEYS
from factcli.strict_json import DEFAULT, NotStrict, loads

SUMMARIZER = Summarizer()


def _written(table: str) -> list[str]:
    """Return the lines of a table as this program writes them, without their commas."""
    documents = made(300)[table]
    ordered = ({key: each[key] for key in KEYS[table] if key in each} for each in documents.values())
    return [f'"{n}": {json.dumps(d, ensure_ascii=False)}' for n, d in zip(documents, ordered, strict=True)]


LINES = {table: _written(table) for table in ("sentences", "facts")}


def told(table: str, line: str) -> tuple[Any, ...] | None:
    """Return what a line tells, read the long way; None where it is no right line."""
    try:
        [(number, document)] = loads("{" + line + "}", DEFAULT).items()
        check_document(table, document)
    except (NotStrict, WrongForm, ValueError):
        return None
    if table == "sentences":
        return number, document["source"]
    kind = document.get("value", {}).get("type", "")
    return (
        number,
        document["id"],
        document["subject"],
        document["relation"],
        document.get("object", ""),
        *(name if kind == name else "" for name in ("date", "quantity", "money", "text")),
        document["modality"],
        {True: "true", False: "false", None: ""}[document.get("hedged")],
        document.get("speaker", ""),
        *(entry["sentence"] for entry in document["evidence"]),
    )


def looked(table: str, line: str) -> tuple[Any, ...] | None:
    """Return what a line tells in one look; None where it is left to others."""
    found = SUMMARIZER.of_lines(table, line)
    if found is None:
        return None
    if table == "sentences":
        return found[0]
    return (*found[0][: OTHERS - 1], int(found[0][OTHERS - 1]), *other_sentences(found[0]))


@pytest.mark.parametrize("table", ["sentences", "facts"])
class TestOneLook:
    def test_sees_what_the_document_says(self, table: str) -> None:
        found = [(looked(table, line), told(table, line)) for line in LINES[table]]

        assert all(look in (None, long) for look, long in found)
        assert sum(look is not None for look, _ in found) > len(found) * 0.9

    def test_takes_all_lines_or_none(self, table: str) -> None:
        good = [line for line in LINES[table] if looked(table, line)]

        assert len(SUMMARIZER.of_lines(table, ",\n".join(good)) or ()) == len(good)
        assert SUMMARIZER.of_lines(table, ",\n".join([*good, "{}"])) is None

    def test_of_another_table_sees_nothing(self, table: str) -> None:
        assert SUMMARIZER.of_lines("entities", LINES[table][0]) is None


@given(
    st.sampled_from(["sentences", "facts"]),
    st.integers(0, 299),
    st.integers(0, 500),
    st.integers(0, 3),
    st.sampled_from(
        [
            "",
            '"',
            "\\",
            "}",
            "{",
            "[",
            ",",
            ":",
            " ",
            "\t",
            "\n",
            "0",
            "-",
            "1",
            "e",
            "é",
            "\\u0041",
            '\\"',
            "null",
        ]
    ),
)
def test_a_slip_anywhere_is_seen_as_the_long_way_sees_it(
    table: str, at: int, place: int, drop: int, slip: str
) -> None:
    line = LINES[table][at % len(LINES[table])]
    place %= len(line)
    wrong = line[:place] + slip + line[place + drop :]

    look = looked(table, wrong)

    assert look is None or look == told(table, wrong)
