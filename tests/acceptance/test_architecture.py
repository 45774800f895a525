"""Who may import whom, compared with one table; and the rules that every module follows.

The table is the map of the program: change it first. A module outside it, an import that it does not allow, a
circle, a duplicate name, a third-party package outside its one module: each fails here.
"""

from __future__ import annotations

import ast
import json
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

import factcli
from factcli.base.paths import BUNDLED
from factcli.text import key
from places import ROOT as CHECKOUT
from places import SHIPPED

ROOT = Path(factcli.__file__).parent
CONTRIBUTING = CHECKOUT / "CONTRIBUTING.md"

# package: the packages it may import from, itself apart. Imports for typing count too.
MAY_IMPORT = {
    "root": "",
    "base": "root",
    "language": "root base",
    "texts": "root base",
    "index": "root base language",
    "questions": "root base texts language index",
    "output": "root language questions index",
    "curation": "root base texts audit",
    "audit": "root base texts",
    "drafting": "root base texts language curation audit",
    "exchange": "root base texts language curation output",
    "completion": "root base index",
    "cli": "*",
}

# The one module that knows a package, or the one room of Click.
THIRD_PARTY = {
    "click": "cli",
    "rich": "output.terminal",
    "tinydb": "base.store",
    "rapidfuzz": "language.spelling",
    "prompt_toolkit": "cli.prompt",
    "trafilatura": "drafting.article",
    "pypdf": "drafting.article",
    "mcp": "cli.mcp",
}
# Modules that only one other imports, and why they are not part of it. What is "loaded late" is imported within a
# function: a test sees to that.
SINGLE_IMPORTER: dict[str, str] = {
    "cli.base_review": "the screen of two commands, loaded late",
    "audit.claims": "a kind of check by itself: what evidence must carry; `audit.check` only runs the kinds",
    "audit.completeness": "a kind of check by itself: what a base lacks",
    "cli.base_files": "commands of their own; `cli.base_edit` hands it rows, late",
    "cli.fast": "loaded late: the way of plain questions, in place of Click",
    "cli.prompt": "loaded late: prompt_toolkit, where a person types",
    "completion.serve": "loaded late: Tab alone",
    "curation.info": "loaded late: `base info` alone",
    "curation.repair": "loaded late: `base repair` alone",
    "drafting.article": "loaded late: `base new` alone",
    "drafting.extract": "loaded late: the drafting rules",
    "drafting.insertions": "one kind of sentence part: what stands between commas; `drafting.extract` joins the kinds",
    "drafting.quotations": "one kind of sentence part: who is quoted; `drafting.extract` joins the kinds",
    "drafting.review": "decides without drawing; `cli.base_review` draws",
    "exchange.import_into": "loaded late: rows for a base that exists",
    "index.build": "loaded late: only where a base is new or has changed",
    "index.full_text": "loaded late: words looked for, at a refusal or in a list",
    "index.typeahead": "loaded late: names for Tab",
    "language.lexicon_compile": "loaded late: only where a language file has changed",
    "output.cite": "loaded late: `cite` alone",
    "output.diagrams": "loaded late: `graph --format dot` or mermaid",
    "output.markdown": "loaded late: the format markdown",
    "output.terminal": "loaded late: Rich, for the format table",
    "questions.answer": "where every question begins: `api` and the command line come in through it",
    "questions.open_questions": "loaded late: questions that leave open what is wanted",
    "questions.yes_no": "loaded late: questions that are claims",
    "questions.roles": "who does what to whom: an idea by itself, of any two sentences",
    "questions.follow_up": "what a question leans on is of questions; `cli.session` only remembers and asks",
    "questions.compose": "loaded late: answers that several facts make, which few questions ask for",
    "questions.reaches": "follows facts; `questions.compose` decides what a question asks of where they lead",
    "questions.source_questions": "loaded late: a question about the text itself",
}

ENTRY_POINTS = {"api", "cli.commands"}  # reached from outside, or by name in a table
TALKS = ("cli", "__main__", "api")  # only these print, prompt, exit or read the environment
EMPTY_NAMES = ("utils", "helpers", "manager", "common", "misc")


