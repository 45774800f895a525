"""Messages in the reader's language: headings, numbers, amounts, from `languages/<code>/screen.toml`."""

from __future__ import annotations

from factcli.languages import read_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_EXACT = 1000  # a scaled number keeps at most three decimals; one that needs more is written out in full


class Messages:
    """The messages of one language, from its `screen.toml`."""

    def __init__(self, code: str, screen: Mapping[str, Any]) -> None:
        """Keep the table; `code` is the language's code."""
        self.code = code
        self.screen = screen
        self._features: Mapping[str, str] = {}

    def say(self, phrase_name: str, /, **values: object) -> str:
        """Return a message with its placeholders filled in."""
        phrase: str = self.screen["says"][phrase_name]
        return phrase.format(**values) if values else phrase

    def program(self, text: str) -> str:
        """Return a sentence that the source holds in English, in this language."""
        if self.code == "en":
            return text
        from factcli.language.translation import translated

        return translated(text, self.code)

    def feature(self, name: str) -> str:
        """Return what a feature of a reading means; the table is read when the first one is asked for."""
        if not self._features:
            self._features = read_file(self.code, "program").get("features", {})
        return self._features.get(name, name)

    def kind(self, kind: str) -> str:
        """Return the name of an answer kind."""
        return str(self.screen["kinds"].get(kind, kind))

    def modality(self, modality: str) -> str:
        """Return the name of a modality."""
        return str(self.screen["modalities"].get(modality, modality))

    def count(self, number: int, name: str) -> str:
        """Return "1 fact", "12 facts": a number with the right form of its noun."""
        one, many = self.screen["nouns"][name]
        return f"{self.number(number)} {one if number in self.screen['numbers']['singular'] else many}"

    def number(self, amount: float) -> str:
        """Return a number with the language's decimal mark, its thousands separated from five digits on."""
        marks = self.screen["numbers"]
        whole, _, decimals = _plain(amount).partition(".")
        digits = whole.lstrip("-")
        if len(digits) >= marks["group_from"]:
            grouped = f"{int(digits):,}".replace(",", marks["group"])
            whole = "-" + grouped if whole.startswith("-") else grouped
        return whole + (marks["decimal"] + decimals if decimals else "")

    def scaled(self, amount: float) -> tuple[str, str]:
        """Return a number and the word for its scale (“6”, “billion”); no word for a small number."""
        for limit, one, many in self.screen["numbers"]["scales"]:
            part = round(amount / limit * _EXACT) / _EXACT
            if abs(amount) >= limit and part * limit == amount:
                return self.number(part), one if abs(part) < self.screen["numbers"]["least_plural"] else many
        return self.number(amount), ""

    def money(self, amount: float, currency: str) -> str:
        """Return an amount of money as it is written in this language: “$6 billion”."""
        number, scale = self.scaled(amount)
        forms = self.screen["money"]
        one, many = forms["currencies"].get(currency, (currency, currency))
        few = not scale and abs(amount) < self.screen["numbers"]["least_plural"]
        form = "scaled" if scale else "plain"
        form = form if currency in forms["currencies"] else f"other_{form}"
        pattern = forms.get(f"{form}_vowel", forms[form]) if one[:1] in "aeiou" else forms[form]
        return str(pattern.format(number=number, scale=scale, currency=one if few else many))

    def quantity(self, amount: float, unit: str) -> str:
        """Return a number with its unit; a percent sign follows the rules of the language."""
        number, scale = self.scaled(amount)
        counted = f"{number} {scale}" if scale else number
        if unit == "%":
            return str(self.screen["numbers"]["percent"].format(number=counted))
        return f"{counted} {unit}".rstrip()


def _plain(amount: float) -> str:
    if isinstance(amount, int):
        return str(amount)
    text = format(amount, ".12f").rstrip("0")
    return text.rstrip(".")


def pick(texts: Mapping[str, str] | None, language: str) -> str:
    """Return a text in a language, else in English, else in its first language, else empty."""
    if not texts:
        return ""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()))


def read(code: str) -> Messages:
    """Read the messages of a language from its file; commands that only list do not need the lexicon."""
    return Messages(code, read_file(code, "screen"))
