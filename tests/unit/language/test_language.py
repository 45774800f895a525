"""A language is its folder: its stems, its question words, its stopwords."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.language.language import Language, detect
from factcli.language.lexicon_compile import folded, read_files
from factcli.model import KINDS
from factcli.text import key, words

FILES: dict[str, dict[str, Any]] = read_files()
LANGUAGES = {code: Language(folded(file)) for code, file in FILES.items()}
ENGLISH, FRENCH = LANGUAGES["en"], LANGUAGES["fr"]
LETTERS = st.text(st.sampled_from("abcdefghilmnoprstuvy"), min_size=1, max_size=14)


class TestStem:
    @pytest.mark.parametrize(
        ("code", "forms"),
        [
            ("en", ["founded", "founder", "founders"]),
            ("en", ["city", "cities"]),
            ("en", ["opening", "opened", "opens"]),
            ("fr", ["fondé", "fondateur", "fondatrices", "fonda"]),
            ("fr", ["ville", "villes"]),
            ("fr", ["ouvre", "ouvrira", "ouverture"]),
        ],
    )
    def test_forms_of_a_word_meet(self, code: str, forms: list[str]) -> None:
        language = LANGUAGES[code]

        assert len({stem for form in forms for stem in language.stems(form)}) == 1

    @pytest.mark.parametrize("code", ["en", "fr"])
    def test_irregular_forms_have_the_stem_the_file_gives_them(self, code: str) -> None:
        irregular = FILES[code]["stem"]["irregular"]

        wrong = [
            form
            for stem, forms in irregular.items()
            for form in forms
            if len(words(form)) == 1
            and stem not in LANGUAGES[code].function
            and LANGUAGES[code].stem(key(form)) != stem
        ]

        assert wrong == []

    @pytest.mark.parametrize("word", ["2024", "the", "a", "is"])
    def test_numbers_and_empty_words_stay_as_they_are(self, word: str) -> None:
        assert ENGLISH.stem(word) == word

    def test_a_word_whose_stem_would_be_an_empty_word_stays_whole(self) -> None:
        assert FRENCH.stem("danses") not in FRENCH.function

    @given(LETTERS, st.sampled_from(["en", "fr"]))
    def test_a_stem_is_never_empty_and_is_the_same_each_time(self, word: str, code: str) -> None:
        stem = LANGUAGES[code].stem(word)

        assert stem
        assert Language(folded(FILES[code])).stem(word) == stem


class TestWords:
    def test_empty_words_say_nothing_of_their_own(self) -> None:
        assert ENGLISH.is_stopword("the")
        assert ENGLISH.is_stopword("who")
        assert FRENCH.is_stopword("donne")
        assert not ENGLISH.is_stopword("founder")

    def test_plain_nouns_only_tell_the_kind_of_answer(self) -> None:
        assert ENGLISH.is_plain("city")
        assert not ENGLISH.is_plain("rate")

    @pytest.mark.parametrize(
        ("code", "word", "future"),
        [
            ("en", "will", True),
            ("en", "was", False),
            ("fr", "ouvrira", True),
            ("fr", "ira", False),
            ("fr", "a", False),
        ],
    )
    def test_the_future_is_told_by_words_and_endings(self, code: str, word: str, *, future: bool) -> None:
        assert LANGUAGES[code].is_future(word) is future

    @pytest.mark.parametrize(
        ("code", "said", "kind"),
        [
            ("en", ["city"], "place"),
            ("en", ["towns"], "place"),
            ("fr", ["villes"], "place"),
            ("en", ["year", "of"], "time"),
            ("en", ["zebra", "crossing"], None),
        ],
    )
    def test_a_noun_tells_which_kind_is_asked_for(self, code: str, said: list[str], kind: str | None) -> None:
        assert LANGUAGES[code].head_kind(said) == kind


class TestDetect:
    @pytest.mark.parametrize(
        ("text", "default", "code"),
        [
            ("Who founded Kyutai?", "fr", "en"),
            ("qui a fonde kyutai", "en", "fr"),
            ("Kyutai", "fr", "fr"),
            ("Kyutai", "en", "en"),
            ("", "fr", "fr"),
            ("quand ouvre the night market", "en", "fr"),
        ],
    )
    def test_the_words_of_asking_tell_the_language(self, text: str, default: str, code: str) -> None:
        assert detect(words(text), LANGUAGES.values(), default) == code

    @pytest.mark.parametrize(
        ("text", "of_one", "code"),
        [
            ("valorisation Kyutai", {"valorisation": "fr"}, "fr"),
            ("valuation date Kyutai", {"valuation": "en"}, "en"),
            ("valuation valorisation", {"valuation": "en", "valorisation": "fr"}, "en"),  # a tie: the default
            ("when valorisation", {"valorisation": "fr"}, "en"),  # a word of asking tells more
        ],
    )
    def test_keywords_are_in_the_language_that_has_them(
        self, text: str, of_one: dict[str, str], code: str
    ) -> None:
        assert detect(words(text), LANGUAGES.values(), "en", of_one) == code


class TestTheFiles:
    """Laws every language file keeps, and those the two shipped ones keep together."""

    def test_french_and_english_have_the_same_concepts_with_the_same_kind(self) -> None:
        kinds = {
            code: {name: concept["kind"] for name, concept in file["concept"].items()}
            for code, file in FILES.items()
        }

        assert kinds["fr"] == kinds["en"]

    @pytest.mark.parametrize("code", sorted(FILES))
    def test_every_kind_is_one_of_the_field(self, code: str) -> None:
        file = FILES[code]
        said = [*file["kinds"], *file["heads"], *file["commands"].values()]
        said += [concept["kind"] for concept in file["concept"].values()]
        said += [kind for concept in file["concept"].values() for kind in concept.get("subject", ())]

        assert set(said) <= set(KINDS)

    @pytest.mark.parametrize("code", sorted(FILES))
    def test_who_does_the_deed_is_the_subject_or_the_object(self, code: str) -> None:
        agents = {concept.get("agent") for concept in FILES[code]["concept"].values()}

        assert agents <= {None, "subject", "object", "both"}

    @pytest.mark.parametrize("code", sorted(FILES))
    def test_every_concept_has_a_label_and_a_wording(self, code: str) -> None:
        concepts = FILES[code]["concept"].items()

        assert [
            name for name, concept in concepts if not (concept.get("labels") and concept.get("asks"))
        ] == []

    @pytest.mark.parametrize("code", sorted(FILES))
    def test_no_irregular_form_has_two_stems(self, code: str) -> None:
        forms = [
            word
            for listed in FILES[code]["stem"]["irregular"].values()
            for word in {word for form in listed for word in words(form)}
        ]

        assert sorted({form for form in forms if forms.count(form) > 1}) == []

    @pytest.mark.parametrize("code", sorted(FILES))
    def test_suffixes_are_folded_and_each_stands_once(self, code: str) -> None:
        suffixes = FILES[code]["stem"]["suffixes"]

        assert [ending for ending in suffixes if not ending.replace(">", "").isalpha()] == []
        assert len(set(suffixes)) == len(suffixes)
        assert [
            ending for ending in suffixes if key(ending.partition(">")[0]) != ending.partition(">")[0]
        ] == []

    def test_both_languages_have_the_same_tables(self) -> None:
        for table in ("words", "stem", "kinds"):
            assert FILES["fr"][table].keys() == FILES["en"][table].keys(), table
