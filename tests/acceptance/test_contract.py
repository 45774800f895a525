"""What scripts rely on, over every command: status, streams, schema, keys, bytes."""

from __future__ import annotations

import csv
import io
import json
import shlex
from pathlib import Path
from unicodedata import category

import jsonschema
import pytest

import factcli
from factcli.cli.app import factcli as program
from factcli.cli.commands import COMMANDS
from factcli.escape import HIDDEN
from factcli.output.formats import FORMATS
from places import HARBOUR
from running import run

SCHEMAS = Path(factcli.__file__).parent / "schemas"

# command line: its schema, its exit status
COMMAND_LINES = {
    "ask who is the mayor of Lyrvik": ("output", 0),
    "ask who is the mayor of Sund": ("output", 1),
    "ask who is Zorblax": ("output", 1),
    "ask xyzzy plugh": ("output", 1),
    "who Lyrvik": ("output", 0),
    "what Lyrvik": ("output", 0),
    "when ferry": ("output", 0),
    "where Sund": ("output", None),
    "why old pier": ("output", None),
    "how new pier": ("output", None),
    "qui Lyrvik": ("output", 0),
    "quoi Lyrvik": ("output", 0),
    "quand ferry": ("output", 0),
    "où Sund": ("output", None),
    "ou Sund": ("output", None),
    "pourquoi ancien quai": ("output", None),
    "combien nouveau quai": ("output", None),
    "show Lyrvik": ("output", 0),
    "facts": ("output", 0),
    "facts --entity Lyrvik --modality denied": ("output", 0),
    "facts --relation cost --kind quantity --sentence 2 --text million": ("output", 0),
    "facts --from 2018 --to 2030 --sort date": ("output", 0),
    "facts --sort value": ("output", 0),
    "facts --count --kind person": ("facts-count", 0),
    "facts --group-by relation": ("facts-count", 0),
    "facts --group-by speaker": ("facts-count", 0),
    "timeline": ("output", 0),
    "path Nordline Sund": ("output", 0),
    "path Nordline 'Anna Holm'": ("output", 1),
    "graph": ("output", 0),
    "graph Lyrvik": ("output", 0),
    "cite pier-cost": ("output", 0),
    "entities": ("entities", 0),
    "entities --kind person": ("entities", 0),
    "relations": ("relations", 0),
    "source": ("source", 0),
    "source 3": ("source", 0),
    "base list": ("base-list", 0),
    "base info": ("base-info", 0),
    "base check": ("base-check", None),
    "cache info": ("cache-info", 0),
}
ANSWER_KEYS = [
    "fact", "base", "answer", "statement", "subject", "relation", "hedged", "object", "value", "modality",
    "speaker", "when", "when_resolved", "derived", "derived_from", "score", "citation", "more_citations",
]  # fmt: skip


def schema(name: str) -> jsonschema.Draft202012Validator:
    """Return the validator of one schema that ships."""
    read = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(read)


@pytest.mark.parametrize("line", COMMAND_LINES)
class TestJson:
    def test_output_fits_its_schema(self, line: str) -> None:
        name, status = COMMAND_LINES[line]

        ran = run(*shlex.split(line), "--json", FACTCLI_BASE=str(HARBOUR))
        read = json.loads(ran.out)

        schema(name).validate(read)
        assert ran.err == ""
        assert status is None or ran.status == status
        assert line.startswith(read["command"])
        if name == "output":
            assert ran.status == (0 if read["status"] == "answered" else 1)

    def test_never_colours_pages_wraps_or_hides(self, line: str) -> None:
        words = (*shlex.split(line), "--json", "--color", "always")

        piped = run(*words, FACTCLI_BASE=str(HARBOUR))
        seen = run(*words, FACTCLI_BASE=str(HARBOUR), terminal=True, columns=20, TERM="xterm")

        assert seen.out == piped.out
        assert {category(c) for c in piped.out if c != "\n"} & HIDDEN == set()


def test_the_answer_is_the_same_each_time_with_a_cache_or_without() -> None:
    line = ("who", "Lyrvick", "--json")

    first, again = (run(*line, FACTCLI_BASE=str(HARBOUR)) for _ in range(2))
    without = run(*line, cached=False, FACTCLI_BASE=str(HARBOUR))

    assert first.out == again.out == without.out


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("line", COMMAND_LINES)
def test_every_command_writes_every_format(line: str, style: str) -> None:
    if line.startswith("graph"):
        pytest.skip("graph has formats of its own")
    ran = run(*shlex.split(line), "--format", style, FACTCLI_BASE=str(HARBOUR))

    assert ran.status in (0, 1)
    assert "went wrong" not in ran.err
    assert {category(c) for c in ran.out + ran.err if c not in "\n\t"} & HIDDEN == set()


