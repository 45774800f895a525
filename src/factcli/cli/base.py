"""Hold the group `base`: the commands that make, check and change fact bases."""

from __future__ import annotations

import sys

import click

from factcli.errors import UsageProblem

COMMANDS = {
    "list": ("factcli.cli.base_files:base_list", "List the bases a name can mean, and where they are."),
    "info": ("factcli.cli.base_files:base_info", "Count what a base holds, and what it lacks."),
    "new": ("factcli.cli.base_new:base_new", "Make a base from a text, its sentences numbered."),
    "add": ("factcli.cli.base_edit:base_add", "Add a fact, with the words of a sentence that carry it."),
    "edit": ("factcli.cli.base_edit:base_edit", "Change a fact."),
    "remove": ("factcli.cli.base_edit:base_remove", "Take a fact away."),
    "add-alias": ("factcli.cli.base_things:base_add_alias", "Give an entity another name."),
    "edit-entity": (
        "factcli.cli.base_things:base_edit_entity",
        "Change an entity's names, kind, description.",
    ),
    "edit-relation": ("factcli.cli.base_things:base_edit_relation", "Change how a relation is asked for."),
    "check": ("factcli.cli.base_check:base_check", "Check that every citation stands, and carries its fact."),
    "import": ("factcli.cli.base_import:base_import", "Make a base from rows: CSV, TSV or JSON lines."),
    "export": ("factcli.cli.base_export:base_export", "Write a whole base in another format."),
    "install": ("factcli.cli.base_install:base_install", "Put a base where its name finds it."),
}
"""Each command with the function that makes it, as "module:function", and its line in `--help`."""


class Curation(click.Group):
    """A group whose commands are made when they are called, never to be listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- as Click calls it
        """Return the names in the order of `--help`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of a command and make the command, or return None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        __import__(module)
        made: click.Command = getattr(sys.modules[module], name)(cmd_name)
        return made

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of the first word, or say which one may have been meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0].lower(), COMMANDS, n=1)
            hint = f"did you mean 'factcli base {near[0]}'?" if near else "see 'factcli base --help'"
            raise UsageProblem(f"there is no command 'base {args[0]}'", hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands from the list alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])


base = Curation(
    "base",
    help="Make, check and change fact bases.\n\nCommands that write need --base; the bases that ship with "
    "the program are never written to.",
)
