"""Citing what was answered: by ids, or by the question itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from places import HARBOUR
from running import Ran, run

if TYPE_CHECKING:
    from pathlib import Path


def cite(*arguments: str) -> Ran:
    return run("cite", *arguments, FACTCLI_BASE=str(HARBOUR))


class TestCite:
    def test_a_question_is_cited_as_its_fact(self) -> None:
        assert cite("how", "much", "did", "the", "new", "pier", "cost").out == cite("pier-cost").out

    def test_several_ids_are_cited_in_order(self) -> None:
        one, other = cite("pier-cost").out, cite("ferry-start").out

        assert cite("pier-cost", "ferry-start").out == one + other

    def test_a_sentence_is_quoted_once(self) -> None:
        assert len(cite("ferry-start", "ferry-to-sund").out.splitlines()) == 1

    def test_a_refusal_is_no_citation(self) -> None:
        ran = cite("who founded Sund")

        assert ran.status == 1
        assert "ferry" not in ran.out

    def test_items_of_a_reference_manager_are_one_list(self) -> None:
        items = json.loads(cite("pier-cost", "ferry-start", "--style", "csl-json").out)

        assert [item["id"] for item in items] == ["lyrvik-gazette-pier-cost", "lyrvik-gazette-ferry-start"]

    @pytest.mark.parametrize(
        "arguments",
        [(), ("pier-cost", "--style", "bibtex", "--format", "json"), ("pier-cost", "--style", "odd")],
    )
    def test_what_contradicts_itself_is_an_error(self, arguments: tuple[str, ...]) -> None:
        assert cite(*arguments).status == 2

    def test_an_unknown_id_is_not_found(self) -> None:
        assert "no fact 'nothing'" in cite("nothing").err


class TestSourceOnline:
    def test_the_address_of_a_sentence_leads_to_its_words(self) -> None:
        told = run("source", "2", "--open", FACTCLI_BASE=str(HARBOUR)).out

        assert told.startswith("https://gazette.example/pier#:~:text=The%20pier%20cost")

    def test_the_whole_text_has_its_own(self) -> None:
        assert run("source", "--open", FACTCLI_BASE=str(HARBOUR)).out == "https://gazette.example/pier\n"

    def test_a_text_that_is_not_online_is_no_answer(self) -> None:
        ran = run("source", "2", "--open")

        assert (ran.status, ran.out) == (1, "")
        assert "base edit-source" in ran.err

    def test_no_such_sentence(self) -> None:
        assert "no sentence 99" in run("source", "99", "--open", FACTCLI_BASE=str(HARBOUR)).err

    def test_no_escape_of_an_address_reaches_the_terminal(self, tmp_path: Path) -> None:
        path = tmp_path / "base.json"
        text = HARBOUR.read_text(encoding="utf-8")
        path.write_text(text.replace("gazette.example/pier", "gazette.example/\\u001b[2J"), encoding="utf-8")

        assert "\x1b" not in run("source", "--open", "--base", str(path)).out