class TestAnswers:
    def test_keys(self) -> None:
        read = json.loads(run("facts", "--json", FACTCLI_BASE=str(HARBOUR)).out)

        assert all(list(row) == ANSWER_KEYS for row in read["answers"])
        assert {row["score"] for row in read["answers"]} == {1.0}
        assert read["query"] == {"text": "", "lang": "en", "reading": None}

    def test_jsonl_csv_and_plain_have_the_same_records(self) -> None:
        def asked(style: str) -> str:
            return run("facts", "--format", style, FACTCLI_BASE=str(HARBOUR)).out

        lines = [json.loads(line) for line in asked("jsonl").splitlines()]
        rows = list(csv.DictReader(io.StringIO(asked("csv"))))
        plain = [line.split("\t") for line in asked("plain").splitlines()]

        assert (
            [line["statement"] for line in lines]
            == [row["statement"] for row in rows]
            == [p[1] for p in plain]
        )
        assert plain == [list(row.values()) for row in rows]

    def test_a_limit_cuts_and_zero_does_not(self) -> None:
        def count(limit: str) -> int:
            ran = run("facts", "--json", "--limit", limit, FACTCLI_BASE=str(HARBOUR))
            return len(json.loads(ran.out)["answers"])

        assert (count("3"), count("0")) == (3, 12)

    def test_fields_narrow_the_records(self) -> None:
        ran = run("facts", "--json", "--fields", "fact,quote", FACTCLI_BASE=str(HARBOUR))

        assert {tuple(row) for row in json.loads(ran.out)["answers"]} == {("fact", "quote")}

    def test_an_unknown_field_is_a_usage_error_that_lists_the_known(self) -> None:
        ran = run("facts", "--fields", "colour", FACTCLI_BASE=str(HARBOUR))

        assert (ran.status, ran.out) == (2, "")
        assert "statement" in ran.err


class TestFilters:
    def test_a_filter_without_matches_is_an_empty_list(self) -> None:
        ran = run(
            "facts",
            "--entity",
            "Sund",
            "--modality",
            "denied",
            "--json",
            FACTCLI_BASE=str(HARBOUR),
        )

        assert ran.status == 0
        assert json.loads(ran.out)["answers"] == []

    @pytest.mark.parametrize(
        "line",
        [
            "facts --entity Nobody",
            "facts --relation nothing",
            "facts --sentence 99",
            "facts --speaker Nobody",
            "show Nobody",
            "cite none",
            "source 99",
            "path Nobody Lyrvik",
            "graph Nobody",
        ],
    )
    def test_an_unknown_name_exits_1(self, line: str) -> None:
        ran = run(*line.split(), "--json", FACTCLI_BASE=str(HARBOUR))
        read = json.loads(ran.err)

        schema("error").validate(read)
        assert (ran.status, ran.out) == (1, "")
        assert read["error"]["code"] == "not_found"


class TestBatch:
    def test_one_envelope_per_line_in_order(self, tmp_path: Path) -> None:
        (tmp_path / "questions").write_text("who is the mayor of Lyrvik?\nwho is Zorblax\n", encoding="utf-8")

        ran = run("ask", "--batch", str(tmp_path / "questions"), FACTCLI_BASE=str(HARBOUR))
        read = [json.loads(line) for line in ran.out.splitlines()]

        assert ran.status == 0
        assert [each["status"] == "answered" for each in read] == [True, False]
        for each in read:
            schema("output").validate(each)

    def test_reads_standard_input(self) -> None:
        ran = run("ask", "--batch", "-", given=b"Lyrvik?\r\n", FACTCLI_BASE=str(HARBOUR))

        assert json.loads(ran.out)["query"]["text"] == "Lyrvik?"

    def test_a_line_that_is_not_a_question_keeps_its_place(self) -> None:
        given = b"x" * 100_000 + b"\nLyrvik\n"
        ran = run("ask", "--batch", "-", given=given, FACTCLI_BASE=str(HARBOUR))
        read = [json.loads(line) for line in ran.out.splitlines()]

        assert ran.status == 2
        assert [next(iter(each)) for each in read] == ["error", "schema_version"]

    @pytest.mark.parametrize("command", ["ask", "verify"])
    def test_empty_lines_and_comments_are_left_out(self, command: str) -> None:
        given = b"# the town\n\n  \nLyrvik has two piers.\n  # the end\n"
        ran = run(command, "--batch", "-", given=given, FACTCLI_BASE=str(HARBOUR))

        assert [json.loads(line)["query"]["text"] for line in ran.out.splitlines()] == [
            "Lyrvik has two piers."
        ]

    def test_a_missing_file_exits_4(self, tmp_path: Path) -> None:
        assert run("ask", "--batch", str(tmp_path / "none"), FACTCLI_BASE=str(HARBOUR)).status == 4

    def test_other_formats_and_words_are_refused(self, tmp_path: Path) -> None:
        assert run("ask", "--batch", "-", "--format", "csv", FACTCLI_BASE=str(HARBOUR)).status == 2
        assert run("ask", "who", "--batch", str(tmp_path), FACTCLI_BASE=str(HARBOUR)).status == 2


