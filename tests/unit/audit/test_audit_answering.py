"""A fact is findable where one question of its own finds it, in each language its relation has words in."""

from __future__ import annotations

from factcli.audit.check import check, check_answering, questions
from factcli.base.reader import read
from planted import FOLDER

BASE = read(str(FOLDER / "base.json"))
EVERY_ID = frozenset(fact.id for fact in BASE.facts)


class TestQuestions:
    def test_are_made_of_each_wording_and_the_subject_in_the_language(self) -> None:
        cost = next(fact for fact in BASE.facts if fact.id == "cost")

        assert questions(cost, "en") == ["cost Valbrune bridge", "cost of Valbrune bridge"]
        assert questions(cost, "fr")[0] == "coût pont de Valbrune"

    def test_a_relation_without_words_in_a_language_is_not_asked_in_it(self) -> None:
        assert questions(BASE.facts[0], "de") == []


class TestCheck:
    def test_a_base_whose_every_question_is_answered_is_not_blamed(self) -> None:
        assert list(check_answering(BASE, lambda _question, _language: EVERY_ID)) == []

    def test_one_answered_question_of_a_language_is_enough(self) -> None:
        def ask(question: str, _language: str) -> frozenset[str]:
            return (
                EVERY_ID if question.split(maxsplit=1)[0] in {"a", "architect", "architecte"} else frozenset()
            )

        unanswered = {finding.document for finding in check_answering(BASE, ask)}

        assert "design" not in unanswered

    def test_what_is_found_in_one_language_only_is_reported_for_the_other(self) -> None:
        found = list(check_answering(BASE, lambda _question, language: EVERY_ID if language == "en" else ()))

        assert {finding.key for finding in found} == {"relation.fr"}
        assert [finding.document for finding in found] == [fact.id for fact in BASE.facts]
        assert {finding.code for finding in found} == {"fact-unanswerable"}

    def test_it_is_part_of_the_whole_check_where_there_is_somebody_to_ask(self) -> None:
        assert {one.code for one in check(BASE, {}, ask=lambda *_: frozenset())} == {"fact-unanswerable"}
        assert check(BASE, {}) == ()
