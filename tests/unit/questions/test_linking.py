"""Names are found as they were typed, longest first, or with different spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcli.questions.linking import EXACT, JOINED, Mention, exact, joined
from village import understood

if TYPE_CHECKING:
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon


def names(spans: list[Mention]) -> list[tuple[str, int, int]]:
    return [(span.key, span.start, span.end) for span in spans]


class TestMention:
    def test_a_name_outranks_an_alias_and_an_owner_counts_once(self) -> None:
        span = Mention(0, 1, "x", EXACT, 0)

        span.add(7, alias=True)
        span.add(7, alias=False)
        span.add(7, alias=True)
        span.add(8, alias=True)

        assert span.owners == [7, 8]
        assert span.alias == {7: False, 8: True}


class TestExact:
    def test_longer_names_come_first(self, village: Index, lexicon: Lexicon) -> None:
        spans = exact(understood("Where is the Maplewick Fair?", village, lexicon), village)

        assert names(spans)[0] == ("maplewick fair", 3, 5)
        assert ("maplewick", 3, 4) in names(spans)
        assert all(span.how == EXACT and span.edits == 0 for span in spans)

    def test_case_and_accents_do_not_matter(self, village: Index, lexicon: Lexicon) -> None:
        assert names(exact(understood("elodie BREME", village, lexicon), village)) == [("elodie breme", 0, 2)]

    def test_every_owner_of_a_name_is_kept(self, village: Index, lexicon: Lexicon) -> None:
        spans = exact(understood("Jo Finch", village, lexicon), village)

        assert [village.entity(number).id for number in spans[0].owners] == ["jo-baker", "jo-smith"]

    def test_an_alias_is_told_from_a_name(self, village: Index, lexicon: Lexicon) -> None:
        span = exact(understood("HG", village, lexicon), village)[0]

        assert list(span.alias.values()) == [True]


class TestJoined:
    def test_joined_words_are_split(self, village: Index, lexicon: Lexicon) -> None:
        spans = joined(understood("who founded honeyguild", village, lexicon), village, ())

        assert names(spans) == [("honey guild", 2, 3)]
        assert spans[0].how == JOINED
        assert spans[0].edits == 0.5

    def test_split_words_are_joined(self, village: Index, lexicon: Lexicon) -> None:
        spans = joined(understood("where is maple wick", village, lexicon), village, ())

        assert names(spans) == [("maplewick", 2, 4)]

    def test_places_already_taken_are_left(self, village: Index, lexicon: Lexicon) -> None:
        taken = [Mention(2, 3, "honey guild", EXACT, 0)]

        assert joined(understood("who founded honeyguild", village, lexicon), village, taken) == []
