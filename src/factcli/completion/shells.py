"""Keep Click's protocol for the three shells: whoever embeds the command gets our matching and quoting too.

Click finds these classes by the names of the shells. The program itself never comes here: `serving` answers
before Click is imported.
"""

from __future__ import annotations

import os
from functools import partial

from click.shell_completion import CompletionItem, ShellComplete, add_completion_class

from factcli.completion import grammar
from factcli.completion.catalog import base_names, open_catalog
from factcli.completion.command_line import VARIABLE, place
from factcli.completion.offering import offer
from factcli.completion.reply import SCRIPTS, for_shell
from factcli.completion.serve import language, run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar

    from factcli.completion.matching import Offers


class _Ours(ShellComplete):
    """Carry Click's calls to our own steps; what is offered does not depend on the shell."""

    def source(self) -> str:
        """Return the script of this shell."""
        return SCRIPTS[self.name]

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the whole words before the cursor and the word it is in, without their quotes."""
        where = place(self.name, os.environ)
        return where.words, where.word

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """Return what is offered, each with its note."""
        slot = grammar.slot(grammar.load(), args, incomplete)
        catalog = partial(open_catalog, slot, os.environ, language(slot, os.environ))
        return _items(offer(slot, catalog, partial(base_names, os.environ)))

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Return the lines one item becomes where nothing but it is known."""
        from factcli.completion.matching import Offer, Offers

        where = place(self.name, os.environ)
        files = item.type if item.type != "plain" else ""
        one = Offers((), files=files) if files else Offers([Offer(item.value, item.help or "")])
        return "\n".join(for_shell(self.name, where, one))

    def complete(self) -> str:
        """Return the whole reply: what the offers share decides how they are written."""
        return run({**os.environ, VARIABLE: f"{self.name}_complete"}).decode().removesuffix("\n")


def _items(offers: Offers) -> list[CompletionItem[str]]:
    if offers.files and not offers.listed:
        return [CompletionItem("", type=offers.files)]
    return [CompletionItem(one.value, help=one.note or None) for one in offers.listed]


class BashComplete(_Ours):
    """Complete in bash."""

    name: ClassVar[str] = "bash"
    source_template: ClassVar[str] = SCRIPTS["bash"]


class ZshComplete(_Ours):
    """Complete in zsh."""

    name: ClassVar[str] = "zsh"
    source_template: ClassVar[str] = SCRIPTS["zsh"]


class FishComplete(_Ours):
    """Complete in fish."""

    name: ClassVar[str] = "fish"
    source_template: ClassVar[str] = SCRIPTS["fish"]


def register() -> None:
    """Tell Click to use these classes."""
    for made in (BashComplete, ZshComplete, FishComplete):
        add_completion_class(made)
