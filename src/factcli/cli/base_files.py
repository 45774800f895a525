"""Declare `base list` and `base info`: which bases there are, and what one holds and lacks."""

from __future__ import annotations

import os

import click

from factcli.cli.bases import folders
from factcli.cli.console import emit
from factcli.cli.options import SHARED, with_settings
from factcli.cli.wording import wording_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from factcli.cli.settings import Settings
    from factcli.language.messages import Wording
    from factcli.output.blocks import Block

_LIST = ("name", "facts", "entities", "sentences", "place", "path", "problem")
_TABLES = ("facts", "entities", "relations", "sentences")


def base_list(name: str) -> click.Command:
    """Make the command that lists bases."""
    return click.Command(
        name,
        params=list(SHARED),
        callback=with_settings(_list),
        help="List the bases a name can mean: in ./facts, in your own folder, and those that ship.",
    )


def base_info(name: str) -> click.Command:
    """Make the command that describes a base."""
    return click.Command(
        name,
        params=[click.Argument(["base"], required=False), *SHARED],
        callback=with_settings(_info),
        help="Count what a base holds: facts, coverage of its sentences, what a language lacks.",
    )


def _list(settings: Settings) -> int:
    from factcli.output.blocks import ASIDE, NAME, NUMBER, WORDS
    from factcli.output.report_browse import item_table
    from factcli.output.report_lists import on_items

    wording = wording_for(settings)
    items = list(_found(settings))
    columns = (
        ("name", NAME, "name"),
        ("facts", NUMBER, "facts"),
        ("place", ASIDE, "from"),
        ("path", ASIDE, "path"),
        ("problem", WORDS, "problem"),
    )
    emit(on_items("base list", items, wording, item_table(items, columns, wording), columns=_LIST), settings)
    return 0


def _found(settings: Settings) -> Iterator[dict[str, Any]]:
    """Yield every base file of the folders, nearest first; a name that a nearer one has is `hidden`."""
    from factcli.base.paths import bundled_folders

    where = folders(settings)
    places = [
        ("facts", "here"),
        (where.bases, "installed"),
        *((each, "bundled") for each in bundled_folders()),
    ]
    seen: set[str] = set()
    names: set[str] = set()
    for folder, place in places:
        for path in _files(folder):
            if os.path.realpath(path) in seen:
                continue
            seen.add(os.path.realpath(path))
            name = os.path.splitext(os.path.basename(path))[0]
            yield _item(name, path, place, settings) | {"hidden": name in names}
            names.add(name)


def _files(folder: str | None) -> list[str]:
    try:
        names = sorted(os.listdir(folder)) if folder else []
    except OSError:
        return []
    paths = (os.path.join(folder or "", name) for name in names if name.endswith(".json"))
    return [path for path in paths if os.path.isfile(path)]


def _item(name: str, path: str, place: str, settings: Settings) -> dict[str, Any]:
    from factcli.errors import FactcliError
    from factcli.index.open import open_index

    item: dict[str, Any] = {"name": name, "path": path, "place": place, "problem": None}
    try:
        counts = open_index(path, cache=folders(settings).cache).counts
    except FactcliError as error:
        return item | dict.fromkeys(_TABLES) | {"problem": error.message}
    return item | {table: counts[table] for table in _TABLES}


def _info(base: str | None, settings: Settings) -> int:
    from factcli.base.paths import find_base
    from factcli.curation.info import describe
    from factcli.output.report_lists import on_items

    where, wording = folders(settings), wording_for(settings)
    names = (base,) if base else settings.named_bases or (None,)
    items = [_as_item(describe(find_base(name, where))) for name in names]

    def draw(_drawn: int) -> Sequence[Block]:
        return [block for item in items for block in _page(item, wording)]

    columns = ("name", "path", *_TABLES, "without_fact", "undescribed", "derived")
    emit(on_items("base info", items, wording, draw, columns=columns), settings)
    return 0


def _as_item(told: Any) -> dict[str, Any]:
    return {
        "name": told.name,
        "path": told.path,
        **told.counts,
        "texts": [dict(source) for source in told.sources],
        "modalities": told.modalities,
        "without_fact": list(told.without_fact),
        "undescribed": list(told.undescribed),
        "derived": told.derived,
        "derived_share": round(told.derived_share, 4),
        "lacking": told.languages,
    }


def _page(item: dict[str, Any], wording: Wording) -> list[Block]:
    from factcli.output.blocks import NAME, WORDS, Headline, Table

    counted = (
        ("facts", "fact"),
        ("entities", "entity"),
        ("relations", "relation"),
        ("sentences", "sentence"),
    )
    covered = item["sentences"] - len(item["without_fact"])
    rows = [[wording.say(name), wording.number(item[name])] for name, _ in counted]
    rows += [
        [wording.say("covered"), f"{covered}/{item['sentences']}"],
        [wording.say("without_fact"), ", ".join(item["without_fact"]) or "–"],
        [wording.say("undescribed"), ", ".join(item["undescribed"]) or "–"],
        [wording.say("derived_share"), f"{item['derived']}/{item['facts']}"],
        *([wording.modality(name), wording.number(count)] for name, count in item["modalities"].items()),
        *([wording.say("lacking", language=code), _lacking(told)] for code, told in item["lacking"].items()),
        *(
            [wording.say("source"), f"{each['id']} ({each['language']}, {each['characters']})"]
            for each in item["texts"]
        ),
    ]
    return [Headline(item["name"], item["path"]), Table((NAME, WORDS), rows)]


def _lacking(told: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in told.items() if count) or "–"
