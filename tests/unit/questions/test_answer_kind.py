"""The question word, or the noun behind it, tells which kind of answer is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.questions.parse import KnownWords, Question, parse

if TYPE_CHECKING:
    from factcli.language.lexicon import Lexicon


def read(text: str, lexicon: Lexicon) -> Question:
    return parse(text, lexicon, KnownWords(lambda _: set(), tuple), default="en")


def kind_words(asked: Question) -> list[str]:
    return [asked.words[at].word for at in sorted(asked.kind_words)]


class TestAnswerKind:
    @pytest.mark.parametrize(
        ("text", "kind", "said"),
        [
            ("Who founded it?", "person", ["who"]),
            ("Where is it?", "place", ["where"]),
            ("In what year did it open?", "time", ["in", "what", "year"]),
            ("How many rooms are there?", "quantity", ["how", "many"]),
            ("Pourquoi ferme-t-il ?", "reason", ["pourquoi"]),
            ("Qui a fondé la ville ?", "person", ["qui"]),
            ("What opened?", None, ["what"]),
            ("capital", None, []),
        ],
    )
    def test_the_question_word_tells_it(
        self, text: str, kind: str | None, said: list[str], lexicon: Lexicon
    ) -> None:
        asked = read(text, lexicon)

        assert asked.kind == kind
        assert kind_words(asked) == said

    @pytest.mark.parametrize(
        ("text", "kind", "plain"),
        [
            ("Which Austrian city is it?", "place", True),
            ("Quel est le pays ?", "place", True),
            ("What company bought it?", "organization", True),
            ("What dynasty ruled it?", "organization", False),
            ("What book did he write?", None, False),
            ("Which old grey heavy city is it?", None, False),
            ("What did the city build?", "place", True),
            ("What of it?", None, False),
        ],
    )
    def test_the_noun_after_which_tells_it(
        self, text: str, kind: str | None, *, plain: bool, lexicon: Lexicon
    ) -> None:
        asked = read(text, lexicon)

        assert (asked.kind, asked.plain) == (kind, plain)
        assert asked.thing

    @pytest.mark.parametrize(
        ("text", "kind", "head"),
        [
            ("date of the fair", "time", 0),
            ("give me the city of the fair", "place", 3),
            ("date fair", None, None),
            ("books of the fair", None, 0),
            ("date", None, None),
        ],
    )
    def test_a_noun_at_the_beginning_asks_too(
        self, text: str, kind: str | None, head: int | None, lexicon: Lexicon
    ) -> None:
        asked = read(text, lexicon)

        assert (asked.kind, asked.head) == (kind, head)

    def test_a_relative_pronoun_asks_for_nobody(self, lexicon: Lexicon) -> None:
        asked = read("Le peintre qui vient de Lyon, où est-il né ?", lexicon)

        assert asked.kind == "place"
