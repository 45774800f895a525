"""A question is parsed before any base is searched: its words, its language, its answer kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.questions.parse import KnownWords, Question, parse
from factcli.questions.thresholds import CORRECTED_TRUST

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcli.language.lexicon import Lexicon

    Reading = Callable[..., Question]


@pytest.fixture
def read(lexicon: Lexicon) -> Reading:
    """Return what reads a question where nothing is known but the lexicon, and some names."""

    def read(text: str, *names: str, stems: tuple[str, ...] = (), **options: Any) -> Question:
        known = KnownWords(lambda words: dict.fromkeys(set(words) & set(names), True), lambda: stems)
        return parse(text, lexicon, known, default="en", **options)

    return read


def read_plainly(text: str, lexicon: Lexicon) -> Question:
    return parse(text, lexicon, KnownWords(lambda _: {}, tuple), default="en")


def kind_words(asked: Question) -> list[str]:
    return [asked.words[at].word for at in sorted(asked.kind_words)]


class TestAnswerKindOfACommand:
    def test_a_command_fixes_it(self, read: Reading) -> None:
        assert read("the fair", kind="time").kind == "time"
        assert read("Who came?", kind="thing").kind == "person"
        assert read("how long ago did it open", kind="quantity").kind == "time"

    def test_questions_about_the_future_are_noticed(self, read: Reading) -> None:
        assert read("Where will it open?").future
        assert not read("Where did it open?").future

    def test_a_misspelt_question_word_asks_all_the_same(self, read: Reading) -> None:
        assert read("wehre is it").kind == "place"


class TestWords:
    def test_offsets_lead_back_to_the_text(self, read: Reading) -> None:
        asked = read("Où est l'Île ?")

        assert [asked.text[word.start : word.end] for word in asked.words] == ["Où", "est", "l", "Île"]
        assert [word.capital for word in asked.words] == [True, False, False, True]

    def test_capitals_mean_nothing_in_an_all_capitals_question(self, read: Reading) -> None:
        assert not any(word.capital for word in read("WHO FOUNDED IT").words)

    def test_a_word_in_capitals_is_not_a_stopword(self, read: Reading) -> None:
        assert [word.stopword for word in read("who is WILL").words] == [True, True, False]

    def test_question_words_and_stopwords_weigh_nothing(self, read: Reading) -> None:
        weights = {word.word: word.weight for word in read("who is the founder of it").words}

        assert weights["who"] == weights["the"] == 0
        assert 0 < weights["founder"] < 1


class TestLightWords:
    def test_a_light_word_has_little_weight(self, read: Reading) -> None:
        said = {word.word: word.weight for word in read("What exactly did the guild finally set up?").words}

        assert 0 < said["finally"] < 0.5 < said["guild"]

    @pytest.mark.parametrize("text", ["Est-ce que Tess dort ?", "Est-ce qu'il dort ?"])
    def test_an_opening_phrase_is_not_a_question_word(self, read: Reading, text: str) -> None:
        asked = read(text)

        assert (asked.kind, asked.kind_words, asked.thing) == (None, frozenset(), False)

    def test_a_question_word_after_an_opening_counts(self, read: Reading) -> None:
        assert read("Est-ce que tu sais quand il dort ?").kind == "time"

    def test_how_old_is_a_measure_and_how_much_is_none(self, read: Reading, lexicon: Lexicon) -> None:
        english = lexicon.languages["en"]

        assert read("How old is Tess?").measures(english)
        assert not read("How much is it?").measures(english)


class TestCorrection:
    def test_a_misspelt_word_is_read_as_the_nearest_too(self, read: Reading, lexicon: Lexicon) -> None:
        word = read("who is the foundder").words[-1]

        assert word.unknown
        assert not word.foreign
        assert "founder" in word.corrected
        assert word.stems["en", lexicon.languages["en"].stem("founder")] == CORRECTED_TRUST

    def test_names_are_not_corrected(self, read: Reading) -> None:
        assert read("who is foundder", "foundder").words[-1].corrected == ()
        assert read("who is the Foundxer of it").words[3].corrected == ()

    def test_swapped_letters_are_corrected_even_in_a_name(self, read: Reading) -> None:
        assert read("who is the Foundre of it").words[3].corrected == ("founder",)

    def test_a_word_of_the_other_language_is_corrected_to_it(self, read: Reading) -> None:
        assert "fondatrice" in read("who is the fondatirce").words[-1].corrected

    def test_the_phrases_of_a_base_are_known_and_corrected_to(self, read: Reading) -> None:
        assert not read("who zorbles it", stems=("zorbl",)).words[1].unknown
        assert read("who zorlbes it", stems=("zorbl",)).words[1].stems["en", "zorbl"] == CORRECTED_TRUST

    def test_a_stopword_is_seldom_meant_where_a_phrase_is_near(self, read: Reading) -> None:
        assert read("who thas it").words[1].stopword
        assert not read("who thas it", stems=("thaz",)).words[1].stopword

    def test_strict_mode_corrects_nothing(self, read: Reading) -> None:
        assert read("who is the foundder", strict=True).words[-1].foreign

    def test_numbers_and_short_words_stay(self, read: Reading) -> None:
        assert [word.unknown for word in read("in 2031").words] == [False, False]
        assert read("qz").words[0].corrected == ()

    @given(st.text(max_size=80))
    def test_any_text_is_read(self, lexicon: Lexicon, text: str) -> None:
        asked = parse(text, lexicon, KnownWords(lambda _: {}, tuple), default="fr")

        assert all(0 <= word.weight <= 1 for word in asked.words)
        assert asked.language in lexicon.languages
        assert all(0 <= at < len(asked.words) for at in asked.kind_words)


class TestQuestion:
    def test_a_question_is_complete(self, read: Reading) -> None:
        question = read("Who founded it?")

        with pytest.raises(AttributeError):
            question.kind = "time"  # type: ignore[misc]
        with pytest.raises(AttributeError):
            question.words[0].weight = 1.0  # type: ignore[misc]


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
        asked = read_plainly(text, lexicon)

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
        asked = read_plainly(text, lexicon)

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
        asked = read_plainly(text, lexicon)

        assert (asked.kind, asked.head) == (kind, head)

    def test_a_relative_pronoun_is_not_a_question_word(self, lexicon: Lexicon) -> None:
        asked = read_plainly("Le peintre qui vient de Lyon, où est-il né ?", lexicon)

        assert asked.kind == "place"


class TestLimits:
    @pytest.mark.parametrize(
        "text",
        [
            "What is the country of Tarn?",
            "Who started the yard?",
            "Quel est le pays de la Bise ?",
            "Qui est l'auteur d'Orlo ?",
        ],
    )
    def test_an_article_limits_nothing(self, text: str, read: Reading) -> None:
        assert not read(text).limited

    @pytest.mark.parametrize(
        "text",
        [
            "Who has the most yards?",
            "What was built at the end of 2019?",
            "How many yards are there?",
            "Which is the oldest yard?",
            "Who runs the company which built Tarn?",
            "Qui dirige l'entreprise qui exploite Tarn ?",
            "Quel est le plus grand pays ?",
        ],
    )
    def test_what_asks_for_more_than_one_fact_does(self, text: str, read: Reading) -> None:
        assert read(text).limited
