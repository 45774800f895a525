"""The language of a text is told by its function words, or not at all."""

from __future__ import annotations

import pytest

from factcli.texts.identify import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mill opened in 1987 and closed two years later.", "en"),
        ("Le pont est vieux.", "fr"),
        ("La gare a été construite par les habitants du village, qui l’ont payée.", "fr"),
        ("Der Bahnhof wurde im Jahr 1987 gebaut und ist in der Stadt bekannt.", None),
        ("OpenAI: 6, 12, 18.", None),
        ("", None),
    ],
)
def test_the_language_of_a_text(text: str, language: str | None) -> None:
    assert language_of(text) == language
