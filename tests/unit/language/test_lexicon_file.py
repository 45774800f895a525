"""The compiled lexicon is kept where it can be, made anew when a file changed, and never an error."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from factcli.language.lexicon_file import open_lexicon
from factcli.languages import state
from tiny_language import LEXICON, WORDS, write_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from factcli.language.lexicon import Lexicon

    Opening = Callable[[Path | None], Lexicon]


@pytest.fixture
def languages(tmp_path: Path) -> Path:
    """Return a folder with one small language."""
    folder = tmp_path / "languages"
    write_language(folder, lexicon=LEXICON)
    return folder


@pytest.fixture
def opened(languages: Path) -> Iterator[Opening]:
    """Return what opens the lexicon of the folder, kept in a cache; all are closed at the end."""
    with ExitStack() as stack:
        yield lambda cache: stack.enter_context(open_lexicon(str(cache) if cache else None, str(languages)))


class TestOpening:
    def test_it_is_kept_in_the_cache_and_read_from_there(
        self, languages: Path, tmp_path: Path, opened: Opening
    ) -> None:
        cache = tmp_path / "a?b%c#" / "cache"

        first = opened(cache)
        kept = list(cache.iterdir())
        made = kept[0].stat().st_mtime_ns
        second = opened(cache)

        assert len(kept) == 1
        assert kept[0].name.endswith(f"-{state(str(languages))}.sqlite")
        assert first.vocabulary("eo") == second.vocabulary("eo") != []
        assert [path.stat().st_mtime_ns for path in cache.iterdir()] == [made]

    def test_a_kept_copy_is_opened_without_what_compiles_one(self, languages: Path, tmp_path: Path) -> None:
        folders = [str(tmp_path / "cache"), str(languages)]
        open_lexicon(*folders).close()
        code = "import sys; from factcli.language.lexicon_file import open_lexicon as o; o(*sys.argv[1:])"

        ran = subprocess.run(
            [sys.executable, "-c", f"{code}; print(*sys.modules)", *folders],
            capture_output=True,
            text=True,
            env={name: value for name, value in os.environ.items() if not name.startswith("COV")},
            timeout=60,
            check=True,
        )

        assert not set(ran.stdout.split()) & {"json", "tomllib", "factcli.language.lexicon_compile"}

    def test_a_changed_file_is_compiled_anew(self, languages: Path, tmp_path: Path, opened: Opening) -> None:
        opened(tmp_path / "cache")

        write_language(languages, words=WORDS.replace('"urbo"', '"vilagxo"'))
        found = opened(tmp_path / "cache")

        assert "vilagxo" in found.vocabulary("eo")

    @pytest.mark.parametrize("name", ["words", "screen", "texts", "lexicon"])
    def test_a_change_of_any_file_is_noticed(self, name: str, languages: Path) -> None:
        before = state(str(languages))

        write_language(languages, **{name: "# another\n"})

        assert state(str(languages)) != before

    def test_a_damaged_copy_is_made_again(self, tmp_path: Path, opened: Opening) -> None:
        opened(tmp_path / "cache")
        kept = next((tmp_path / "cache").iterdir())

        kept.write_bytes(b"no database")
        found = opened(tmp_path / "cache")

        assert found.concept_of(["fondinto"]) == "founded-by"
        assert kept.read_bytes().startswith(b"SQLite format 3")

    def test_an_emptied_copy_is_made_again(self, tmp_path: Path, opened: Opening) -> None:
        opened(tmp_path / "cache")
        kept = next((tmp_path / "cache").iterdir())

        kept.write_bytes(b"")
        found = opened(tmp_path / "cache")

        assert found.concept_of(["fondinto"]) == "founded-by"

    def test_a_cache_that_cannot_be_is_done_without(self, tmp_path: Path, opened: Opening) -> None:
        (tmp_path / "file").write_text("no folder", encoding="utf-8")

        found = opened(tmp_path / "file" / "cache")

        assert found.concept_of(["fondinto"]) == "founded-by"

    def test_without_a_cache_nothing_is_written(self, tmp_path: Path, opened: Opening) -> None:
        found = opened(None)

        assert found.concept_of(["fondinto"]) == "founded-by"
        assert [path.name for path in tmp_path.iterdir()] == ["languages"]

    def test_a_broken_language_file_leaves_nothing_behind(
        self, languages: Path, tmp_path: Path, opened: Opening
    ) -> None:
        write_language(languages, words="stem = ")

        with pytest.raises(ValueError, match="Invalid"):
            opened(tmp_path / "cache")

        assert list((tmp_path / "cache").iterdir()) == []
