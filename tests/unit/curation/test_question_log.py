"""Questions that were refused are kept only where that was asked for; a curator makes wordings of their words."""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factcli.base.reader import read
from factcli.curation.question_log import append, drop, offers, take
from factcli.errors import InputOutputProblem, UsageProblem
from places import HARBOUR
from running import run
from typing_terminal import Terminal
from yard import as_json

if TYPE_CHECKING:
    from typing import Any

QUESTION = "What did the mayor of Lyrvik inaugurate?"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return Path(shutil.copy(HARBOUR, tmp_path / "harbour.json"))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "questions.jsonl"


def record(**changed: Any) -> dict[str, Any]:
    kept = {
        "question": QUESTION, "lang": "en", "status": "no_such_fact", "words": "inaugurate", "base": "harbour",
        "entities": ["lyrvik"], "closest": ["pier-cost", "lyrvik-opened-pier", "lyrvik-mayor"],
    }  # fmt: skip
    return kept | changed


class TestOffers:
    def test_relations_of_what_was_asked_about_come_first(self, base: Path, log: Path) -> None:
        append(str(log), record())

        (offer,) = offers(str(log), read(str(base)))

        assert (offer.question, offer.language, offer.words) == (QUESTION, "en", "inaugurate")
        assert [choice.fact.id for choice in offer.choices] == [
            "lyrvik-opened-pier",
            "lyrvik-mayor",
            "pier-cost",
        ]

    def test_each_question_once_and_none_of_another_base_or_without_words(
        self, base: Path, log: Path
    ) -> None:
        for more in (
            {},
            {"question": QUESTION.lower()},
            {"base": "other", "question": "a"},
            {"words": "", "question": "b"},
        ):
            append(str(log), record(**more))
        append(str(log), record(closest=["gone"], question="c"))

        assert [offer.question for offer in offers(str(log), read(str(base)))] == [QUESTION]

    def test_the_words_are_taken_for_the_side_that_was_asked_from(self, base: Path, log: Path) -> None:
        append(str(log), record(entities=["anna-holm"], closest=["lyrvik-mayor"], words="governs"))
        (offer,) = offers(str(log), read(str(base)))

        take(str(base), str(log), offer, offer.choices[0], "reigns over")

        relation = next(fact.relation for fact in read(str(base)).facts if fact.id == "lyrvik-mayor")
        assert relation.inverse is not None
        assert "reigns over" in relation.inverse.phrases["en"]
        assert offers(str(log), read(str(base))) == []

    def test_what_was_dropped_is_not_offered_again(self, base: Path, log: Path) -> None:
        append(str(log), record())
        drop(str(log), offers(str(log), read(str(base)))[0])

        assert offers(str(log), read(str(base))) == []
        append(str(log), record())  # but asked once more, it is
        assert len(offers(str(log), read(str(base)))) == 1

    @pytest.mark.parametrize(
        "line", ["{", "[]", "{}", '{"question": 1, "lang": "en", "decided": null}', '{"a": 1} x']
    )
    def test_another_file_is_refused(self, line: str, base: Path, log: Path) -> None:
        log.write_text(line + "\n")

        with pytest.raises(UsageProblem, match="line 1 is no logged question"):
            offers(str(log), read(str(base)))

    def test_a_file_that_cannot_be_read_or_written(self, base: Path, tmp_path: Path) -> None:
        with pytest.raises(InputOutputProblem):
            offers(str(tmp_path / "none"), read(str(base)))
        with pytest.raises(InputOutputProblem):
            append(str(tmp_path), record())


class TestTheOption:
    def test_a_refused_question_is_kept_with_what_was_close(self, log: Path) -> None:
        ran = run("ask", QUESTION, "--log", str(log), FACTCLI_BASE=str(HARBOUR))

        assert ran.status == 1
        kept = json.loads(log.read_text(encoding="utf-8"))
        assert (kept["question"], kept["status"], kept["base"]) == (QUESTION, "no_such_fact", "harbour")
        assert "inaugurate" in kept["words"]
        assert "lyrvik-mayor" in kept["closest"]
        assert log.stat().st_mode & 0o777 == 0o600

    def test_an_answer_is_not_and_nothing_is_without_the_option(self, log: Path) -> None:
        assert run("who", "mayor", "Lyrvik", "--log", str(log), FACTCLI_BASE=str(HARBOUR)).status == 0
        with contextlib.chdir(log.parent):
            run("ask", QUESTION, FACTCLI_BASE=str(HARBOUR))

        assert not log.exists()
        assert list(log.parent.iterdir()) == []

    def test_lines_of_a_batch_are_kept(self, log: Path) -> None:
        questions = f"{QUESTION}\nwho is the mayor of Lyrvik\nHow heavy is the new pier?\n"
        ran = run(
            "ask", "--batch", "-", "--log", str(log), given=questions.encode(), FACTCLI_BASE=str(HARBOUR)
        )

        assert ran.status == 0
        assert len(log.read_text(encoding="utf-8").splitlines()) == 2

    def test_a_log_that_cannot_be_written_is_status_4(self, tmp_path: Path) -> None:
        ran = run("ask", QUESTION, "--log", str(tmp_path), FACTCLI_BASE=str(HARBOUR))

        assert ran.status == 4


class TestTheReview:
    def test_keys_take_edited_words_drop_and_stop(self, base: Path, log: Path) -> None:
        for number in range(3):
            append(str(log), record(question=f"{QUESTION} {number}"))
        terminal = Terminal("base", "review", "--log", str(log), "-b", str(base), columns=60)
        for keys in ("e\n", "unveil\n", "1\n", "n\n", "q\n"):
            terminal.wait_for(":" if keys == "unveil\n" else ">")
            terminal.type(keys)

        assert terminal.end() == 0
        assert "1 taken, 1 left" in terminal.screen
        opened = next(fact.relation for fact in read(str(base)).facts if fact.id == "lyrvik-opened-pier")
        assert "unveil" in opened.phrases["en"]

    def test_without_a_terminal_what_is_open_is_listed(self, base: Path, log: Path) -> None:
        append(str(log), record())

        (item,) = as_json(run("base", "review", "--log", str(log), "-b", str(base), "--json"))["items"]

        assert item["relation"] == "opened"
        assert item["words"] == "inaugurate"
