"""Test that a question handled wrong is attributed to the step that failed."""

from __future__ import annotations

from causes import ENTITY, FACT, KIND, RELATION, TOO_BOLD, TOO_SHY, cause, shown
from factcli.model import Entity, Fact, Relation
from factcli.questions.result import ANSWERED, NO_SUCH_FACT, Outcome, Reading, Trace

ADA, ROME = Entity("ada", "person", {"en": "Ada"}), Entity("rome", "place", {"en": "Rome"})
BORN = Relation("born-in", "place", {"en": "born in"}, {})
GOLD = Fact("f1", ADA, BORN, ROME, None, {"en": "Ada was born in Rome."}, "asserted", ())


def trace(entity: str | None, relation: str, *parts: str, inverse: bool = False) -> Trace:
    return Trace(entity, "Ada", "exact", relation, inverse, (), 1.0, tuple((part, 1.0) for part in parts))


def outcome(*traces: Trace, status: str = ANSWERED) -> Outcome:
    return Outcome("Where was Ada born?", "en", Reading(), status, trace=traces)


class TestCause:
    def test_answering_the_unanswerable_is_boldness(self) -> None:
        assert cause(outcome(trace("ada", "born-in")), []) == TOO_BOLD

    def test_another_name_is_the_entity(self) -> None:
        assert cause(outcome(trace("rome", "born-in")), [GOLD]) == ENTITY
        assert cause(outcome(), [GOLD]) == ENTITY

    def test_the_object_is_the_right_name_of_an_inverse_reading(self) -> None:
        read = outcome(trace("rome", "born-in", inverse=True), status=NO_SUCH_FACT)

        assert cause(read, [GOLD]) == TOO_SHY

    def test_another_relation_of_the_right_name_is_the_relation(self) -> None:
        assert cause(outcome(trace("ada", "died-in"), trace("ada", "born-in")), [GOLD]) == RELATION

    def test_the_kind_is_the_cause_if_it_counted_against_the_relation(self) -> None:
        read = outcome(trace("ada", "died-in"), trace("ada", "born-in", "kind_clashes"))

        assert cause(read, [GOLD]) == KIND

    def test_the_right_reading_refused_is_shyness(self) -> None:
        assert cause(outcome(trace("ada", "born-in"), status=NO_SUCH_FACT), [GOLD]) == TOO_SHY

    def test_the_right_reading_with_another_fact_is_the_fact(self) -> None:
        assert cause(outcome(trace("ada", "born-in")), [GOLD]) == FACT


class TestShown:
    def test_a_fact_is_one_line(self) -> None:
        assert shown(GOLD) == "Ada | born-in | Rome"
