"""List every command: where it lives and what it does in a few words, so that `--help` imports none of them.

`target` is "module:object"; the object is a Click command, or a function that makes one from its name.
"""

from __future__ import annotations

from factcli._dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: where a command lives, how `--help` groups and describes it."""

    group: str
    target: str
    help: str
    hidden: bool = False


ASK, BROWSE, CURATE, EXPLORE = "Ask", "Browse", "Curate", "Explore"
_QUESTION = "factcli.cli.ask:question"

COMMANDS = {
    "ask": Entry(ASK, _QUESTION, "Ask a whole question, in English or French."),
    "who": Entry(ASK, _QUESTION, "Ask for people and organizations."),
    "what": Entry(ASK, _QUESTION, "Ask what something is, did or has."),
    "when": Entry(ASK, _QUESTION, "Ask for a date or a period."),
    "where": Entry(ASK, _QUESTION, "Ask for a place."),
    "why": Entry(ASK, _QUESTION, "Ask for a reason."),
    "how": Entry(ASK, _QUESTION, "Ask how, how much or how many."),
    "qui": Entry(ASK, _QUESTION, "Demander qui."),
    "quoi": Entry(ASK, _QUESTION, "Demander quoi."),
    "quand": Entry(ASK, _QUESTION, "Demander quand."),
    "où": Entry(ASK, _QUESTION, "Demander où (« ou » convient aussi)."),
    "ou": Entry(ASK, _QUESTION, "Demander où.", hidden=True),
    "pourquoi": Entry(ASK, _QUESTION, "Demander pourquoi."),
    "comment": Entry(ASK, _QUESTION, "Demander comment."),
    "combien": Entry(ASK, _QUESTION, "Demander combien."),
    "verify": Entry(
        ASK, "factcli.cli.verdicts:verify", "Hold a claim, or every sentence of a draft, against the facts."
    ),
    "show": Entry(BROWSE, "factcli.cli.browse:show", "Show everything known about one entity."),
    "entities": Entry(
        BROWSE, "factcli.cli.browse:entities", "List the entities and how many facts each has."
    ),
    "relations": Entry(BROWSE, "factcli.cli.browse:relations", "List the relations a question can ask for."),
    "facts": Entry(BROWSE, "factcli.cli.browse:facts", "List facts, with filters."),
    "timeline": Entry(BROWSE, "factcli.cli.browse:timeline", "Show the dated facts on a timeline."),
    "path": Entry(
        BROWSE, "factcli.cli.browse:path", "Show the shortest chain of facts between two entities."
    ),
    "graph": Entry(BROWSE, "factcli.cli.browse:graph", "Draw the facts around an entity, or all of them."),
    "source": Entry(BROWSE, "factcli.cli.browse:source", "Read the sentences behind the facts."),
    "cite": Entry(
        BROWSE, "factcli.cli.browse:cite", "Cite facts, or what answers a question, in the style you need."
    ),
    "base": Entry(CURATE, "factcli.cli.app:base", "Create, check and change fact bases."),
    "explore": Entry(EXPLORE, "factcli.cli.explore:explore", "Ask questions interactively, with completion."),
    "completion": Entry(
        EXPLORE, "factcli.cli.completion:completion", "Complete names with Tab in bash, zsh or fish."
    ),
    "help": Entry(
        EXPLORE, "factcli.cli.help:help_command", "Show the help of a command, or of the whole program."
    ),
    "schema": Entry(
        EXPLORE, "factcli.cli.help:schema_command", "Print the JSON Schema of a base or of an output."
    ),
    "mcp": Entry(EXPLORE, "factcli.cli.mcp:mcp_command", "Serve a base to agents (Model Context Protocol)."),
    "cache": Entry(EXPLORE, "factcli.cli.cache_files:cache", "Show or clear the cached indexes."),
}
