"""A candidate is described by numbers, each with one meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcli.base.paths import bundled_base
from factcli.index.open import open_index
from factcli.questions.answer import ask
from factcli.questions.features import FEATURES, direction_cue
from village import weighed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


def features(text: str, base: Index, lexicon: Lexicon, relation: str = "") -> Mapping[str, float]:
    """Return the features of the best reading of a question, or of the best with that relation."""
    found = weighed(text, base, lexicon)
    return next(
        made.features
        for made in found.ordered
        if relation in ("", found.context.relations[made.candidate.relation].id)
    )


def cues(text: str, relation: str, base: Index, lexicon: Lexicon) -> dict[bool, int]:
    """Return the cue of each direction of a relation, by whether it is asked from its object."""
    found = weighed(text, base, lexicon)
    context = found.context
    return {
        made.inverse: direction_cue(made, context)
        for made in (scored.candidate for scored in found.ordered)
        if context.relations[made.relation].id == relation and made.mention.how == "exact"
    }


class TestFeatures:
    def test_every_reading_has_every_feature(self, village: Index, lexicon: Lexicon) -> None:
        for text in ("Who founded Honey Guild?", "hony guild founder", "How much does the best cake win?"):
            for made in weighed(text, village, lexicon).ordered:
                assert set(made.features) == set(FEATURES)

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Who founded Honey Guild?", "kind_fits"),
            ("When was Tess Barrow born?", "kind_clashes"),
            ("Who founded HG?", "alias"),
            ("Who founded honeyguild?", "squeezed"),
            ("Who founded the hony guild?", "fuzzy"),
            ("Who founded the hony guild?", "slips"),
            ("Where was Barrow born?", "partial"),
            ("Where was Barrow born?", "missing"),
            ("What did Tess Barrow found?", "inverse"),
            ("What did Tess Barrow found?", "cue_fits"),
            ("Who founded HG?", "short"),
            ("How much does the best cake win?", "implied"),
            ("Who is the mayor of Maplewick?", "leftover"),
            ("Who is the mayor of Maplewick?", "noun_left"),
            ("Who is the mayor of Maplewick?", "no_words"),
            ("Where did Tess Barrow meet Zzyx?", "left_unknown"),
            ("Where did Tess Barrow meet Zzyx?", "left_capital"),
            ("Was Tess Barrow born in Duck Pond Meadow?", "left_name"),
            ("When will the Honey Guild open a shop?", "future_fits"),
            ("What is the rate of the prize money of Maplewick Fair?", "noun_of"),
            ("Who is the founder Tess Barrow of Honey Guild?", "answer_given"),
        ],
    )
    def test_a_feature_is_set_when_the_question_shows_it(
        self, text: str, name: str, village: Index, lexicon: Lexicon
    ) -> None:
        assert max(made.features[name] for made in weighed(text, village, lexicon).ordered) > 0

    @pytest.mark.parametrize(
        "name",
        ["kind_clashes", "leftover", "slips", "fuzzy", "implied", "noun_left", "left_unknown", "absent"],
    )
    def test_a_plain_question_has_no_negative_features(
        self, name: str, village: Index, lexicon: Lexicon
    ) -> None:
        assert features("Who founded Honey Guild?", village, lexicon)[name] <= 0

    def test_kinds_that_exclude_a_person(self, village: Index, lexicon: Lexicon) -> None:
        assert features("Qu'a fondé la Guilde du miel ?", village, lexicon, "founded-by")["kind_clashes"] == 1

    def test_what_may_ask_for_a_thing_but_hardly_for_a_person(self, village: Index, lexicon: Lexicon) -> None:
        assert features("What founded Honey Guild?", village, lexicon, "founded-by")["what_person"] == 1

    def test_a_reason_is_asked_for_with_why(self, village: Index, lexicon: Lexicon) -> None:
        assert features("What did Maplewick Fair move?", village, lexicon, "why-moved")["why_unasked"] == 1
        assert features("Why did Maplewick Fair move?", village, lexicon, "why-moved")["why_unasked"] == 0

    def test_a_noun_that_only_gives_the_kind_may_stay_unexplained(
        self, village: Index, lexicon: Lexicon
    ) -> None:
        assert features("In which place was Tess Barrow born?", village, lexicon)["noun_left"] == 0


class TestUnexplainedWords:
    def test_a_word_of_a_curated_phrase_asks_for_its_relation(self, village: Index, lexicon: Lexicon) -> None:
        asked = features("Honey Guild founder opens", village, lexicon, "opens")

        assert asked["left_asked"] > 0
        assert features("Honey Guild opens strangely", village, lexicon, "opens")["left_asked"] == 0

    def test_a_word_about_the_future_is_explained_by_a_plan(self, lexicon: Lexicon) -> None:
        with open_index(bundled_base()) as base:
            soon = features("Where will OpenAI open an office shortly?", base, lexicon, "announced-office")
            past = features("Where does OpenAI have an office shortly?", base, lexicon, "office-in")

        assert (soon["leftover"], past["leftover"] > 0) == (0, True)


class TestUnexplainedNouns:
    @pytest.mark.parametrize(("noun", "left"), [("city", False), ("street", True)])
    def test_only_a_plain_noun_may_stay_unexplained(
        self, noun: str, left: bool, village: Index, lexicon: Lexicon
    ) -> None:
        found = features(f"In which {noun} is the venue of Maplewick Fair?", village, lexicon, "held-in")

        assert bool(found["noun_left"]) is left

    def test_a_measure_that_no_phrase_holds_stays_unexplained(self, village: Index, lexicon: Lexicon) -> None:
        assert features("How old is Tess Barrow?", village, lexicon, "occupation")["noun_left"] > 1
        assert (
            features("How many visitors has Maplewick Fair?", village, lexicon, "visitors")["noun_left"] == 0
        )


class TestTheArticle:
    """Nearly what the article says is not what it says."""

    @pytest.mark.parametrize(
        "text",
        [
            "On which street will OpenAI's Paris office be?",
            "When did OpenAI leave the European Union?",
            "Which companies does OpenAI invest in?",
            "Quelles start-ups OpenAI devance-t-elle ?",
            "Dans quelles entreprises la start-up H a-t-elle investi ?",
        ],
    )
    def test_is_refused(self, text: str) -> None:
        with open_index(bundled_base()) as base:
            assert ask(text, [base]).status == "no_such_fact"

    @pytest.mark.parametrize(
        ("text", "fact"),
        [
            ("Par qui le laboratoire Kyutai a-t-il été lancé ?", "kyutai-founder-niel"),
            ("Est-ce qu'OpenAI va s'installer à Bruxelles ?", "new-office-brussels"),
        ],
    )
    def test_is_answered(self, text: str, fact: str) -> None:
        with open_index(bundled_base()) as base:
            assert ask(text, [base]).answers[0].fact.id == fact


class TestDirectionOfDeeds:
    @pytest.mark.parametrize(
        ("text", "order"),
        [
            ("What did Tess Barrow found?", 1),
            ("What was founded by Tess Barrow?", 1),
            ("Qu'a fondé Tess Barrow ?", 1),
            ("Quelle guilde Tess Barrow a-t-elle fondée ?", 1),
            ("Who founded Tess Barrow?", -1),
            ("By whom was Tess Barrow founded?", -1),
            ("Who was Tess Barrow founded by?", -1),
            ("founder Tess Barrow", 0),
        ],
    )
    def test_direction_of_a_founder(self, text: str, order: int, village: Index, lexicon: Lexicon) -> None:
        assert cues(text, "founded-by", village, lexicon)[True] == order

    @pytest.mark.parametrize(
        ("text", "order"),
        [
            ("Who founded Honey Guild?", 1),
            ("Par qui la Guilde du miel a-t-elle été fondée ?", 1),
            ("What did Honey Guild found?", -1),
            ("Quelles écoles la Guilde du miel a-t-elle fondées ?", -1),
            ("Who was founded by Honey Guild?", -1),
        ],
    )
    def test_direction_of_what_was_founded(
        self, text: str, order: int, village: Index, lexicon: Lexicon
    ) -> None:
        assert cues(text, "founded-by", village, lexicon)[False] == order

    @pytest.mark.parametrize(
        ("text", "inverse", "order"),
        [
            ("Who judges Maplewick Fair?", False, 1),
            ("What was judged by Élodie Brême?", True, 1),
            ("Who was judged by Maplewick Fair?", False, -1),
        ],
    )
    def test_a_relation_of_its_own_tells_by_its_label_who_does_it(
        self, text: str, order: int, village: Index, lexicon: Lexicon, *, inverse: bool
    ) -> None:
        assert cues(text, "judged-by", village, lexicon)[inverse] == order


class TestDirectionOfOwners:
    @pytest.mark.parametrize(
        "text",
        [
            "What is the occupation of Tess Barrow?",
            "What is Tess Barrow's occupation?",
            "Quel est le métier de la Tess Barrow ?",
        ],
    )
    def test_a_noun_of_a_name_is_what_it_has(self, text: str, village: Index, lexicon: Lexicon) -> None:
        assert cues(text, "occupation", village, lexicon)[False] >= 0

    def test_of_a_place_it_is_asked_what_it_has(self, village: Index, lexicon: Lexicon) -> None:
        assert cues("What is the venue of Mill Green?", "held-in", village, lexicon)[True] <= 0

    def test_a_kind_it_cannot_have_tells_nothing(self, village: Index, lexicon: Lexicon) -> None:
        assert cues("Who is the venue of Mill Green?", "held-in", village, lexicon)[True] == 0

    def test_the_venue_of_a_fair_is_what_it_has(self, village: Index, lexicon: Lexicon) -> None:
        assert cues("What is the venue of Maplewick Fair?", "held-in", village, lexicon)[False] == 1
        assert cues("What is Maplewick Fair's venue?", "held-in", village, lexicon)[False] == 1
        assert cues("Maplewick Fair venue", "held-in", village, lexicon)[False] == 0
