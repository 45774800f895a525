"""Offer what fits while a line of a session is typed, as completion in a shell does."""

from __future__ import annotations

from factcli.cli.lines import BROWSING, OWN, SIGN, split
from factcli.completion import grammar
from factcli.completion.matching import match
from factcli.completion.offering import offer
from factcli.completion.offers import Offer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from factcli.completion.grammar import Command
    from factcli.completion.shelf import Shelf

_BASE = grammar.Command("", ("base",), (), hidden=False)


class Completing:
    """Know the commands of a session; the shelf of its bases is asked for when names are needed."""

    def __init__(self, root: Command, shelf: Callable[[], Shelf], bases: Callable[[], list[str]]) -> None:
        """Take the program's commands, the way to the base in use, and that to the names of all bases."""
        self._root, self._shelf, self._bases = root, shelf, bases
        self._questions = [
            n for n, c in root.commands.items() if c.arguments and "question" in c.arguments[0]
        ]

    def offers(self, before: str) -> tuple[str, list[Offer]]:
        """Return the part of the line that would be replaced, and what may take its place."""
        if before.startswith(SIGN):
            return self._for_command(before[len(SIGN) :])
        head, _, word = before.rpartition(" ")
        words = head.split()
        asks = bool(words) and words[0].lower() in self._questions
        name, said = (words[0].lower(), words[1:]) if asks else ("ask", words)
        return word, self._expected(name, said, word) + ([] if words else self._begun(word))

    def _begun(self, word: str) -> list[Offer]:
        """Offer the question words where a line begins."""
        shown = [n for n in self._questions if word and n.startswith(word.lower())]
        return [Offer(name, self._root.commands[name].help) for name in shown]

    def _for_command(self, typed: str) -> tuple[str, list[Offer]]:
        name, space, rest = typed.partition(" ")
        if not space:
            shown = {n: self._root.commands[n].help for n in BROWSING if n in self._root.commands}
            shown |= {own: row[2] for own, row in OWN.items()}
            return SIGN + name, [Offer(SIGN + one, shown[one]) for one in match(name, shown)]
        if name == "lang":
            return rest, [Offer(code) for code in match(rest, self._languages())]
        if name == "base":
            return rest, [Offer(base) for base in match(rest, self._bases())]
        word = '"' + rest.rpartition('"')[2] if rest.count('"') % 2 else rest.rpartition(" ")[2]
        said = split(rest[: len(rest) - len(word)])
        found = self._expected(name, said, word.lstrip('"'))
        joined = self._root.commands.get(name, _BASE).arguments[:1] == ["*words"]
        return word, found if joined else [Offer(_quoted(one.value), one.note) for one in found]

    def _languages(self) -> list[str]:
        option = self._root.commands["ask"].option("--lang")
        return option.takes.split()[1:] if option else []

    def _expected(self, name: str, said: list[str], word: str) -> list[Offer]:
        slot = grammar.slot(self._root, [name, *said], word)
        return list(offer(slot, self._shelf).listed)


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value and '"' not in value else value
