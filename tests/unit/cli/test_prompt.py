"""What completes in a session."""

from __future__ import annotations

import pytest

from factcli.cli.prompt import Completing
from factcli.completion import grammar
from name_list import NameList


class TestCompleting:
    def offers(self, before: str) -> tuple[str, list[str]]:
        names = ("Xavier Niel", "Kyutai")
        made = Completing(grammar.load(), lambda: NameList(names), lambda: ["mine", "openai-expansion"])
        replaced, found = made.offers(before)
        return replaced, [one.value for one in found]

    @pytest.mark.parametrize(
        ("before", "replaced", "found"),
        [
            ("who xav", "xav", ["Xavier Niel"]),
            ("who xavier n", "n", ["Niel"]),
            ("kyu", "kyu", ["Kyutai"]),
            ("whe", "whe", ["when", "where"]),
            ("who did kyu", "kyu", ["Kyutai"]),
            (":sho", ":sho", [":show"]),
            (":lang f", "f", ["fr"]),
            (":base min", "min", ["mine"]),
            (":show xavier n", "n", ["Niel"]),
            (":path xav", "xav", ['"Xavier Niel"']),
            (':path "xavier n', '"xavier n', ['"Xavier Niel"']),
            (':path "Xavier Niel" ky', "ky", ["Kyutai"]),
            (":nosuch x", "x", []),
        ],
    )
    def test_offers_what_fits(self, before: str, replaced: str, found: list[str]) -> None:
        assert self.offers(before) == (replaced, found)
