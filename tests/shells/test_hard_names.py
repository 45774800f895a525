"""Complete hard names in real shells: each becomes exactly one argument, the name itself, and none runs."""

from __future__ import annotations

import json
import os
from itertools import cycle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import factcli
from driving import SHELLS, Terminal, lay_out, missing
from factcli.completion.matching import match
from factcli.completion.reply import SCRIPTS, for_bash
from hard_names import HARD, NEVER_OFFERED, base_of
from places import SHIPPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = os.path.dirname(os.path.dirname(factcli.__file__))
QUOTES = ("", "'", '"')
FISH_GLOBS = "*?"  # fish takes these for patterns among completions, quoted or not
FISH_GOES_ON = "/=@:.,-"  # after these fish adds no space and leaves a quote open: more may follow
ANY_NAME = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co")), min_size=1
).filter(lambda name: name[0] != "-")


@pytest.fixture(scope="module", params=sorted(SHELLS))
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    name: str = request.param
    if missing(name):
        pytest.skip(missing(name))
    folder = str(tmp_path_factory.mktemp(name))
    lay_out(folder, SCRIPTS, SOURCE)
    terminal = SHELLS[name](folder)
    yield terminal
    terminal.close()
    assert os.listdir(terminal.work) == [], "a payload ran"


def typed(shell: Terminal, text: str, quote: str) -> str:
    """Write a text the way a careful person types it into a shell, inside an open quote."""
    if shell.name != "fish":
        return quote + for_bash(text, quote).removeprefix(quote)
    if quote:
        escaped = "\\'" if quote == "'" else '\\"$'
        return quote + "".join("\\" + c if c in escaped else c for c in text)
    return "".join(c if c.isalnum() or not c.isascii() else "\\" + c for c in text)


@pytest.fixture(scope="module", params=sorted(SHELLS))
def real(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """Run a shell whose program completes from a base that holds every name, those never offered too."""
    name: str = request.param
    if missing(name):
        pytest.skip(missing(name))
    folder = str(tmp_path_factory.mktemp(name))
    lay_out(folder, SCRIPTS, SOURCE)
    base = os.path.join(folder, "hard.json")
    with open(base, "w", encoding="utf-8") as file:
        json.dump(base_of((*HARD, *NEVER_OFFERED)), file)
    terminal = SHELLS[name](folder, environ={"FACTCLI_BASE": base, "XDG_CACHE_HOME": folder})
    yield terminal
    terminal.close()
    assert os.listdir(terminal.work) == [], "a payload ran"


class TestProgram:
    """The real program with a real base: every name beside all the others."""

    def test_a_hard_name_becomes_one_argument_that_is_the_name(self, real: Terminal) -> None:
        quotes = dict(zip(HARD, cycle(QUOTES), strict=False))

        assert {name: got for name in HARD if (got := said(real, name, quotes[name])) != ["who", name]} == {}

    @pytest.mark.long
    @pytest.mark.parametrize("quote", QUOTES)
    def test_a_hard_name_is_one_argument_in_every_quote(self, real: Terminal, quote: str) -> None:
        assert {name: got for name in HARD if (got := said(real, name, quote)) != ["who", name]} == {}

    def test_names_with_hidden_characters_are_never_listed(self, real: Terminal) -> None:
        real.complete("factcli who ", "\t\t")
        real.clear()

        assert b"Xavier" in real.screen
        for name in NEVER_OFFERED:
            assert name.encode() not in real.screen

    def test_the_base_of_the_line_is_honoured(self, real: Terminal) -> None:
        line = f"factcli who --base {SHIPPED} kyut"
        real.complete(line)

        assert real.run() == ["who", "--base", str(SHIPPED), "Kyutai"]

    def test_ids_complete_with_their_descriptions(self, real: Terminal) -> None:
        real.complete(f"factcli cite --base {SHIPPED} office-lon")
        shown = real.run()
        real.complete(f"factcli cite --base {SHIPPED} office-", "\t\t")
        real.clear()

        assert shown[-1] == "office-london"
        assert b"London" in real.screen


def said(shell: Terminal, name: str, quote: str) -> list[str]:
    """Return the arguments the program gets when a name is begun, completed and entered."""
    shell.complete("factcli who " + typed(shell, beginning(name), quote))
    return shell.run()


def beginning(name: str) -> str:
    """Return the shortest beginning that no other hard name shares, as people type until it is clear."""
    ends = (end for end in range(min(2, len(name)), len(name) + 1) if match(name[:end], HARD) == [name])
    return name[: next(ends, len(name))]


@pytest.mark.parametrize("quote", QUOTES)
def test_a_hard_name_becomes_one_argument_that_is_the_name(shell: Terminal, quote: str) -> None:
    got = {}
    for name in HARD:
        shell.offer(name, "Zebra Crossing")
        shell.complete("factcli who " + typed(shell, name[:2], quote))
        got[name] = shell.run()

    assert {name: found for name, found in got.items() if found != ["who", name]} == {}


@pytest.mark.parametrize("name", NEVER_OFFERED)
def test_a_name_with_hidden_characters_is_never_offered(shell: Terminal, name: str) -> None:
    shell.offer(name, "Zebra")

    assert shell.complete("factcli who ").strip() == "factcli who Zebra"
    shell.clear()
    shell.offer(name)
    assert shell.complete("factcli who ").strip() == "factcli who"
    shell.clear()
    assert b"\x1b[31m" not in shell.screen


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=ANY_NAME, quote=st.sampled_from(QUOTES))
def test_inserted_text_is_read_back_as_the_name(shell: Terminal, name: str, quote: str) -> None:
    shell.offer(name)
    begun = "" if shell.name == "fish" and name[0] in FISH_GLOBS else name[0]
    line = shell.complete("factcli who " + typed(shell, begun, quote)).rstrip()
    if shell.name == "fish" and name[-1] in FISH_GOES_ON and not line.endswith(quote):
        shell.send(quote)

    assert shell.run() == ["who", name]