class TestInput:
    def test_a_dash_reads_the_question(self) -> None:
        ran = run("who", "-", "--json", given=b"Lyrvik\n", FACTCLI_BASE=str(HARBOUR))

        assert json.loads(ran.out)["query"]["text"] == "Lyrvik"

    def test_an_endless_question_is_refused(self) -> None:
        ran = run("ask", "-", given=b"word " * 1_000_000, FACTCLI_BASE=str(HARBOUR))

        assert ran.status == 2
        assert "more than 1000 characters" in ran.err

    def test_bytes_that_are_not_text_are_refused_or_answered(self) -> None:
        ran = run("ask", "-", "--json", given=b"\xff\xfe Lyrvik", FACTCLI_BASE=str(HARBOUR))

        assert ran.status in (0, 1)
        assert json.loads(ran.out)["query"]["text"].endswith("Lyrvik")


class TestHelp:
    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_command_has_help_and_a_summary(self, name: str) -> None:
        ran = run(name, "--help")

        assert ran.status == 0
        assert len(ran.out.splitlines()) > 4
        assert COMMANDS[name].help.endswith(".")
        assert COMMANDS[name].hidden or f"  {name} " in run("--help").out

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_option_and_command_is_documented(self, name: str) -> None:
        import click

        def undocumented(command: click.Command, path: str) -> list[str]:
            own = [
                f"{path} {each.opts[0]}"
                for each in command.params
                if isinstance(each, click.Option) and not each.help and not each.hidden
            ]
            below = command.commands.items() if isinstance(command, click.Group) else ()
            return own + [told for sub, each in below for told in undocumented(each, f"{path} {sub}")]

        found = program.get_command(click.Context(program), name)

        assert found is not None
        assert found.help
        assert undocumented(found, name) == []

    def test_no_arguments_shows_four_examples(self) -> None:
        ran = run()

        assert ran.status == 0
        assert ran.out.count("  factcli ") == 4

    @pytest.mark.parametrize("arguments", [["--version"], ["-h"]])
    def test_version_and_help_exit_0(self, arguments: list[str]) -> None:
        assert run(*arguments).status == 0


class TestSchemas:
    @pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.stem)
    def test_is_a_schema(self, path: Path) -> None:
        jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))

    @pytest.mark.parametrize("base", [HARBOUR], ids=lambda path: path.stem)
    def test_bases_fit_their_schema(self, base: Path) -> None:
        schema("base").validate(json.loads(base.read_text(encoding="utf-8")))


class TestPeople:
    def test_a_corrected_name_is_noted_on_stderr(self) -> None:
        ran = run("who", "Lyrvick", FACTCLI_BASE=str(HARBOUR))

        assert ran.status == 0
        assert "→ Lyrvik" in ran.err

    def test_a_pipe_gets_plain_lines_and_a_terminal_a_table(self) -> None:
        piped = run("facts", FACTCLI_BASE=str(HARBOUR))
        seen = run("facts", FACTCLI_BASE=str(HARBOUR), terminal=True)

        assert piped.out.splitlines()[0].count("\t") == 8
        assert "\t" not in seen.out

    @pytest.mark.parametrize(
        ("world", "styled", "coloured"),
        [
            ({"TERM": "xterm"}, True, True),
            ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
            ({"TERM": "dumb"}, False, False),
            ({"TERM": ""}, False, False),
        ],
    )
    def test_style_follows_the_terminal(
        self,
        world: dict[str, str],
        styled: bool,
        coloured: bool,
    ) -> None:
        ran = run("show", "Lyrvik", terminal=True, FACTCLI_BASE=str(HARBOUR), **world)  # type: ignore[arg-type]

        assert ("\x1b[" in ran.out) is styled
        assert ("\x1b[1;36m" in ran.out) is coloured

    def test_colour_can_be_asked_for_and_refused(self) -> None:
        always = run("show", "Lyrvik", "--format", "table", "--color", "always", FACTCLI_BASE=str(HARBOUR))
        never = run(
            "show",
            "Lyrvik",
            "--color",
            "never",
            terminal=True,
            TERM="xterm",
            FACTCLI_BASE=str(HARBOUR),
        )

        assert "\x1b[1;36m" in always.out
        assert "\x1b[" not in never.out

    @pytest.mark.parametrize("columns", ["0", "1", "-3", "wide", "99999999", ""])
    def test_odd_widths_still_show_everything(self, columns: str) -> None:
        ran = run("show", "Lyrvik", terminal=True, FACTCLI_BASE=str(HARBOUR), COLUMNS=columns)

        assert "Lyrvik" in ran.out
        assert ran.status == 0
