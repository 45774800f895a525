"""Hard constraints are found by the words of a question alone, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.limits import (
    AFTER,
    BEFORE,
    EXCEPT,
    NEGATION,
    NUMBER,
    PER,
    TIME,
    WITH,
    WITHIN,
    Period,
    limits_of,
)
from village import understood

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.questions.limits import Limit


def limits(text: str, base: Index, lexicon: Lexicon) -> list[tuple[Limit, str]]:
    """Return each limit of a question with its words."""
    question = understood(text, base, lexicon)
    return [
        (limit, " ".join(word.word for word in question.words[limit.start : limit.end]))
        for limit in limits_of([word.word for word in question.words], lexicon.languages[question.language])
    ]


class TestTimes:
    @pytest.mark.parametrize(
        ("text", "time"),
        [
            ("Who ran it in 2019?", ("in 2019", WITHIN, Period((2019, 1, 1), (2019, 12, 31)))),
            ("Qui l'a dirigé en 2019 ?", ("en 2019", WITHIN, Period((2019, 1, 1), (2019, 12, 31)))),
            ("Who ran it before 2019?", ("before 2019", BEFORE, Period((2019, 1, 1), (2019, 12, 31)))),
            ("Qui l'a dirigé depuis 2019 ?", ("depuis 2019", AFTER, Period((2019, 1, 1), (2019, 12, 31)))),
            (
                "Who ran it before the year 2019?",
                ("before the year 2019", BEFORE, Period((2019, 1, 1), (2019, 12, 31))),
            ),
            ("Who ran it in the 1990's?", ("in the 1990 s", WITHIN, Period((1990, 1, 1), (1999, 12, 31)))),
            ("Who ran it in the 90s?", ("in the 90s", WITHIN, Period((1990, 1, 1), (1999, 12, 31)))),
            (
                "Qui l'a dirigé dans les années 90 ?",
                ("annees 90", WITHIN, Period((1990, 1, 1), (1999, 12, 31))),
            ),
            (
                "Who came on the twelfth of May 2019?",
                ("on the twelfth of may 2019", WITHIN, Period((2019, 5, 12), (2019, 5, 12))),
            ),
            (
                "Who came on May the 5th, in the year 2019?",
                ("on may the 5th in the year 2019", WITHIN, Period((2019, 5, 5), (2019, 5, 5))),
            ),
            ("Who came in May of 2019?", ("in may of 2019", WITHIN, Period((2019, 5, 1), (2019, 5, 31)))),
            (
                "Qui est venu le premier mai 2019 ?",
                ("premier mai 2019", WITHIN, Period((2019, 5, 1), (2019, 5, 1))),
            ),
            ("Who ran it in the 1990s?", ("in the 1990s", WITHIN, Period((1990, 1, 1), (1999, 12, 31)))),
            (
                "Who ran it at the end of 2019?",
                ("the end of 2019", WITHIN, Period((2019, 9, 1), (2019, 12, 31))),
            ),
            ("Qui l'a ouvert début 2019 ?", ("debut 2019", WITHIN, Period((2019, 1, 1), (2019, 4, 31)))),
            ("Who came in May 2019?", ("in may 2019", WITHIN, Period((2019, 5, 1), (2019, 5, 31)))),
            ("Who came on 21 May 2019?", ("on 21 may 2019", WITHIN, Period((2019, 5, 21), (2019, 5, 21)))),
            (
                "Who came on May 21st, 2019?",
                ("on may 21st 2019", WITHIN, Period((2019, 5, 21), (2019, 5, 21))),
            ),
            ("Qui est venu le 1er mai ?", ("1er mai", WITHIN, Period(month=5, day=1))),
            ("What happened in May?", ("in may", WITHIN, Period(month=5))),
        ],
    )
    def test_a_time_is_read(
        self, text: str, time: tuple[str, str, Period], village: Index, lexicon: Lexicon
    ) -> None:
        found = limits(text, village, lexicon)

        assert [limit.kind for limit, _ in found] == [TIME]
        assert [(said, limit.how, limit.period) for limit, said in found] == [time]

    @pytest.mark.parametrize("text", ["Who may enter?", "Who founded Honey Guild?", "Où est mars ?"])
    def test_other_words_are_no_time(self, text: str, village: Index, lexicon: Lexicon) -> None:
        assert limits(text, village, lexicon) == []


class TestOtherLimits:
    @pytest.mark.parametrize(
        ("text", "kind", "words"),
        [
            ("Who did not come?", NEGATION, ["not"]),
            ("Who didn't come?", NEGATION, ["didn t"]),
            ("Qui n'est pas venu ?", NEGATION, ["n", "pas"]),
            ("Qui est venu sans chapeau ?", NEGATION, ["sans"]),
            ("Who came other than Tess?", EXCEPT, ["other than"]),
            ("Qui est venu à part Tess ?", EXCEPT, ["a part"]),
            ("Qui est venu, sauf Tess ?", EXCEPT, ["sauf"]),
            ("Who came with Tess?", WITH, ["with"]),
            ("Combien par personne ?", PER, ["par"]),
            ("What is the second oldest fair?", "ordinal", ["second"]),
            ("Quel est le deuxième prix ?", "ordinal", ["deuxieme"]),
            ("Which fair is the largest?", "superlative", ["largest"]),
            ("Quelle est la foire la plus ancienne ?", "superlative", ["la plus"]),
            ("Is it larger than the mill?", "comparison", ["than"]),
            ("Est-elle plus grande que le moulin ?", "comparison", ["plus grande que"]),
            ("Who sold 48 jars?", NUMBER, ["48"]),
        ],
    )
    def test_a_word_that_limits_is_found(
        self, text: str, kind: str, words: list[str], village: Index, lexicon: Lexicon
    ) -> None:
        found = limits(text, village, lexicon)

        assert [said for limit, said in found if limit.kind == kind] == words

    @pytest.mark.parametrize(
        "text", ["Who founded it?", "Où est la foire ?", "all the fairs", "Who owns it now?"]
    )
    def test_plain_questions_have_none(self, text: str, village: Index, lexicon: Lexicon) -> None:
        assert limits(text, village, lexicon) == []
