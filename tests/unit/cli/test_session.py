"""A session reads a line as a command, a row, a setting or an end."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from factcli.cli.session import (
    BASE,
    COMMAND,
    HELP,
    LANGUAGE,
    NOTHING,
    QUIT,
    ROW,
    Line,
    Session,
    openable,
    read,
)

QUESTIONS = ("ask", "who", "qui")
HELPS = {"ask": "Ask.", "who": "Who.", "qui": "Qui.", "show": "Show.", "path": "Path.", "base": "Bases."}


class TestRead:
    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("", Line(NOTHING)),
            ("  \n", Line(NOTHING)),
            ("who Kyutai", Line(COMMAND, ("who", "Kyutai"))),
            ("Qui a lancé Kyutai ?", Line(COMMAND, ("qui", "a lancé Kyutai ?"))),
            ("who", Line(COMMAND, ("ask", "who"))),
            ("What's in l'Île-de-France", Line(COMMAND, ("ask", "What's in l'Île-de-France"))),
            ("--json", Line(COMMAND, ("ask", "--json"))),
            ("3", Line(ROW, ("3",))),
            ("1234567", Line(COMMAND, ("ask", "1234567"))),
            (":help", Line(HELP)),
            (":?", Line(HELP)),
            (":q", Line(QUIT)),
            (":lang fr", Line(LANGUAGE, ("fr",))),
            (":lang", Line(LANGUAGE)),
            (":base ./my bases/x.json", Line(BASE, ("./my bases/x.json",))),
            (":show L'Île de France", Line(COMMAND, ("show", "L'Île de France"))),
            (':path Kyutai "Xavier Niel"', Line(COMMAND, ("path", "Kyutai", "Xavier Niel"))),
            (":facts --text it's", Line(COMMAND, ("facts", "--text", "it's"))),
            (": SHOW x", Line(COMMAND, ("show", "x"))),
        ],
    )
    def test_lines_are_classified(self, text: str, line: Line) -> None:
        assert read(text, QUESTIONS) == line


class TestOpenable:
    FACT: dict[str, Any] = {  # noqa: RUF012 -- a record, read only
        "fact": "f",
        "answer": "Xavier Niel",
        "subject": {"id": "kyutai", "label": "Kyutai"},
        "object": {"id": "niel", "label": "Xavier Niel"},
        "citation": {"sentence": 8},
    }

    def test_a_fact_opens_its_answer(self) -> None:
        assert openable([self.FACT], [], "who") == [["show", "niel"]]
        assert openable([self.FACT | {"answer": "Kyutai"}], [], "who") == [["show", "kyutai"]]

    def test_a_fact_with_a_value_opens_its_sentence(self) -> None:
        assert openable([self.FACT | {"answer": "2023", "object": None}], [], "when") == [["source", "8"]]

    def test_in_a_card_a_fact_opens_the_other_entity(self) -> None:
        others = [self.FACT, self.FACT | {"subject": {"id": "h", "label": "H"}}]

        assert openable(others, [], "show") == [["show", "kyutai"], ["show", "h"]]

    def test_items_open_what_they_are(self) -> None:
        assert openable([{"id": "kyutai"}], [], "entities") == [["show", "kyutai"]]
        assert openable([{"id": "led-by"}], [], "relations") == [["facts", "--relation", "led-by"]]
        assert openable([{"number": 3}], [], "source") == [["source", "3"]]

    def test_a_refusal_opens_what_it_suggests(self) -> None:
        suggestions = [{"label": "Kyutai", "command": "factcli who 'Xavier Niel'"}]

        assert openable([], suggestions, "who") == [["who", "Xavier Niel"]]


class TestSession:
    def session(self) -> Session:
        return Session(HELPS, QUESTIONS, ("en", "fr"))

    def test_option_like_words_stay_in_a_question(self) -> None:
        assert self.session().step("who --json").run == ("who", "--no-pager", "--", "--json")

    def test_base_and_language_are_passed_to_every_command(self) -> None:
        session = self.session()
        session.step(":base mine")
        said = session.step(":lang fr").say

        assert "fr" in said
        assert session.step("Kyutai").run == (
            "ask",
            "--no-pager",
            "--base",
            "mine",
            "--lang",
            "fr",
            "--",
            "Kyutai",
        )
        assert session.step(":show Kyutai").run == (
            "show",
            "--no-pager",
            "--base",
            "mine",
            "--lang",
            "fr",
            "Kyutai",
        )

    def test_a_missing_argument_is_reported(self) -> None:
        session = self.session()

        assert "klingon" in session.step(":lang klingon").say
        assert ":nosuch" in session.step(":nosuch").say
        assert "row 1" in session.step("1").say
        assert session.language is None

    def test_a_session_runs_no_command_that_writes(self) -> None:
        assert self.session().step(":add x").run == ()

    def test_it_ends_on_request(self) -> None:
        assert self.session().step(":quit").leave

    def test_help_names_every_command(self) -> None:
        told = self.session().step(":help").say

        assert all(name in told for name in (":show", ":path", ":lang", ":base", ":help", ":quit"))
        assert max(map(len, told.splitlines())) < 100


class TestFollowUp:
    ROW: dict[str, Any] = {  # noqa: RUF012 -- a record, read only
        "fact": "f",
        "answer": "Ada",
        "subject": {"id": "works", "label": "Kestrel Works", "kind": "organization"},
        "object": {"id": "ada", "label": "Ada", "kind": "person"},
        "citation": {"sentence": 3},
    }
    QUERY: dict[str, Any] = {  # noqa: RUF012 -- the same
        "text": "owns the Kestrel Works?",
        "lang": "en",
        "reading": {
            "entities": [{"id": "works", "mention": "Kestrel Works"}],
            "relation": {"id": "owner", "mention": "owns"},
        },
    }

    def session(self, *answered: str) -> Session:
        def ask(question: str) -> Any:
            status = "answered" if question in answered else "no_such_fact"
            mentions = [SimpleNamespace(mention=name) for name in ("Kestrel Works", "H") if name in question]
            return SimpleNamespace(status=status, reading=SimpleNamespace(entities=mentions))

        session = Session(HELPS, QUESTIONS, ("en", "fr"), ask=ask)
        session.shown(self.report())
        return session

    def report(self, rows: Any = (ROW,), **query: Any) -> Any:
        envelope = {"command": "who", "query": self.QUERY | query, "suggestions": []}
        return SimpleNamespace(envelope=envelope, rows=lambda: rows)

    def test_the_first_meaning_that_is_answered_is_taken_and_said(self) -> None:
        step = self.session("when Kestrel Works?").step("and when?")

        assert step.run[-1] == "when Kestrel Works?"
        assert step.say == "→ when Kestrel Works?"

    def test_of_none_that_is_answered_the_likeliest_is_asked(self) -> None:
        assert self.session().step("and H?").run[-1] == "who owns the H?"

    def test_a_question_that_is_answered_as_it_stands_is_asked_as_it_stands(self) -> None:
        step = self.session("Where is it").step("Where is it?")

        assert (step.run[-1], step.say) == ("Where is it?", "")

    def test_a_row_is_opened_and_said(self) -> None:
        step = self.session().step("the first one")

        assert (step.run[0], step.say) == ("show", "→ 1")
        assert self.session().step("the last one").run == step.run

    def test_a_question_without_a_name_is_not_leant_on(self) -> None:
        session = self.session()
        session.shown(self.report((), text="x", reading={"entities": [], "relation": None}))

        assert session.step("and H?").run[-1] == "who owns the H?"

    def test_another_base_has_nothing_to_lean_on(self) -> None:
        session = self.session()
        session.step(":base other")

        assert session.step("and when?").run[-1] == "and when?"


@pytest.mark.parametrize("text", ["quit", "exit", "Quit", ":q", ":exit", "quitter"])
def test_what_hands_type_leaves(text: str) -> None:
    assert read(text, ["who"]).meaning == "quit"
