"""The store: a TinyDB storage that reads strictly, writes whole, and equals a model whatever fails."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tinydb import TinyDB, where

from factcli.base import store
from factcli.base.lock import locked
from factcli.base.reader import documents, read
from factcli.base.store import FactStorage, drafting, editing, write
from factcli.base.writer import lines
from factcli.errors import BadBase, InputOutputProblem, NotWritten, UsageProblem
from faulty import faulty
from places import SHIPPED


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "base.json"
    path.write_bytes(SHIPPED.read_bytes())
    return path


def tables(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for table, number, document in documents(str(path)):
        found.setdefault(table, {})[str(number)] = document
    return found


class TestSchemaKey:
    @pytest.mark.parametrize("indent", [None, 2])
    @pytest.mark.parametrize("last", [False, True])
    def test_a_base_may_name_a_json_schema_and_keeps_it_when_edited(
        self, base: Path, indent: int | None, *, last: bool
    ) -> None:
        whole, named = json.loads(base.read_text(encoding="utf-8")), {"$schema": "https://a.example/é.json"}
        whole = whole | named if last else named | whole
        base.write_text(json.dumps(whole, indent=indent), encoding="utf-8")

        for kind in ("place", "thing"):
            with editing(str(base)) as database:
                database.table("entities").update({"kind": kind}, where("id") == "kyutai")

        after = json.loads(base.read_text(encoding="utf-8"))
        assert after["$schema"] == "https://a.example/é.json"
        assert len(read(str(base)).facts) == len(whole["facts"])

    def test_a_schema_that_is_no_text_is_refused(self, base: Path) -> None:
        whole = {"$schema": {}} | json.loads(base.read_text(encoding="utf-8"))
        base.write_text(json.dumps(whole), encoding="utf-8")

        with pytest.raises(BadBase, match="unknown table"):
            read(str(base))


class TestFactStorage:
    def test_anyone_can_open_a_base_with_tinydb(self, base: Path) -> None:
        with TinyDB(base) as plain:
            facts = plain.table("facts").all()

        with TinyDB(str(base), storage=FactStorage) as ours:
            assert ours.table("facts").all() == facts
            assert ours.table("entities").search(where("id") == "kyutai")

    def test_opening_and_reading_touch_nothing(self, base: Path) -> None:
        before = base.stat().st_ino, base.stat().st_mtime_ns

        with TinyDB(str(base), storage=FactStorage) as database:
            database.table("facts").all()

        assert (base.stat().st_ino, base.stat().st_mtime_ns) == before
        assert [entry.name for entry in base.parent.iterdir()] == ["base.json"]

    def test_a_missing_base_is_not_made(self, tmp_path: Path) -> None:
        database = TinyDB(str(tmp_path / "nowhere.json"), storage=FactStorage)

        with pytest.raises(InputOutputProblem):
            database.table("facts").all()

        assert not list(tmp_path.iterdir())

    def test_an_update_is_written_at_once(self, base: Path) -> None:
        with TinyDB(str(base), storage=FactStorage) as database:
            database.table("entities").update({"kind": "thing"}, where("id") == "kyutai")

        assert next(thing for thing in read(str(base)).entities if thing.id == "kyutai").kind == "thing"

    def test_what_another_program_wrote_is_not_overwritten(self, base: Path) -> None:
        storage = FactStorage(str(base))
        old = storage.read()
        with editing(str(base)) as database:
            database.table("entities").update({"kind": "thing"}, where("id") == "kyutai")
        new = base.read_bytes()

        with pytest.raises(NotWritten, match="another program has changed"):
            storage.write(old)

        assert base.read_bytes() == new


class TestEditing:
    def test_a_base_is_read_once(self, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is written is checked before it is written, and then compared byte by byte."""
        read_documents: list[str] = []

        def counted(path: str) -> Any:
            read_documents.append(path)
            return documents(path)

        monkeypatch.setattr(store, "documents", counted)

        with editing(str(base)) as database:
            database.table("entities").update({"kind": "thing"}, where("id") == "kyutai")

        assert read_documents == [str(base)]

    def test_what_is_read_back_otherwise_is_not_put_in_place(
        self, base: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before, pread = base.read_bytes(), os.pread

        def damaged(handle: int, size: int, at: int) -> bytes:
            return pread(handle, size, at).replace(b"Kyutai", b"Kyutaj")

        monkeypatch.setattr(os, "pread", damaged)

        with pytest.raises(NotWritten, match="Input/output error"), editing(str(base)) as database:
            database.table("entities").update({"kind": "thing"}, where("id") == "kyutai")

        assert base.read_bytes() == before

    @pytest.mark.parametrize(
        "document",
        [
            {"statement": {"en": "x" * 100_001}},
            {"evidence": [{"sentence": 1, "exact": "x"}] * 10_001},
            {"statement": {"en": ["x"]}},
            {"id": "openai-expansion"},
            {"evidence": [{"sentence": 999, "exact": "x"}]},
        ],
    )
    def test_what_is_written_keeps_what_is_asked_of_what_is_read(
        self, base: Path, document: dict[str, Any]
    ) -> None:
        with pytest.raises(UsageProblem, match="cannot be stored"), editing(str(base)) as database:
            database.table("facts").update(document, doc_ids=[1])

        assert base.read_bytes() == SHIPPED.read_bytes()

    def test_many_operations_are_one_write(self, base: Path) -> None:
        with editing(str(base)) as database:
            database.table("facts").remove(where("id") == "openai-nature")
            before = base.read_bytes()
            database.table("facts").remove(where("id") == "openai-expansion")

        assert before == SHIPPED.read_bytes()
        assert len(read(str(base)).facts) == len(read(str(SHIPPED)).facts) - 2

    def test_nothing_done_writes_nothing(self, base: Path) -> None:
        before = base.stat().st_ino

        with editing(str(base)) as database:
            database.table("facts").all()

        assert base.stat().st_ino == before

    def test_an_error_in_the_block_writes_nothing(self, base: Path) -> None:
        def edit() -> None:
            with editing(str(base)) as database:
                database.table("facts").truncate()
                raise KeyError

        with pytest.raises(KeyError):
            edit()

        assert base.read_bytes() == SHIPPED.read_bytes()

    @pytest.mark.parametrize(
        ("document", "reason"),
        [
            ({"subject": "nobody"}, "not in the base"),
            ({"modality": "maybe"}, "expected one of"),
            ({"surprise": 1}, "unknown key"),
            ({"statement": {"en": "half \ud800 a pair"}}, "not valid Unicode"),
        ],
    )
    def test_what_would_be_no_valid_base_is_not_written(
        self, base: Path, document: dict[str, Any], reason: str
    ) -> None:
        with pytest.raises(UsageProblem, match=reason), editing(str(base)) as database:
            database.table("facts").update(document, doc_ids=[1])

        assert base.read_bytes() == SHIPPED.read_bytes()
        assert [entry.name for entry in base.parent.iterdir()] == ["base.json"]

    def test_a_base_that_is_none_is_not_edited(self, base: Path) -> None:
        base.write_text('{"facts": ')

        with pytest.raises(BadBase), editing(str(base)):
            pass

        assert base.read_text() == '{"facts": '

    def test_a_draft_is_never_written(self, base: Path) -> None:
        drafting(str(base)).table("facts").truncate()

        assert base.read_bytes() == SHIPPED.read_bytes()

    def test_a_locked_base_is_left_alone(self, base: Path) -> None:
        with locked(str(base)), pytest.raises(NotWritten), editing(str(base), wait=0):
            pass


class TestLayout:
    def test_the_shipped_base_is_as_the_writer_lays_it_out(self) -> None:
        found = tables(SHIPPED)
        ordered = {name: [(int(n), d) for n, d in table.items()] for name, table in found.items()}

        assert "".join(lines(ordered)) == SHIPPED.read_text(encoding="utf-8")

    def test_any_layout_is_read_and_ours_is_written(self, base: Path) -> None:
        base.write_text(json.dumps(json.loads(SHIPPED.read_text(encoding="utf-8")), indent=3))

        write(str(base), tables(base))

        assert base.read_bytes() == SHIPPED.read_bytes()

    def test_a_line_holds_no_hidden_character(self, base: Path) -> None:
        hidden = "\u202e\u2028\x1b\x85\U000e0001"

        with editing(str(base)) as database:
            database.table("facts").update({"statement": {"en": f"a{hidden}b"}}, doc_ids=[1])

        text = base.read_text(encoding="utf-8")
        assert not set(hidden) & set(text)
        assert read(str(base)).facts[0].statement == {"en": f"a{hidden}b"}
        assert text.splitlines() == text.split("\n")[:-1]


class StoreMachine(RuleBasedStateMachine):
    """Any sequence of adding, editing, removing and failing leaves what a plain dictionary has."""

    def __init__(self) -> None:
        """Start with a base of one sentence and one entity."""
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "base.json"
        self.model: dict[int, str] = {}
        source = {"id": "s", "language": "en", "characters": 1, "sha256": "0" * 64}
        write(
            str(self.path),
            {
                "meta": {"1": {"format": "factcli-base", "version": 1, "name": "b"}},
                "sources": {"1": source},
                "sentences": {"1": {"source": "s", "number": 1, "start": 0, "end": 1, "text": "x"}},
                "entities": {"1": {"id": "e", "kind": "thing", "name": {"en": "E"}}},
                "relations": {"1": {"id": "r", "kind": "thing", "label": {"en": "R"}}},
            },
        )

    @staticmethod
    def fact(number: int, text: str) -> dict[str, Any]:
        """Return a fact that tells a text."""
        evidence = [{"sentence": 1, "exact": "x"}]
        return {
            "id": f"f{number}",
            "subject": "e",
            "relation": "r",
            "object": "e",
            "modality": "asserted",
            "statement": {"en": text},
            "evidence": evidence,
        }

    @rule(
        number=st.integers(1, 4),
        text=st.none() | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4),
        fault=st.integers(0, 24),
        kind=st.sampled_from([errno.EIO, errno.ENOSPC]),
    )
    def change(self, number: int, text: str | None, fault: int, kind: int) -> None:
        """Set or remove a fact, with a fault at one of the file calls or (0) without."""
        with faulty(fault, kind):
            try:
                self.edit(number, text)
            except NotWritten:
                return
            except InputOutputProblem as error:
                # The one failure after which the new content stands.
                if "not synced" not in error.message:
                    raise
        if text is None:
            self.model.pop(number, None)
        else:
            self.model[number] = text

    def edit(self, number: int, text: str | None) -> None:
        """Do the change through the store."""
        with editing(str(self.path), wait=0) as database:
            facts = database.table("facts")
            facts.remove(where("id") == f"f{number}")
            if text is not None:
                facts.insert(self.fact(number, text))

    @invariant()
    def the_base_is_the_model(self) -> None:
        """Compare."""
        found = {int(fact.id[1:]): fact.statement["en"] for fact in read(str(self.path)).facts}
        assert found == self.model

    def teardown(self) -> None:
        """Remove the folder."""
        self.folder.cleanup()


TestAnySequence = StoreMachine.TestCase
TestAnySequence.settings = settings(max_examples=30, stateful_step_count=15, deadline=None)
