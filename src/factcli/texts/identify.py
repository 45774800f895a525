"""Identify the language of a text by its function words (articles, prepositions, pronouns)."""

from __future__ import annotations

from collections import Counter

from factcli.languages import FOLDER, codes, read_file
from factcli.text import words

# Of the words of running prose, a third to a half are function words of its language; lists and tables have fewer.
_LEAST_SHARE = 0.15
_LEAD = 1.5  # a language is clear if it has this many times the function words of the next one
_ENOUGH = 5_000  # words; more of a text tell nothing new


def function_words(folder: str = FOLDER) -> dict[str, frozenset[str]]:
    """Return the folded function words of each language, by its code."""
    return {
        code: frozenset(
            part for word in read_file(code, "words", folder)["words"]["function"] for part in words(word)
        )
        for code in codes(folder)
    }


def telling_words(folder: str = FOLDER) -> dict[str, frozenset[str]]:
    """Return the function words that only one language has, by its code: words that several share tell nothing."""
    languages = function_words(folder)
    counts = Counter(word for held in languages.values() for word in held)
    return {code: frozenset(word for word in held if counts[word] == 1) for code, held in languages.items()}


def language_of(text: str, known: dict[str, frozenset[str]] | None = None) -> str | None:
    """Return the code of the language a text is written in, None if it is none of those known, or unclear.

    `known` are the `telling_words`.
    """
    said = words(text[: 20 * _ENOUGH])[:_ENOUGH]
    languages = known or telling_words()
    counts = sorted(
        ((sum(word in held for word in said), code) for code, held in languages.items()), reverse=True
    )
    (most, best), next_most = counts[0], counts[1][0] if len(counts) > 1 else 0
    return best if most >= _LEAST_SHARE * len(said) and most >= _LEAD * max(next_most, 1) else None
