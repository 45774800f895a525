"""JSON is read strictly, up to each bound and not one step beyond."""

from __future__ import annotations

import pytest

from factcli.strict_json import Limits, NotStrict, is_number, loads


class TestBounds:
    @pytest.mark.parametrize(
        ("text", "bound", "most"),
        [
            ("[[[1]]]", "depth", 3),
            ('{"a": [{}]}', "depth", 3),
            ('{"a": "[[[["}', "depth", 1),
            ('["aaa"]', "string", 3),
            ('{"aaa": 1}', "string", 3),
            ('{"a": [{"b": "aaa"}]}', "string", 3),
            ("[1, 2, 3]", "items", 3),
            ('{"a": [[1, 2, 3], 0]}', "items", 3),
        ],
    )
    def test_a_text_at_the_bound_is_read_and_one_beyond_is_not(
        self, text: str, bound: str, most: int
    ) -> None:
        padded = text + " " * 20  # texts shorter than a list may be are not looked through
        chosen = {"items": 9, bound: most}

        assert loads(padded, Limits(**chosen))
        with pytest.raises(NotStrict):
            loads(padded, Limits(**chosen | {bound: most - 1}))

    @pytest.mark.parametrize("number", [2**63 - 1, -(2**63), 0, 1.5])
    def test_numbers_for_exact_arithmetic(self, number: float) -> None:
        assert is_number(number)

    @pytest.mark.parametrize("number", [2**63, -(2**63) - 1, float("inf"), float("nan"), True, "1", None])
    def test_other_values_are_none(self, number: object) -> None:
        assert not is_number(number)


class TestStrictness:
    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ('{"a": 1, "a": 2}', "duplicate key 'a'"),
            ("NaN", "NaN is not a JSON number"),
            ("-Infinity", "-Infinity is not a JSON number"),
            ("[1] 2", "unexpected text after the JSON value at character 3"),
            ("", "no JSON value at character 0"),
            ('"\\ud800"', "half of a surrogate pair"),
            ("1" * 5_000, "too many digits"),
            ("[" * 100_000, "nested more than"),
        ],
    )
    def test_what_is_not_strict_is_refused_with_the_reason(self, text: str, reason: str) -> None:
        with pytest.raises(NotStrict, match=reason):
            loads(text, Limits())

    def test_spaces_around_a_value_are_nothing(self) -> None:
        assert loads(" \n[1]\t ", Limits()) == [1]
