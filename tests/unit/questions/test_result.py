"""The values of a question and its answer are frozen and have no hidden state."""

from __future__ import annotations

import pytest

from factcli.questions.result import NO_SUCH_FACT, STATUSES, AskOptions, Outcome, Reading


class TestValues:
    def test_a_question_is_asked_plainly_unless_told(self) -> None:
        options = AskOptions()

        assert (options.command, options.strict, options.kind, options.modality) == ("ask", False, None, None)

    def test_an_outcome_without_more_has_no_answer(self) -> None:
        outcome = Outcome("who?", "en", Reading(), NO_SUCH_FACT)

        assert (outcome.answers, outcome.suggestions, outcome.card, outcome.trace) == ((), (), None, ())
        assert outcome.status in STATUSES
        assert outcome == Outcome("who?", "en", Reading(), NO_SUCH_FACT)

    def test_nothing_can_be_changed_afterwards(self) -> None:
        with pytest.raises(AttributeError):
            Reading().answer_kind = "person"  # type: ignore[misc]
