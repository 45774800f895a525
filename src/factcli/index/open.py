"""Open the index of a base: from the cache if it is up to date, else a new one.

An index is fresh if one look at the base (size, times, inode) and the format agree with what it was made
from. A new one replaces the old one atomically, so that readers see one or the other and two processes may
build it at once. If the cache cannot be used, the index is built in memory, which is slower but never an error.
"""

from __future__ import annotations

import os

from factcli.base.paths import open_regular
from factcli.index.cache import Cache, in_memory, lasting, stamp_of
from factcli.index.database import Database
from factcli.strict_json import DEFAULT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, BinaryIO

    from factcli.base.reader import Chunk
    from factcli.index.build import PhraseMaker
    from factcli.index.query import Index

    Progress = Callable[[int, int], None]


def open_index(
    path: str,
    *,
    cache: str | None = None,
    progress: Progress | None = None,
    phrases: PhraseMaker | None = None,
) -> Index:
    """Open the index of the base at `path`. Raises `BadBase` and `InputOutputProblem`, only about the base.

    `cache` is the folder for indexes, or None. `progress` is called with the bytes read and the total while an
    index is built. `phrases` prepares phrases, by default with the language files.
    """
    return _Opening(path, cache, progress, phrases).index()


def open_database(path: str, *, cache: str | None = None, progress: Progress | None = None) -> Database:
    """Open only the tables of an index, to look up names; otherwise like `open_index`."""
    return _Opening(path, cache, progress, None).database()


class _Opening:
    """What is needed to build the index of one base, now or later if it proves damaged."""

    def __init__(
        self, path: str, cache: str | None, progress: Progress | None, phrases: PhraseMaker | None
    ) -> None:
        self._path, self._folder, self._progress, self._phrases = path, cache, progress, phrases
        self._cache = Cache(cache, path, _signature(phrases))
        self._stamp = ""

    def database(self) -> Database:
        return Database(*self._open(self._cache), self._remade)

    def index(self) -> Index:
        from factcli.index.query import Index

        database = self.database()
        try:
            return Index(database, self._path, self._fuzzy)
        except BaseException:
            database.close()
            raise

    def _open(self, cache: Cache) -> tuple[Any, BinaryIO]:
        """Return a connection to the index, and the base it was made from, both open."""
        base = open_regular(self._path, DEFAULT)
        try:
            self._stamp = stamp_of(os.fstat(base.fileno()))
            return cache.opened(self._stamp) or self._made(base, cache), base
        except BaseException:
            base.close()
            raise

    def _remade(self) -> tuple[Any, BinaryIO]:
        self._cache.discard()
        return self._open(Cache(None, self._path, self._cache.signature))

    def _made(self, base: BinaryIO, cache: Cache) -> Any:
        from factcli.index.build import OutOfOrder, in_order

        try:
            return self._filled(lambda: self._chunks(base), cache)
        except OutOfOrder:
            return self._filled(lambda: in_order(self._chunks(base)), cache, ordered=True)

    def _filled(self, chunks: Callable[[], Iterable[Chunk]], cache: Cache, *, ordered: bool = False) -> Any:
        from factcli.index.build import IndexBuilder

        def fill(connection: Any, phrases: PhraseMaker) -> None:
            builder = IndexBuilder(connection, self._cache.base, phrases, self._path)
            builder.fill(chunks(), signature=cache.signature, stamp=lasting(self._stamp), ordered=ordered)

        with_phrases = self._with_phrases(fill)
        return cache.written(with_phrases) or in_memory(with_phrases)

    def _chunks(self, base: BinaryIO) -> Iterator[Chunk]:
        from factcli.base.reader import read_chunks

        base.seek(0)
        size = int(self._stamp.split()[0])
        for chunk in read_chunks(base, self._path):
            if self._progress is not None:
                self._progress(min(base.tell(), size), size)
            yield chunk

    def _fuzzy(self, index: Index) -> Any:
        """Return a connection to the second file of the index, which is built if there is none."""

        def fill(connection: Any, phrases: PhraseMaker) -> None:
            from factcli.index.build import fill_fuzzy

            state = (self._cache.signature, self._cache.base, lasting(self._stamp))
            fill_fuzzy(connection, index, phrases, state)

        with_phrases = self._with_phrases(fill)
        return (
            self._cache.opened(self._stamp, fuzzy=True)
            or self._cache.written(with_phrases, fuzzy=True)
            or in_memory(with_phrases)
        )

    def _with_phrases(self, fill: Callable[[Any, PhraseMaker], None]) -> Callable[[Any], None]:
        """Bind the phrase maker to a function that fills a database."""

        def filled(connection: Any) -> None:
            if self._phrases is not None:
                fill(connection, self._phrases)
                return
            from factcli.index.build import PhraseMaker
            from factcli.language.lexicon_file import open_lexicon

            with open_lexicon(self._folder) as lexicon:
                fill(connection, PhraseMaker(lexicon))

        return filled


def _signature(phrases: PhraseMaker | None) -> str:
    """Return what an index must have been made with to be up to date, besides the base itself."""
    if phrases is None:
        from factcli.languages import state

        return state()
    return str(getattr(phrases, "signature", type(phrases).__name__))
