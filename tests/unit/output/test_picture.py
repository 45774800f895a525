"""The picture in the README is a screen of the program as it is; `pytest --accept` draws it anew."""

from __future__ import annotations

import re
from html import unescape

from factcli.cli.run import run_question
from factcli.cli.settings import Settings
from factcli.output.blocks import Screen
from factcli.output.terminal import picture
from places import ROOT, SHIPPED
from running import shared_cache

PICTURE = ROOT / "docs" / "who-kyutai.svg"


def words(svg: str) -> str:
    """Return the letters a picture shows; its colours and frame may differ between versions of Rich."""
    return unescape("".join(re.findall(r"<text[^>]*>(.*?)</text>", svg))).replace("\u00a0", " ")


def test_shows_what_the_program_shows(accept: bool) -> None:
    settings = Settings({"FACTCLI_CACHE": shared_cache()}, bases=(str(SHIPPED),), language="en")
    report, _ = run_question("who", ["Kyutai"], settings)
    drawn = picture("factcli who Kyutai", report, Screen(width=92, styled=True, color=True))

    if accept:
        PICTURE.write_text(drawn, encoding="utf-8")

    assert words(PICTURE.read_text(encoding="utf-8")) == words(drawn)
    assert "ex-PDG" in words(drawn)
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
