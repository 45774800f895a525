"""Collect what the program says in English: help, findings, errors and hints, from its declarations and its source."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import factcli
from factcli.audit.findings import CODES
from factcli.cli import manual
from factcli.cli.app import BASE_COMMANDS
from factcli.cli.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(factcli.__file__).parent

# Calls whose arguments are sentences for people: errors with their hints, findings, what the console says.
_SPEAKING = {
    *("UsageProblem", "NotFound", "BadBase", "InputOutputProblem", "NotWritten", "AmbiguousQuote"),
    *("make_finding", "_finding", "BadRow", "BadValue", "NotStrict", "WrongForm", "EdtfError", "Remark"),
    *("wrong", "_expected", "say", "tells", "ProgressBar", "Loss", "_answer", "_ask", "Problem", "refused"),
    *("program", "notice", "confirm", "Unreadable", "CommandFailed"),
}
# Names that hold such sentences before they are raised or shown.
_HELD = {"message", "hint", "reason", "summary", "_HINT", "note", "_NOTE"}


def help_texts() -> Iterator[str]:
    """Yield what `--help` shows: paragraphs, options, and the lines of the lists of commands."""
    for entry in (*COMMANDS.values(), *BASE_COMMANDS.values()):
        yield entry.group
        yield entry.help
    for _, context in manual.commands():
        yield from paragraphs(context.command.help or "")
        for param in context.command.get_params(context):
            if text := getattr(param, "help", None):
                yield text


def short_texts() -> Iterator[str]:
    """Yield what lists of commands show of a help text that is too long for them."""
    for _, context in manual.commands():
        if context.command.short_help:
            yield context.command.short_help


def finding_texts() -> Iterator[str]:
    """Yield what every code means and what to do about it."""
    for code in CODES.values():
        yield code.meaning
        yield code.hint


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a help text, each on one line."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def sentences() -> Iterator[tuple[str, str]]:
    """Yield (place, pattern) of every error, hint and finding in the source; values are {0}, {1} and so on."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            for text in _spoken(node):
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", text  # type: ignore[attr-defined]


def _spoken(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in _SPEAKING:
            given = [*node.args, *(each.value for each in node.keywords if each.arg in (None, "hint"))]
            for value in given:
                yield from patterns(value)
    elif isinstance(node, ast.Assign):
        names = {getattr(target, "id", getattr(target, "attr", "")) for target in node.targets}
        if names & _HELD:
            yield from patterns(node.value)


def patterns(node: ast.AST) -> Iterator[str]:
    """Yield the patterns of a text in the source, of both where a condition chooses, none if it is not prose."""
    if isinstance(node, ast.IfExp):
        yield from patterns(node.body)
        yield from patterns(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for each in node.values:
            yield from patterns(each)
    elif isinstance(node, ast.Constant | ast.JoinedStr):
        found = pattern(node)
        if found is not None and " " in found and any(each.isalpha() for each in _bare(found)):
            yield found


def pattern(node: ast.AST) -> str | None:
    """Return a text of the source with its values numbered."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    parts, number = [], 0
    for each in node.values:
        if isinstance(each, ast.Constant):
            parts.append(str(each.value))
        else:
            parts.append(f"{{{number}}}")
            number += 1
    return "".join(parts)


def _bare(text: str) -> str:
    return "".join(part.partition("}")[2] if at else part for at, part in enumerate(text.split("{")))
