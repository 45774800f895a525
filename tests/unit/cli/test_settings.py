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


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LC_ALL": "fr_FR.UTF-8", "LC_MESSAGES": "en_US", "LANG": "en_US"}, "fr"),
        ({"LC_ALL": "", "LC_MESSAGES": "fr_CA", "LANG": "en_US"}, "fr"),
        ({"LANG": "fr", "LANGUAGE": "en"}, "fr"),
        ({"LANGUAGE": "fr_FR:en"}, "fr"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "fr"}, "en"),
        ({}, "en"),
    ],
)
def test_the_first_variable_that_is_set_gives_the_language(environment: dict[str, str], code: str) -> None:
    assert Settings(environment).reader_language == code


def test_an_option_goes_before_the_locale() -> None:
    assert Settings({"LANG": "en_US.UTF-8"}, language="fr").reader_language == "fr"
