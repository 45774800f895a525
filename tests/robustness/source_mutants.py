"""Change the program in one place and see whether a test notices: `python tests/robustness/source_mutants.py`.

Each mutant of a module is tried in a copy of the checkout, with the tests of the module first and those of its
package after them. Arguments are modules such as `base.writer`; without any, the modules on whose soundness the
promises of SECURITY.md rest. `--sample N` tries so many mutants of each, chosen at random but the same each time.
Survivors are listed with their line; the score is the share of mutants that were noticed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
MODULES = (
    *("base.assemble", "base.edtf", "base.lock", "base.paths", "base.reader", "base.rights", "base.schema"),
    *(
        "base.store",
        "base.writer",
        "base.sealed",
        "escape",
        "strict_json",
        "completion.reply",
        "questions.answer",
    ),
    *(
        "index.build",
        "index.cache",
        "index.database",
        "index.fuzzy",
        "index.lookup",
        "index.open",
        "index.query",
    ),
    *(
        "index.snapshot",
        "index.typeahead",
        "audit.check",
        "audit.claims",
        "audit.completeness",
        "audit.names",
    ),
    "audit.quotes",
)
# Tests of a module that are not in `tests/unit/<package>`.
MORE = {
    "completion.reply": ("tests/shells/test_bash.py",),
    "questions.answer": ("tests/acceptance/test_golden.py",),
    "escape": ("tests/unit/output", "tests/unit/exchange"),
    "strict_json": ("tests/unit/base",),
    "base.sealed": ("tests/unit/index/test_open.py", "tests/unit/language/test_lexicon_file.py"),
}
_IGNORED = (".git", ".mypy_cache", ".ruff_cache", ".pytest_cache", "__pycache__")
_SWAPPED: dict[type[ast.AST], Any] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip


_NOTHING = {"None", "False", "()", "[]", "''", "0"}  # as false as nothing is


class Mutant:
    """A changed module: its source, the line of the change, and what it is."""

    def __init__(self, source: str, line: int, what: str) -> None:
        """Keep the three."""
        self.source, self.line, self.what = source, line, what


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module; annotations and what only type checkers see stay as they are."""
    tree = ast.parse(source)
    for node in list(_running(tree)):
        for what in _changes(node):
            changed = copy.deepcopy(tree)
            twin = next(each for each in ast.walk(changed) if _same_place(each, node))
            _apply(changed, twin, what)
            yield Mutant(ast.unparse(ast.fix_missing_locations(changed)), getattr(node, "lineno", 0), what)


def _running(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_for_typing(child):
                continue
            yield child
            yield from _running(child)


def _is_for_typing(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return ast.unparse(node.test) in {"TYPE_CHECKING", "not TYPE_CHECKING"}
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "TYPE_CHECKING"


def _same_place(one: ast.AST, other: ast.AST) -> bool:
    place = ("lineno", "col_offset", "end_lineno", "end_col_offset")
    return type(one) is type(other) and hasattr(one, "lineno") and all(
        getattr(one, name) == getattr(other, name) for name in place
    )  # fmt: skip


def _changes(node: ast.AST) -> list[str]:
    """Return the names of what can be changed at a node."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPPED:
        return [f"{type(node.ops[0]).__name__} turned"]
    if isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in _SWAPPED:
        text = any(isinstance(each, ast.JoinedStr) or _is_text(each) for each in ast.iter_child_nodes(node))
        return [] if text else [f"{type(node.op).__name__} turned"]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ["not dropped"]
    if isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        return ["constant changed"]
    if isinstance(node, ast.If | ast.While):
        return ["condition false"] if isinstance(node, ast.While) else ["condition true", "condition false"]
    if isinstance(node, ast.IfExp):
        return ["condition true", "condition false"]
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom):
        return ["statement dropped"]
    if isinstance(node, ast.Raise):
        return ["statement dropped"]
    if isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) not in _NOTHING:
        return ["nothing returned"]
    return []


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _apply(tree: ast.AST, node: ast.AST, what: str) -> None:
    if isinstance(node, ast.Compare):
        node.ops[0] = _SWAPPED[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        node.op = _SWAPPED[type(node.op)]()
    elif isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1  # type: ignore[operator]
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        node.test = ast.Constant(what == "condition true")
    elif isinstance(node, ast.Return):
        node.value = ast.Constant(None)
    elif isinstance(node, ast.UnaryOp):
        _replace(tree, node, node.operand)
    else:
        _replace(tree, node, ast.Pass())


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list) and old in value:
                value[value.index(old)] = new


class Yard:
    """A copy of the checkout in which mutants are tried."""

    def __init__(self, folder: Path) -> None:
        """Copy what tests need."""
        self.root = folder / "checkout"
        shutil.copytree(ROOT, self.root, ignore=shutil.ignore_patterns(*_IGNORED))
        self._world = {
            name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
        } | {
            "PYTHONPATH": str(self.root / "src"),
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
            "FACTCLI_CACHE": str(folder / "cache"),
        }  # fmt: skip
        self._tick = int(time.time()) - 10_000_000

    def notices(self, module: str, source: str) -> bool:
        """Return True if a test fails with this source of a module."""
        path = self.root / "src" / "factcli" / f"{module.replace('.', '/')}.py"
        before = path.read_text(encoding="utf-8")
        try:
            self._write(path, source)
            return not all(self._passes(tests) for tests in _tests(self.root, module))
        finally:
            self._write(path, before)

    def _write(self, path: Path, source: str) -> None:
        """Write a source with a time of its own, by which compiled modules are known."""
        path.write_text(source, encoding="utf-8")
        self._tick += 2
        os.utime(path, (self._tick, self._tick))

    def _passes(self, tests: list[str]) -> bool:
        line = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--timeout=60", *tests]
        try:
            ran = subprocess.run(
                line, cwd=self.root, env=self._world, capture_output=True, check=False, timeout=600
            )
        except subprocess.TimeoutExpired:
            return False
        return ran.returncode in (0, 5)


def _tests(root: Path, module: str) -> Iterator[list[str]]:
    package, _, name = module.rpartition(".")
    folder = root / "tests" / "unit" / (package or "root")
    own = folder / f"test_{name}.py"
    if own.exists():
        yield [str(own)]
    yield [str(folder), *(str(root / each) for each in MORE.get(module, ()))]


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Try mutants and print the score."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("modules", nargs="*", default=MODULES)
    parser.add_argument("--sample", type=int, default=0, help="mutants of each module; 0 is all")
    given = parser.parse_args()
    tried = noticed = 0
    with tempfile.TemporaryDirectory() as folder:
        yard = Yard(Path(folder))
        for module in given.modules:
            path = ROOT / "src" / "factcli" / f"{module.replace('.', '/')}.py"
            source = path.read_text(encoding="utf-8")
            found = list(mutants(source))
            if given.sample and len(found) > given.sample:
                found = random.Random(module).sample(found, given.sample)  # noqa: S311 -- the same each time
            survived = []
            for mutant in sorted(found, key=lambda each: each.line):
                if not yard.notices(module, mutant.source):
                    survived.append(mutant)
                    line = source.splitlines()[mutant.line - 1].strip()
                    _say(f"  survived: {module}:{mutant.line}: {mutant.what}: {line}")
            tried, noticed = tried + len(found), noticed + len(found) - len(survived)
            _say(f"{module}: {len(found) - len(survived)} of {len(found)} noticed")
    _say(f"score {noticed / max(tried, 1):.3f}: {noticed} of {tried}")


if __name__ == "__main__":
    main()
