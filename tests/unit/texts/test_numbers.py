"""Two ways to write one amount must be one amount; what is no amount must not become one."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.texts.numbers import NumberMention, NumberWords, find_quantities
from language_tables import language_table

WORDS = {code: NumberWords.from_table(language_table(code, "numbers")) for code in ("fr", "en")}
BILLION = 10**9
FRENCH_UNITS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
ENGLISH_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
BITS = (
    "6",
    "1,05",
    "un",
    "et",
    "cent",
    "milliards",
    "de",
    "dollars",
    "$",
    "%",
    "demi",
    "three",
    "a",
    "half",
    "-",
)


def only(text: str, code: str) -> NumberMention:
    """Return the one mention of a text."""
    (mention,) = find_quantities(text, WORDS[code])
    return mention


class TestMoney:
    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("fr", "6 milliards de dollars"),
            ("fr", "six milliards de dollars"),
            ("fr", "6\u00a0milliards de dollars"),
            ("fr", "6 Md$"),
            ("fr", "6 000 000 000 $"),
            ("fr", "6\u202f000 millions de dollars américains"),
            ("en", "$6 billion"),
            ("en", "6 billion dollars"),
            ("en", "US$6bn"),
            ("en", "$6B"),
            ("en", "$6 B"),
            ("en", "$6,000 million"),
            ("en", "six billion US dollars"),
            ("en", "USD 6 billion"),
            ("en", "6bn USD"),
        ],
    )
    def test_six_billion_dollars(self, code: str, text: str) -> None:
        mention = only(text, code)

        assert (mention.amount, mention.currency) == (Decimal(6) * BILLION, "USD")
        assert (mention.start, mention.end) == (0, len(text))

    @pytest.mark.parametrize(
        ("code", "text", "currency"),
        [
            ("fr", "3 euros", "EUR"),
            ("fr", "200 dollars canadiens", "CAD"),
            ("en", "£3", "GBP"),
            ("en", "3 yen", "JPY"),
        ],
    )
    def test_other_currencies(self, code: str, text: str, currency: str) -> None:
        assert only(text, code).currency == currency

    def test_an_amount_without_a_currency_has_none(self) -> None:
        assert only("une facilité de crédit de 4 milliards", "fr").currency is None


class TestDigits:
    @pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
    def test_french_thousands_are_parted_by_any_space(self, space: str) -> None:
        assert only(f"1{space}000{space}milliards", "fr").amount == 1000 * BILLION

    @pytest.mark.parametrize(
        ("code", "text", "amount"),
        [
            ("fr", "1,05", "1.05"),
            ("fr", "1.05", "1.05"),
            ("fr", "1,050", "1.05"),
            ("fr", "1.050", "1050"),
            ("fr", "12 500,75", "12500.75"),
            ("en", "1.05", "1.05"),
            ("en", "1,050", "1050"),
            ("en", "12,500.75", "12500.75"),
            ("en", "0.5", "0.5"),
        ],
    )
    def test_decimals_and_groups_depend_on_the_language(self, code: str, text: str, amount: str) -> None:
        assert only(text, code).amount == Decimal(amount)

    def test_a_minus_sign_counts(self) -> None:
        assert only("soit -5 %", "fr").amount == -5

    @pytest.mark.parametrize("text", ["IA2021", "GPT-4", "version 2.0.1", "3D", "la 5G", "B2B"])
    def test_digits_of_a_name_are_no_amount(self, text: str) -> None:
        assert find_quantities(text, WORDS["fr"]) == ()


class TestWords:
    @pytest.mark.parametrize(
        ("code", "text", "amount"),
        [
            ("fr", "trois villes", 3),
            ("fr", "vingt et un", 21),
            ("fr", "soixante et onze", 71),
            ("fr", "quatre-vingt-un", 81),
            ("fr", "quatre-vingt-dix-neuf", 99),
            ("fr", "deux cents", 200),
            ("fr", "cent vingt", 120),
            ("fr", "trois mille deux cents", 3200),
            ("fr", "mille milliards", 1000 * BILLION),
            ("fr", "un million et demi", 1_500_000),
            ("fr", "un demi-milliard", 500_000_000),
            ("en", "twenty-one", 21),
            ("en", "two hundred and five", 205),
            ("en", "five million two hundred thousand", 5_200_000),
            ("en", "a hundred", 100),
            ("en", "one and a half million", 1_500_000),
            ("en", "half a billion", 500_000_000),
            ("en", "three quarters of a million", 750_000),
        ],
    )
    def test_number_words(self, code: str, text: str, amount: int) -> None:
        assert only(text, code).amount == amount

    @given(number=st.integers(2, 99))
    def test_every_french_number_up_to_99(self, number: int) -> None:
        assert only(in_french(number), "fr").amount == number

    @given(number=st.integers(2, 99))
    def test_every_english_number_up_to_99(self, number: int) -> None:
        assert only(in_english(number), "en").amount == number

    @pytest.mark.parametrize(
        ("code", "text"),
        [("fr", "un laboratoire"), ("fr", "un des leaders"), ("en", "one of them"), ("en", "a year")],
    )
    def test_an_article_is_no_amount(self, code: str, text: str) -> None:
        assert find_quantities(text, WORDS[code]) == ()

    def test_an_article_before_a_unit_may_be_one(self) -> None:
        assert (only("un an", "fr").amount, only("one year", "en").unit) == (Decimal(1), "year")

    def test_numbers_side_by_side_stay_apart(self) -> None:
        assert [mention.amount for mention in find_quantities("deux et trois", WORDS["fr"])] == [2, 3]


class TestRanks:
    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("fr", "la 3ème"),
            ("fr", "le 3e"),
            ("fr", "la troisième"),
            ("en", "the 3rd"),
            ("en", "the third office"),
        ],
    )
    def test_third(self, code: str, text: str) -> None:
        mention = only(text, code)

        assert (mention.amount, mention.ordinal) == (Decimal(3), True)

    @pytest.mark.parametrize(("code", "text"), [("fr", "le XIXe siècle"), ("en", "the 19th century")])
    def test_centuries(self, code: str, text: str) -> None:
        mention = only(text, code)

        assert (mention.amount, mention.unit, mention.ordinal) == (Decimal(19), "century", True)

    def test_a_part_is_no_rank(self) -> None:
        assert not only("a third of them", "en").ordinal
        assert only("deux tiers", "fr").amount == only("two thirds", "en").amount


class TestUnits:
    @pytest.mark.parametrize(
        ("code", "text"),
        [("fr", "3 %"), ("fr", "3 pour cent"), ("en", "3%"), ("en", "three per cent"), ("en", "3 percent")],
    )
    def test_percentages(self, code: str, text: str) -> None:
        mention = only(text, code)

        assert (mention.amount, mention.unit) == (Decimal(3), "percent")

    @pytest.mark.parametrize(
        ("text", "unit"),
        [("5km", "kilometre"), ("5 MW", "megawatt"), ("5 years", "year"), ("5 million tonnes", "tonne")],
    )
    def test_other_units(self, text: str, unit: str) -> None:
        assert only(text, "en").unit == unit

    def test_both_ends_of_a_range_have_its_unit(self) -> None:
        assert [mention.unit for mention in find_quantities("entre 5 et 10 %", WORDS["fr"])] == [
            "percent"
        ] * 2


class TestApproximation:
    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("fr", "près de 1 000"),
            ("fr", "une dizaine"),
            ("fr", "plus de 300"),
            ("en", "nearly 10"),
            ("en", "dozens"),
        ],
    )
    def test_what_comes_near_is_marked(self, code: str, text: str) -> None:
        assert only(text, code).approximate

    def test_a_plain_amount_is_exact(self) -> None:
        assert not only("soit 300 pages", "fr").approximate


class TestLaws:
    @given(
        text=st.lists(st.sampled_from(BITS)).map(" ".join) | st.text(),
        code=st.sampled_from(["fr", "en"]),
    )
    def test_mentions_are_spans_in_order_without_overlap(self, text: str, code: str) -> None:
        found = find_quantities(text, WORDS[code])

        assert all(0 <= mention.start < mention.end <= len(text) for mention in found)
        assert all(a.end <= b.start for a, b in pairwise(found))

    @given(amount=st.integers(1, 10**15))
    def test_grouped_digits_are_read_back(self, amount: int) -> None:
        assert only(f"{amount:,}", "en").amount == amount
        assert only(f"{amount:,}".replace(",", "\u202f"), "fr").amount == amount


def in_french(number: int) -> str:
    """Write a number below 100 in French words."""
    units = FRENCH_UNITS
    if number < 20:
        return units[number]
    tens, rest = divmod(number, 10)
    if tens in (7, 9):
        tens, rest = tens - 1, rest + 10
    name = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}[tens]
    if rest == 0:
        return name + ("s" if tens == 8 else "")
    return f"{name} et {units[rest]}" if rest in (1, 11) and tens != 8 else f"{name}-{units[rest]}"


def in_english(number: int) -> str:
    """Write a number below 100 in English words."""
    units = ENGLISH_UNITS
    if number < 20:
        return units[number]
    tens, rest = divmod(number, 10)
    name = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"][tens - 2]
    return name + (f"-{units[rest]}" if rest else "")
