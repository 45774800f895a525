"""What agents are told works: the command lines of the skill, and the server with a real client over its pipes."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import sys
from typing import TYPE_CHECKING, Any

import pytest

from article_base import GOOD, TEXT, base_file
from factcli.base.reader import read
from factcli.cli.mcp import Tools
from places import ROOT
from running import run, shared_cache

if TYPE_CHECKING:
    from pathlib import Path

    Call = tuple[str, dict[str, Any]]

SKILL = ROOT / "skills" / "factcli" / "SKILL.md"


class TestSkill:
    def test_its_command_lines_run_in_their_order(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / "proposals.jsonl").write_text(json.dumps(GOOD), encoding="utf-8")
        lines = re.findall(r"^    (factcli .*)$", SKILL.read_text(encoding="utf-8"), re.MULTILINE)

        ran = {line: run(*shlex.split(line)[1:]) for line in lines}

        assert len(lines) >= 7
        assert {line: each.err for line, each in ran.items() if each.status != 0} == {}

    def test_its_front_matter_names_it(self) -> None:
        assert re.match(
            r"---\nname: factcli\ndescription: .{50,1000}\n---\n", SKILL.read_text(encoding="utf-8")
        )


class TestServer:
    def session(self, base: Path, *options: str, calls: list[Call]) -> tuple[list[str], list[Any]]:
        """Start the server, list its tools and call some; return the names and the parsed results."""
        mcp = pytest.importorskip("mcp")
        from mcp.client.stdio import stdio_client

        async def talk() -> tuple[list[str], list[Any]]:
            server = mcp.StdioServerParameters(
                command=sys.executable,
                args=["-m", "factcli", "mcp", "--base", str(base), *options],
                env={**os.environ, "FACTCLI_CACHE": shared_cache()},
            )
            async with (
                stdio_client(server) as (reading, writing),
                mcp.ClientSession(reading, writing) as client,
            ):
                await client.initialize()
                listed = await client.list_tools()
                results = [await client.call_tool(name, given) for name, given in calls]
            return [tool.name for tool in listed.tools], [
                json.loads(each.content[0].text) for each in results
            ]

        return asyncio.run(talk())

    def test_ask_show_source_and_propose(self, tmp_path: Path) -> None:
        base = base_file(tmp_path)
        run("base", "draft", "-b", str(base))
        assert (
            run("base", "draft", "-b", str(base), "--take", "-", given=json.dumps(GOOD).encode()).status == 0
        )
        before = base.read_bytes()
        wrong = {**GOOD, "exact": "Nordline was founded by Karl Moe"}

        names, results = self.session(
            base,
            calls=[
                ("propose", {"proposal": GOOD}),
                ("propose", {"proposal": wrong}),
                ("propose", {"proposal": {"sentence": []}}),
                ("source", {"number": 4}),
                ("ask", {"question": "--help"}),
                ("show", {"entity": "Nobody Known"}),
            ],
        )

        assert [name for name in names if name != "verify"] == ["ask", "show", "source", "propose"]
        ready, refused, bad, source, asked, shown = results
        assert (next(iter(ready)), ready["verdict"], ready["written"]) == ("quote", "ready", None)
        assert (refused["verdict"], refused["codes"]) == ("refused", ["evidence-missing"])
        assert bad["verdict"] == "refused"
        assert source["items"][0]["quote"].startswith("“We will double")
        assert asked.get("answers") == [] or "error" in asked
        assert shown["error"]["code"] == "not_found"
        assert base.read_bytes() == before

    def test_take_only_with_write_and_then_ask(self, tmp_path: Path) -> None:
        base = base_file(tmp_path)

        names, results = self.session(
            base,
            "--write",
            calls=[
                ("take", {"proposal": {**GOOD, "subject": "Sundhaven"}}),
                ("take", {"proposal": GOOD}),
                ("ask", {"question": "Nordline founded by"}),
            ],
        )

        refused, taken, asked = results
        assert names[-1] == "take"
        assert (refused["verdict"], refused["written"]) == ("refused", None)
        assert taken["written"] == read(str(base)).facts[0].id
        assert list(asked["answers"][0])[:2] == ["quote", "sentence"]
        assert asked["answers"][0]["answer"] == "Karl Moe"

    def test_words_are_never_options_files_or_the_conversation(self, tmp_path: Path) -> None:
        base = base_file(tmp_path)
        before = base.read_bytes()

        _, results = self.session(
            base,
            calls=[
                ("ask", {"question": "-"}),
                ("ask", {"question": "--batch=/etc/passwd"}),
                ("show", {"entity": "-"}),
                ("source", {"number": 2}),
            ],
        )

        assert all(not each.get("answers") for each in results[:3])
        assert "root:" not in json.dumps(results)
        assert results[3]["items"][0]["quote"].startswith("Its director")
        assert base.read_bytes() == before

    def test_a_command_that_takes_too_long_is_stopped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("factcli.cli.mcp._TIME_LIMIT", 0.001)

        told = json.loads(Tools([], "").ask("who Kyutai"))

        assert (told["answers"], told["error"]["code"]) == ([], "unexpected")
        assert "timed out" in told["error"]["message"]

    def test_without_the_extra_one_line_says_how_to_get_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "mcp", None)
        monkeypatch.setitem(sys.modules, "mcp.server", None)

        ran = run("mcp")

        assert (ran.status, "pip install 'factcli[mcp]'" in ran.err) == (2, True)