class TestLine:
    def test_unquoted_words_continue_a_name(self, shell: Terminal) -> None:
        shell.offer("Xavier Niel", "Xavier Dupont", "Marie Niel")
        shell.complete("factcli who xavier n")

        assert shell.run() == ["who", "xavier", "Niel"]

    def test_a_value_completes_after_an_equals_sign(self, shell: Terminal) -> None:
        shell.offer("Xavier Niel", "Marie Curie")
        shell.complete("factcli facts --entity=xav")

        assert shell.run() == ["facts", "--entity=Xavier Niel"]

    def test_a_quote_in_the_middle_of_a_word_is_kept(self, shell: Terminal) -> None:
        shell.offer("Xavier Niel", "Marie Curie")
        shell.complete('factcli who Xav"ier N')

        assert shell.run() == ["who", "Xavier Niel"]

    def test_a_quote_closed_after_the_cursor_is_kept(self, shell: Terminal) -> None:
        shell.offer("Xavier Niel", "Marie Curie")
        shell.complete('factcli who "xav"', "\x02\t")

        assert shell.run() == ["who", "Xavier Niel"]

    def test_a_common_prefix_is_inserted_and_left_open(self, shell: Terminal) -> None:
        shell.offer("Kamel's café", "Kamel's cabin")
        line = shell.complete("factcli who kam")
        shell.send("f")
        shell.complete("")

        assert line.startswith("factcli who K")
        assert shell.run() == ["who", "Kamel's café"]

    def test_two_tabs_list_all_and_keep_the_line(self, shell: Terminal) -> None:
        shell.offer("Xavier Niel", "Marie Niel")
        line = shell.complete("factcli who niel", "\t\t")
        shell.clear()

        assert "niel" in line.lower()
        assert b"Marie" in shell.screen

    def test_accents_and_case_are_folded(self, shell: Terminal) -> None:
        shell.offer("Île-de-France", "Marie Niel")
        shell.complete("factcli who ile")

        assert shell.run()[1] in ("Île-de-France", "Ile-de-France")

    def test_options_and_commands_complete(self, shell: Terminal) -> None:
        shell.complete("factcli wher")
        shell.send("x --form")
        shell.complete("")
        shell.send("jsonl")
        shell.complete("")

        assert shell.run() == ["where", "x", "--format", "jsonl"]

    def test_no_match_leaves_the_line_unchanged(self, shell: Terminal) -> None:
        shell.offer("Xavier Niel")

        assert shell.complete("factcli who qqqq") == "factcli who qqqq"
        shell.clear()