def modules() -> dict[str, Path]:
    """Return every module of the package by its name within it."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
        found[name] = path
    return found


MODULES = modules()
REAL = [name for name, path in MODULES.items() if path.name not in ("__init__.py", "__main__.py")]


@cache
def tree(name: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


@cache
def imports(name: str, *, typing: bool = True) -> set[str]:
    """Return what a module imports, anywhere in it: our own modules and, with a colon, top-level packages."""
    found: set[str] = set()
    for node in ast.walk(tree(name)) if typing else running(tree(name)):
        if isinstance(node, ast.Import):
            found |= {own(alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {own(f"{node.module}.{alias.name}", node.module) for alias in node.names}
    return found - {name}


def own(name: str, module: str = "") -> str:
    """Return one of our modules by its short name, anything else by its top-level package and a colon."""
    if name.partition(".")[0] != "factcli":
        return name.partition(".")[0] + ":"
    short = name.removeprefix("factcli").lstrip(".")
    within = module.removeprefix("factcli").lstrip(".")
    return short if short in MODULES else within if within in MODULES else "__init__"


def running(node: ast.AST) -> list[ast.AST]:
    """Return every node below one, but for what only type checkers see."""
    found = []
    for child in ast.iter_child_nodes(node):
        if (
            isinstance(child, ast.If)
            and isinstance(child.test, ast.Name)
            and child.test.id == "TYPE_CHECKING"
        ):
            found += [below for other in child.orelse for below in (other, *running(other))]
        else:
            found += [child, *running(child)]
    return found


def at_once(name: str) -> set[str]:
    """Return the modules of ours that a module imports when it is imported itself."""
    froms = [node for node in tree(name).body if isinstance(node, ast.ImportFrom) and node.module]
    return {own(f"{node.module}.{alias.name}", node.module or "") for node in froms for alias in node.names}


def package(name: str) -> str:
    """Return the package of a module; the files at the root are one, with the folder of the languages."""
    first, dot, _ = name.partition(".")
    if name == "languages":
        return "root"  # data, and the few functions that read it
    if name == "__main__":
        return "cli"
    return first if dot or (MODULES[name].name == "__init__.py" and name != "__init__") else "root"


def ours(name: str) -> set[str]:
    """Return the modules of ours that a module imports, for typing too."""
    return {each for each in imports(name) if ":" not in each and each not in ("__init__", name)}


@pytest.mark.parametrize("name", [name for name in MODULES if name != "__init__"])
class TestEveryModule:
    def test_imports_only_what_its_package_may(self, name: str) -> None:
        if name == "api":
            return  # the door for other programs opens on everything below the command line
        mine = package(name)
        allowed = {mine, *MAY_IMPORT[mine].split()}

        assert "*" in allowed or {package(each) for each in ours(name)} <= allowed

    def test_leaves_third_party_packages_to_their_modules(self, name: str) -> None:
        for each in imports(name):
            third = each.removesuffix(":")
            if ":" in each and third not in sys.stdlib_module_names:
                home = THIRD_PARTY[third]
                assert name == home or name.startswith(home + "."), f"{name} knows {third}"

    def test_is_named_after_what_it_does(self, name: str) -> None:
        assert not set(name.replace("_", ".").split(".")) & set(EMPTY_NAMES)

    def test_importing_has_no_effects(self, name: str) -> None:
        called = [
            ast.unparse(node)
            for node in tree(name).body
            if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
        ]

        assert [
            each for each in called if ".add_command(" not in each
        ] == []  # a declaration, as a decorator is

    def test_only_the_command_line_prints(self, name: str) -> None:
        if name.partition(".")[0] in TALKS:
            return
        nodes = list(ast.walk(tree(name)))
        said = [
            node.func.id
            for node in nodes
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("print", "input", "exit", "quit", "breakpoint")
        ]
        reached = [
            ast.unparse(node)
            for node in nodes
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and ast.unparse(node)
            in ("os.environ", "os.getenv", "sys.exit", "sys.stdout", "sys.stderr", "sys.stdin")
        ]

        assert said + reached == []


def circles() -> list[list[str]]:
    """Return the groups of modules that import one another (Tarjan's strongly connected components)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        for each in sorted(ours(name)):
            if each not in order:
                visit(each)
                low[name] = min(low[name], low[each])
            elif each in stack:
                low[name] = min(low[name], order[each])
        if low[name] == order[name]:
            ring = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(ring) > 1:
                found.append(ring)

    for name in MODULES:
        if name not in order:
            visit(name)
    return found


class TestTheHouse:
    def test_there_are_no_import_circles(self) -> None:
        assert circles() == []

    def test_the_packages_are_those_of_the_table(self) -> None:
        assert {package(name) for name in MODULES} == set(MAY_IMPORT)

    def test_no_two_modules_share_a_name(self) -> None:
        assert [
            name for name, count in Counter(n.rpartition(".")[2] for n in REAL).items() if count > 1
        ] == []

    def test_no_two_public_classes_share_a_name(self) -> None:
        named = Counter(
            node.name
            for name in MODULES
            for node in tree(name).body
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        )

        assert [name for name, count in named.items() if count > 1] == []

    def test_a_module_has_two_importers_or_a_reason(self) -> None:
        importers: dict[str, set[str]] = defaultdict(set)
        for name in MODULES:
            for each in ours(name):
                importers[each].add(name)
        single = {name for name in REAL if len(importers[name]) == 1} - ENTRY_POINTS

        assert single == set(SINGLE_IMPORTER)
        for name, reason in SINGLE_IMPORTER.items():
            (importer,) = importers[name]
            assert reason
            assert not reason.startswith("loaded late") or name not in at_once(importer), name

    def test_only_the_root_is_small(self) -> None:
        assert len([name for name in MODULES if package(name) == "root"]) <= 10

    def test_no_module_below_the_command_line_names_what_the_shipped_base_is_about(self) -> None:
        entities = json.loads(SHIPPED.read_text(encoding="utf-8"))["entities"].values()
        names = {
            f" {key(name)} "
            for entity in entities
            for name in entity["name"].values()
            if name[0].isupper() and len(name) > 1
        }

        for module in MODULES:
            if package(module) != "cli":  # its help shows examples
                assert {name for name in names if name in words_of(module)} == set(), module


def words_of(name: str) -> str:
    """Return the folded words of every text of a module that is no docstring."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    texts = [
        node.value
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and node.value != BUNDLED
    ]
    return " | ".join(f" {key(text)} " for text in texts)


def test_contributing_shows_the_same_table() -> None:
    rows = [line.strip("| ").split(" | ") for line in CONTRIBUTING.read_text(encoding="utf-8").splitlines()]
    shown = {row[0].strip("`"): row[2] for row in rows if len(row) == 3 and row[0].strip("`") in MAY_IMPORT}

    assert shown == {
        name: {"": "nothing of ours", "*": "everything"}.get(may, may.replace(" ", ", "))
        for name, may in MAY_IMPORT.items()
    }
