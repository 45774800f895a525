"""Describe where a report is drawn: how wide, how colourful, for whom."""

from __future__ import annotations

from factcli._dataclass import dataclass

NARROWEST, USUAL = 20, 80  # columns


@dataclass(frozen=True, slots=True)
class Screen:
    """The facts a format needs of its reader, and what was asked to be shown.

    `width` counts columns, `rows` is how many rows of a table are drawn (0: all), `fields` narrows the
    records, `utf8` says whether every letter can be written, `links` whether OSC 8 hyperlinks are understood.
    """

    width: int = USUAL
    rows: int = 0
    fields: tuple[str, ...] = ()
    styled: bool = False
    color: bool = False
    utf8: bool = True
    links: bool = False
