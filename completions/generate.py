# ruff: noqa: INP001 -- a script beside what it writes, no package
"""Write what is made from the program: the files of this folder, the table completion reads, the schema of a base.

Run it after a change to a command, a script or the format of a base: python completions/generate.py
"""

from __future__ import annotations

import json
import os

from factcli.base.schema import json_schema
from factcli.cli.manual import page, table
from factcli.completion.grammar import table_path
from factcli.completion.reply import SCRIPTS
from factcli.language.translation import of_language
from factcli.languages import codes

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGE = os.path.join(os.path.dirname(HERE), "src", "factcli")


def files() -> dict[str, str]:
    """Return the text of every generated file by its path."""
    translated = [code for code in codes() if of_language(code) is not None]
    return {
        os.path.join(HERE, "factcli.bash"): SCRIPTS["bash"],
        os.path.join(HERE, "_factcli"): SCRIPTS["zsh"],
        os.path.join(HERE, "factcli.fish"): SCRIPTS["fish"],
        os.path.join(HERE, "factcli.1"): page(),
        table_path("en"): table(),
        **{os.path.join(HERE, code, "factcli.1"): page(code) for code in translated},
        **{table_path(code): table(code) for code in translated},
        os.path.join(PACKAGE, "schemas", "base.schema.json"): json.dumps(json_schema(), indent=2) + "\n",
    }


def main() -> None:
    """Write them all."""
    for path, text in files().items():
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main()
