"""Settings are created once, from options and the environment."""

from __future__ import annotations

import pytest

from factcli.cli.settings import Settings


class TestSettings:
    def test_settings_are_created_once(self) -> None:
        with pytest.raises(AttributeError):
            Settings({}).limit = 3  # type: ignore[misc]

    def test_the_base_is_that_of_the_option_then_of_the_environment(self) -> None:
        assert Settings({"FACTCLI_BASE": "a"}, bases=("b", "c")).named_bases == ("b", "c")
        assert Settings({"FACTCLI_BASE": "a"}).named_bases == ("a",)
        assert Settings({"FACTCLI_BASE": ""}).named_bases == ()
