"""Open the index of a base: from the cache if it is up to date, else a new one.

An index is fresh if the state of the base (`Snapshot`) and the format agree with what it was made from. A new one
replaces the old one atomically, so that readers see one or the other and two processes may build it at once. If the
cache cannot be used, the index is built in memory, which is slower but never an error.
"""

from __future__ import annotations

from factcli.base.sealed import has_full_text, in_memory
from factcli.index.cache import Cache
from factcli.index.database import Database
from factcli.index.snapshot import Snapshot
from factcli.index.tables import FULL_TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

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

    _base: Snapshot

    def __init__(
        self, path: str, cache: str | None, progress: Progress | None, phrases: PhraseMaker | None
    ) -> None:
        self._path, self._folder, self._progress, self._phrases = path, cache, progress, phrases
        self._cache = Cache(cache, path, _signature(phrases))

    def database(self) -> Database:
        return Database(*self._open(self._cache), self._remade)

    def index(self) -> Index:
        from factcli.index.query import Index

        database = self.database()
        try:
            return Index(database, self._path, self._part)
        except BaseException:
            database.close()
            raise

    def _open(self, cache: Cache) -> tuple[Any, Snapshot]:
        """Return a connection to the index, and the base it was made from, both open."""
        base = Snapshot(self._path)
        try:
            self._base = base
            return cache.opened(base.state) or self._made(base, cache), base
        except BaseException:
            base.close()
            raise

    def _remade(self) -> tuple[Any, Snapshot]:
        """Index the base as it is now, in memory: neither file of the old index is used again."""
        self._cache.discard()
        self._cache = Cache(None, self._path, self._cache.signature)
        return self._open(self._cache)

    def _origin(self) -> tuple[str, bytes, str]:
        return self._cache.signature, self._cache.base, self._base.lasting_state()

    def _made(self, base: Snapshot, cache: Cache) -> Any:
        from factcli.index.build import OutOfOrder, in_order

        try:
            return self._filled(lambda: self._chunks(base), cache)
        except OutOfOrder:
            return self._filled(lambda: in_order(self._chunks(base)), cache, ordered=True)

    def _filled(self, chunks: Callable[[], Iterable[Chunk]], cache: Cache, *, ordered: bool = False) -> Any:
        from factcli.index.build import IndexBuilder

        def fill(connection: Any, phrases: PhraseMaker) -> None:
            IndexBuilder(connection, self._path, phrases).fill(chunks(), self._origin, ordered=ordered)

        with_phrases = self._with_phrases(fill)
        return cache.written(with_phrases) or in_memory(with_phrases)

    def _chunks(self, base: Snapshot) -> Iterator[Chunk]:
        from factcli.base.reader import read_chunks

        base.file.seek(0)
        for chunk in read_chunks(base.file, self._path):
            if self._progress is not None:
                self._progress(min(base.file.tell(), base.size), base.size)
            yield chunk

    def _part(self, index: Index, part: str) -> Any:
        """Return a connection to another file of the index, which is built if there is none.

        Return None for the words of facts if this Python's SQLite has no FTS5, the one thing then missing.
        """
        if part == FULL_TEXT and not has_full_text():
            return None

        def fill(connection: Any, phrases: PhraseMaker) -> None:
            from factcli.index.build import PARTS

            PARTS[part](connection, index, phrases, self._origin)

        with_phrases = self._with_phrases(fill)
        return (
            self._cache.opened(self._base.state, part)
            or self._cache.written(with_phrases, part)
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
