"""The pictures of the docs are what the program shows: made by it, and stale ones fail."""

from __future__ import annotations

import os
import re
import shlex
from html import unescape
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from factcli.cli.app import main
from factcli.output.report import Screen
from factcli.output.terminal import picture
from places import ROOT, SHIPPED
from running import Stream, shared_cache

if TYPE_CHECKING:
    from factcli.output.report import Report

PAGE = ROOT / "docs" / "screens.md"
SHOWN = re.findall(
    r"^`(factcli [^`]+)`\n\n!\[[^\]]+\]\(([\w-]+\.svg)\)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
)
SCREEN = Screen(width=92, rows=20, styled=True, color=True)


def words(svg: str) -> str:
    """Return the letters a picture shows; its colours and frame may differ between versions of Rich."""
    return unescape("".join(re.findall(r"<text[^>]*>(.*?)</text>", svg))).replace("\u00a0", " ")


def drawn(command: str) -> str:
    """Return the picture of a command's screen."""
    reports: list[Report] = []
    world = {
        "LANG": "C.UTF-8",
        "FACTCLI_CACHE": shared_cache(),
        "FACTCLI_BASE": str(SHIPPED),
        "HOME": os.devnull,
    }
    silent = Stream(terminal=False)
    with patch.dict(os.environ, world, clear=True), patch("sys.stdout", silent), patch("sys.stderr", silent):
        main(shlex.split(command)[1:], reports.append)
    return picture(command, reports[0], SCREEN)


def test_the_page_shows_every_picture_once() -> None:
    assert len(SHOWN) == PAGE.read_text(encoding="utf-8").count("\n## ")
    assert sorted(name for _, name in SHOWN) == sorted(path.name for path in PAGE.parent.glob("*.svg"))


@pytest.mark.parametrize(("command", "name"), SHOWN, ids=[name for _, name in SHOWN])
def test_it_is_up_to_date(command: str, name: str, accept: bool) -> None:
    now, path = drawn(command), PAGE.parent / name
    if accept:
        path.write_text(now, encoding="utf-8")

    assert words(path.read_text(encoding="utf-8")) == words(now)


@pytest.mark.parametrize("name", [name for _, name in SHOWN])
def test_it_fetches_nothing(name: str) -> None:
    drawing = (PAGE.parent / name).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")

    assert "http" not in drawing
    assert "@import" not in drawing
