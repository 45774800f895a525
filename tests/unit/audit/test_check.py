"""Every planted defect is found with its code, and clean bases have no findings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli._dataclass import replace
from factcli.audit.check import _may_be_asked, check, check_answering, check_file, questions, spread
from factcli.audit.findings import CODES
from factcli.base.reader import read
from factcli.errors import InputOutputProblem
from factcli.model import When
from factcli.texts.rules import load_rules
from places import SHARED, SHIPPED
from planted import BASE, DEFECTS, FOLDER, SOURCE, planted

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = load_rules()
CLEAN = read(str(FOLDER / "base.json"))
SAID = (
    "le 3 mars 2021",
    "6 milliards",
    "$6",
    "vingt et un",
    "Valbrune",
    "the",
    "2018",
    "(",
    "XIXe siècle",
    "last week",
    "~",
)
ARTICLE = SHARED / "article" / "openai-expansion.fr.txt"


def codes(path: Path, source: str | None = None) -> list[str]:
    return [finding.code for finding in check_file(str(path), LANGUAGES, source)]


EVERY_ID = frozenset(fact.id for fact in CLEAN.facts)


class TestDefects:
    @pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect["name"])
    def test_each_defect_yields_its_code_and_no_other(self, defect: dict[str, Any], tmp_path: Path) -> None:
        text, source = planted(defect)
        path = tmp_path / "base.json"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))

        assert sorted(set(codes(path, source))) == sorted(defect["expect"])

    def test_defects_are_numerous_and_distinct(self) -> None:
        results = {json.dumps(planted(defect)) for defect in DEFECTS}

        assert len(results) == len(DEFECTS) >= 60

    def test_every_code_is_planted(self) -> None:
        asked = {"fact-unanswerable"}  # needs questions
        of_proposals = {"fact-incomplete", "name-likeness"}  # of what is not in a base yet

        assert {
            code for defect in DEFECTS for code in defect["expect"]
        } == CODES.keys() - asked - of_proposals


class TestCleanBases:
    def test_the_base_the_defects_are_planted_in(self) -> None:
        assert codes(FOLDER / "base.json", SOURCE) == []

    def test_the_shipped_base(self) -> None:
        assert codes(SHIPPED) == []

    def test_the_shipped_base_against_its_article(self) -> None:
        if not ARTICLE.exists():
            pytest.skip("the article itself is not part of this project")

        assert codes(SHIPPED, ARTICLE.read_bytes().decode("utf-8")) == []

    @pytest.mark.parametrize("layout", [{"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": True}])
    def test_any_layout_of_the_same_json(self, layout: dict[str, Any], tmp_path: Path) -> None:
        path = tmp_path / "base.json"
        path.write_text(json.dumps(json.loads(BASE), **layout), encoding="utf-8")

        assert codes(path, SOURCE) == []

    def test_without_language_rules_only_form_and_quotes_are_checked(self) -> None:
        assert check(read(str(FOLDER / "base.json")), {}, {"valbrune": SOURCE}) == ()


class TestLaws:
    @given(
        text=st.text(max_size=60) | st.lists(st.sampled_from(SAID)).map(" ".join),
        code=st.sampled_from(["fr", "en"]),
    )
    def test_any_statement_can_be_checked(self, text: str, code: str) -> None:
        fact = replace(CLEAN.facts[0], statement={code: text or "x"}, when=When("2021", "2021-03", text))

        found = check(replace(CLEAN, facts=(fact,)), LANGUAGES)

        assert {finding.code for finding in found} <= CODES.keys()

    @given(source=st.text(max_size=80) | st.integers(0, 500).map(lambda at: SOURCE[at:]))
    def test_any_source_can_be_compared(self, source: str) -> None:
        found = [finding.code for finding in check(CLEAN, LANGUAGES, {"valbrune": source})]

        assert ("source-changed" in found) is (source != SOURCE)


class TestPlaces:
    def test_a_finding_names_its_place(self, tmp_path: Path) -> None:
        path = tmp_path / "base.json"
        path.write_text(BASE.replace("cost $6 billion", "cost $7 billion"), encoding="utf-8")

        (finding,) = check_file(str(path), LANGUAGES, SOURCE)

        place = (finding.file, finding.table, finding.document, finding.key)
        assert place == (str(path), "facts", "cost", "statement.en")
        assert "$7 billion" in finding.message
        assert finding.severity == "error"
        assert finding.hint

    def test_every_malformed_document_is_listed(self, tmp_path: Path) -> None:
        base = json.loads(BASE)
        base["facts"]["3"]["colour"] = base["facts"]["9"]["modality"] = "blue"
        path = tmp_path / "base.json"
        path.write_text(json.dumps(base), encoding="utf-8")

        found = check_file(str(path), LANGUAGES)

        assert [(one.document, one.key) for one in found] == [("3", "colour"), ("9", "modality")]

    def test_a_missing_file_is_an_error_not_a_finding(self, tmp_path: Path) -> None:
        with pytest.raises(InputOutputProblem):
            check_file(str(tmp_path / "none.json"), LANGUAGES)


class TestQuestions:
    def test_questions_combine_each_phrase_with_the_subject(self) -> None:
        cost = next(fact for fact in CLEAN.facts if fact.id == "cost")

        assert questions(cost, "en") == ["cost Valbrune bridge", "cost of Valbrune bridge"]
        assert questions(cost, "fr")[0] == "coût pont de Valbrune"

    def test_a_relation_without_phrases_in_a_language_is_skipped(self) -> None:
        assert questions(CLEAN.facts[0], "de") == []


class TestSample:
    def test_is_spread_over_the_base(self) -> None:
        facts = CLEAN.facts * 10

        assert [facts.index(fact) for fact in spread(facts, 1)] == [0]
        assert len(spread(facts, 7)) == 7
        assert spread(facts, len(facts) + 1) == facts
        assert spread(CLEAN.facts, 2) == [CLEAN.facts[0], CLEAN.facts[len(CLEAN.facts) // 2]]

    def test_is_all_that_is_asked_for_and_counted(self) -> None:
        asked: list[str] = []
        steps: list[tuple[int, int]] = []

        def ask(question: str, _language: str) -> frozenset[str]:
            asked.append(question)
            return EVERY_ID

        check(CLEAN, LANGUAGES, ask=ask, sample=1, progress=lambda done, whole: steps.append((done, whole)))

        assert set(asked) == {
            questions(CLEAN.facts[0], language)[0] for language in CLEAN.facts[0].relation.label
        }
        assert steps == [(1, 2), (2, 2)]


class TestAnswering:
    @pytest.mark.parametrize(
        ("question", "asked"),
        [("x" * 1_000, True), ("x" * 1_001, False), ("x " * 64, True), ("x " * 65, False)],
    )
    def test_only_what_may_be_asked_is(self, question: str, asked: bool) -> None:
        assert _may_be_asked(question) == asked

    def test_a_base_that_answers_every_question_is_clean(self) -> None:
        assert list(check_answering(CLEAN.facts, lambda _question, _language: EVERY_ID)) == []

    def test_one_answered_question_of_a_language_is_enough(self) -> None:
        def ask(question: str, _language: str) -> frozenset[str]:
            return (
                EVERY_ID if question.split(maxsplit=1)[0] in {"a", "architect", "architecte"} else frozenset()
            )

        unanswered = {finding.document for finding in check_answering(CLEAN.facts, ask)}

        assert "design" not in unanswered

    def test_what_is_found_in_one_language_only_is_reported_for_the_other(self) -> None:
        found = list(
            check_answering(CLEAN.facts, lambda _question, language: EVERY_ID if language == "en" else ())
        )

        assert {finding.key for finding in found} == {"relation.fr"}
        assert [finding.document for finding in found] == [fact.id for fact in CLEAN.facts]
        assert {finding.code for finding in found} == {"fact-unanswerable"}

    def test_answering_is_checked_when_ask_is_given(self) -> None:
        assert {one.code for one in check(CLEAN, {}, ask=lambda *_: frozenset())} == {"fact-unanswerable"}
        assert check(CLEAN, {}) == ()
