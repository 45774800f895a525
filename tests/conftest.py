"""Add the flag --accept, which accepts the current screens; give long runs more time; no deadline of Hypothesis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from bases import write
from factcli.index.build import PhraseMaker
from factcli.index.open import open_index
from factcli.language.lexicon_file import open_lexicon
from places import EXAMPLES, ROOT
from village import fair, regatta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="write the screens of tests/acceptance/transcripts and the README anew",
    )


LONG = 6 * 3600  # seconds


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("long") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(LONG))


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Return True if screens are to be written anew."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lexicon]:
    """Return the lexicon of the shipped language files, compiled once for all tests."""
    with open_lexicon(str(tmp_path_factory.mktemp("lexicon"))) as opened:
        yield opened


@pytest.fixture(scope="session")
def shipped_bases(lexicon: Lexicon) -> Iterator[dict[str, Index]]:
    """Return the indexes of the base that ships, as "openai", and of the example, as "night-ferry"."""
    paths = {"openai": ROOT / "facts" / "openai-expansion.json", "night-ferry": EXAMPLES / "night-ferry.json"}
    opened = {
        name: open_index(str(path), cache=None, phrases=PhraseMaker(lexicon)) for name, path in paths.items()
    }
    yield opened
    for index in opened.values():
        index.close()


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Index]:
    """Return the index of a base about a village fair."""
    path = write(tmp_path_factory.mktemp("village"), fair(), "village-fair.json")
    with open_index(path, phrases=PhraseMaker(lexicon)) as opened:
        yield opened


@pytest.fixture(scope="session")
def rowing(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Index]:
    """Return the index of another base of the village, which shares a person with the first."""
    path = write(tmp_path_factory.mktemp("rowing"), regatta(), "regatta.json")
    with open_index(path, phrases=PhraseMaker(lexicon)) as opened:
        yield opened
