"""Who may know whom: the real imports compared with one table, and the budgets every module keeps.

The table is the architecture. A module that stands in no group, or imports from a group its own may not use,
fails here; so does a cycle, a third-party package outside its one module, a print below the command line.
"""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

import factcli

ROOT = Path(factcli.__file__).parent

# group: (its modules, a package standing for all in it; the groups below that it may use)
GROUPS: dict[str, tuple[str, str]] = {
    "ground": ("errors frozen text safe slugs quoting limits kinds strict_json summaries", ""),
    "model": ("model reading", "ground"),
    "reader": (
        "reader form checks untrusted document_lines whole_file assembling",
        "ground model",
    ),
    "places": ("places", "ground"),
    "language": (
        """language lexicon lexicon_compiling lexicon_file lexicon_state matching question answer_kind evidence
        cues edtf dates date_words quantities numerals number_tokens number_words spelt_numbers""",
        "ground",
    ),
    "index": ("index", "ground model reader places language"),
    "splitting": ("splitting blocks enclosures sentence_ends language_rules sourcing", "ground language"),
    "asking": (
        """apposition asking answering bare calibration clashing direction features leftover mentions misspelling
        ranking refining refusing scene unnamed weighing""",
        "ground model language index",
    ),
    "browsing": ("browsing chaining", "ground model language index asking report"),
    "report": (
        """report report_words report_values report_dates report_shapes report_page report_quotes
        report_answers report_explained report_lists report_items report_browse report_links report_source""",
        "ground model index citing formats",
    ),
    "formats": ("formats", "ground model report"),
    "citing": ("citing bibliography", "ground model report formats"),
    "store": ("store layout locking replacing", "ground model reader"),
    "audit": ("audit", "ground model reader language splitting asking store"),
    "curating": ("curating", "ground model reader language splitting store audit places"),
    "importing": ("importing", "ground model reader language splitting store audit curating"),
    "exporting": ("exporting", "ground model reader store report formats citing curating importing"),
    "completion": ("completion", "ground model places language index asking reader"),
    "explore": ("explore", "ground report completion"),
    "cli": ("cli __main__", "*"),
}

THIRD_PARTY = {
    "click": ("cli", "completion.shells"),
    "rich": ("formats.table",),
    "tinydb": ("store",),
    "rapidfuzz": ("matching",),
    "prompt_toolkit": ("explore.prompting",),
}
TALKS = (
    "cli",
    "__main__",
    "explore.prompting",
    "completion.shells",
)  # the only modules that print, prompt, exit or read the environment
LONGEST_MODULE, LONGEST_FUNCTION = 200, 30
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


@cache
def tree(name: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


@cache
def imports(name: str) -> set[str]:
    """Return what a module imports when it runs, anywhere in it: our own modules and top-level packages."""
    found: set[str] = set()
    for node in running(tree(name)):
        if isinstance(node, ast.Import):
            found |= {own(alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {own(f"{node.module}.{alias.name}", node.module) for alias in node.names}
    return found - {name}


def own(name: str, module: str = "") -> str:
    """Return one of our modules by its short name, anything else by its top-level package."""
    if not name.startswith("factcli"):
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


def stands_in(name: str, places: tuple[str, ...]) -> bool:
    """Tell whether a module is one of these or lies in one of these packages."""
    return any(name == place or name.startswith(place + ".") for place in places)


def group(name: str) -> str:
    """Return the group of a module."""
    found = [each for each, (listed, _) in GROUPS.items() if stands_in(name, tuple(listed.split()))]
    assert len(found) == 1, f"{name} stands in {found or 'no group'}: give it one in this table"
    return found[0]


@pytest.mark.parametrize("name", [name for name in MODULES if name != "__init__"])
class TestEveryModule:
    def test_uses_only_what_its_group_may(self, name: str) -> None:
        mine = group(name)
        allowed = {mine, *GROUPS[mine][1].split()}

        used = {each: group(each) for each in imports(name) if ":" not in each and each != "__init__"}

        assert "*" in allowed or set(used.values()) <= allowed, used

    def test_third_party_packages_stay_where_they_are_known(self, name: str) -> None:
        for each in imports(name):
            package = each.removesuffix(":")
            if ":" in each and package not in sys.stdlib_module_names:
                assert package in THIRD_PARTY, f"{package} is no dependency in the table"
                assert stands_in(name, THIRD_PARTY[package]), f"{name} knows {package}"

    def test_keeps_the_budget(self, name: str) -> None:
        lines = MODULES[name].read_text(encoding="utf-8").count("\n")
        long = [
            (node.name, code_lines(node))
            for node in ast.walk(tree(name))
            if isinstance(node, ast.FunctionDef) and code_lines(node) > LONGEST_FUNCTION
        ]

        assert lines <= LONGEST_MODULE
        assert long == []

    def test_is_named_after_what_it_does(self, name: str) -> None:
        assert not set(name.replace("_", ".").split(".")) & set(EMPTY_NAMES)

    def test_does_nothing_when_it_is_imported(self, name: str) -> None:
        called = [
            ast.unparse(node)
            for node in tree(name).body
            if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
        ]
        called = [each for each in called if ".add_command(" not in each]  # a declaration, as a decorator is

        assert called == []

    def test_talks_only_where_talking_belongs(self, name: str) -> None:
        if stands_in(name, TALKS):
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


def code_lines(node: ast.FunctionDef) -> int:
    """Count the lines of a function without its docstring."""
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def test_no_module_imports_itself_by_a_detour() -> None:
    state: dict[str, str] = {}

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert state.get(name) != "open", " → ".join([*way[way.index(name) :], name])
        if name in state:
            return
        state[name] = "open"
        for each in imports(name):
            if ":" not in each:
                visit(each, (*way, name))
        state[name] = "done"

    for name in MODULES:
        visit(name, ())


def test_every_group_has_modules() -> None:
    for name, (listed, uses) in GROUPS.items():
        assert [each for each in listed.split() if any(stands_in(m, (each,)) for m in MODULES)], name
        assert set(uses.split()) <= {*GROUPS, "*"}, name
