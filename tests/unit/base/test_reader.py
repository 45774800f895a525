"""What a base must be to be read, and what each departure from it is called."""

from __future__ import annotations

import copy
import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcli.base import reader
from factcli.errors import BadBase, InputOutputProblem
from factcli.model import Inferred, Money
from factcli.strict_json import Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHA = "0" * 64
BASE: dict[str, dict[str, Any]] = {
    "meta": {"1": {"format": "factcli-base", "version": 1, "name": "small"}},
    "sources": {
        "1": {
            "id": "s",
            "title": {"value": "A title", "inferred": "the heading"},
            "language": "en",
            "characters": 40,
            "sha256": SHA,
            "publisher": None,
            "date": {"edtf": "2023", "inferred": "the text"},
        }
    },
    "sentences": {
        "1": {
            "source": "s",
            "number": 1,
            "start": 0,
            "end": 26,
            "section": None,
            "text": "Ann raised $5 with «Zoé».  ",
        }
    },
    "entities": {
        "1": {"id": "ann", "kind": "person", "name": {"en": "Ann"}, "aliases": ["Annie"]},
        "2": {
            "id": "zoe",
            "kind": "person",
            "name": {"fr": "Zoé", "en": "Zoe"},
            "description": {"en": "a friend"},
        },
    },
    "relations": {
        "1": {
            "id": "friend",
            "kind": "person",
            "label": {"en": "friend"},
            "phrases": {"en": ["pal of"]},
            "inverse": {"label": {"en": "friend of"}, "phrases": {}, "kind": "person"},
        },
        "2": {"id": "raised", "kind": "quantity", "label": {"en": "raised"}},
    },
    "facts": {
        "1": {
            "id": "f1",
            "subject": "ann",
            "relation": "friend",
            "object": "zoe",
            "statement": {"en": "Ann is a friend of Zoé."},
            "modality": "reported",
            "hedged": True,
            "speaker": "zoe",
            "when": {"edtf": "2023-12~"},
            "evidence": [{"sentence": 1, "exact": "with «Zoé»"}],
        },
        "2": {
            "id": "f2",
            "subject": "ann",
            "relation": "raised",
            "value": {"type": "money", "amount": 5, "currency": "USD"},
            "statement": {"en": "Ann raised five dollars."},
            "modality": "asserted",
            "evidence": [{"sentence": 1, "exact": "raised $5"}],
        },
    },
}


def by_line(base: dict[str, Any]) -> bytes:
    """Lay a base out one document a line, as this program writes it."""
    tables = [
        f"{json.dumps(table)}: {{\n"
        + ",\n".join(f"{json.dumps(n)}: {json.dumps(d, ensure_ascii=False)}" for n, d in documents.items())
        + ("\n}" if documents else "}")
        if isinstance(documents, dict)
        else f"{json.dumps(table)}: {json.dumps(documents)}"
        for table, documents in base.items()
    ]
    return ("{\n" + ",\n".join(tables) + "\n}\n").encode()


def compact(base: dict[str, Any]) -> bytes:
    return json.dumps(base).encode()


def indented(base: dict[str, Any]) -> bytes:
    return json.dumps(base, indent=2, ensure_ascii=False).encode()


LAYOUTS = [by_line, compact, indented]


def changed(*path: str, value: Any = None, drop: bool = False) -> dict[str, Any]:
    """Return the base with one value replaced or dropped."""
    base = copy.deepcopy(BASE)
    place: Any = base
    for step in path[:-1]:
        place = place[step]
    if drop:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return base


@pytest.mark.parametrize("layout", LAYOUTS)
class TestAGoodBase:
    def test_is_read_into_objects(self, layout: Callable[[dict[str, Any]], bytes]) -> None:
        base = reader.parse(layout(BASE))

        assert base.name == "small"
        assert [fact.id for fact in base.facts] == ["f1", "f2"]
        assert base.facts[0].object is base.entities[1]
        assert base.facts[0].speaker is base.entities[1]
        assert base.facts[0].when is not None
        assert base.facts[1].value == Money(5, "USD")
        assert base.facts[0].evidence[0].sentence is base.sentences[0]
        assert base.sources[0].title == Inferred("A title", "the heading")
        assert base.relations[0].inverse is not None
        assert base.relations[1].phrases == {}

    def test_is_the_same_from_a_file(self, layout: Callable[[dict[str, Any]], bytes], tmp_path: Path) -> None:
        file = tmp_path / "b.json"
        file.write_bytes(layout(BASE))

        assert reader.read(str(file)) == reader.parse(layout(BASE))

    def test_yields_the_documents_in_order(
        self, layout: Callable[[dict[str, Any]], bytes], tmp_path: Path
    ) -> None:
        file = tmp_path / "b.json"
        file.write_bytes(layout(BASE))

        found = list(reader.documents(str(file)))

        assert found == [(table, int(n), doc) for table, docs in BASE.items() for n, doc in docs.items()]

    def test_may_lack_what_is_optional(self, layout: Callable[[dict[str, Any]], bytes]) -> None:
        base = changed("facts", value={})
        del base["facts"]

        assert reader.parse(layout(base)).facts == ()


class TestTheLayoutOfOneDocumentALine:
    def test_is_read_without_the_whole_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reader, "whole", None)

        assert len(reader.parse(by_line(BASE)).facts) == 2

    @pytest.mark.parametrize("table", list(BASE))
    def test_is_left_in_the_middle_without_losing_or_repeating(self, table: str) -> None:
        data = by_line(BASE).replace(f'"{table}": {{'.encode(), f'"{table}" : {{'.encode())

        assert reader.parse(data) == reader.parse(by_line(BASE))

    def test_takes_tables_in_any_order(self) -> None:
        backwards = dict(reversed(BASE.items()))

        assert reader.parse(by_line(backwards)) == reader.parse(by_line(BASE))

    def test_takes_document_ids_in_any_order(self) -> None:
        base = changed("entities", value=dict(reversed(BASE["entities"].items())))

        assert [e.id for e in reader.parse(by_line(base)).entities] == ["zoe", "ann"]

    @given(st.integers(0, 3000), st.sampled_from(list('{}",:0\n \\é')))
    def test_agrees_with_the_whole_file_after_any_slip(self, at: int, slip: str) -> None:
        text = by_line(BASE).decode()
        data = (text[: at % len(text)] + slip + text[at % len(text) + 1 :]).encode()

        def outcome(data: bytes) -> object:
            try:
                return reader.parse(data)
            except BadBase as bad:
                return bad.exit_status

        assert outcome(data) == outcome(b" " + data)


WRONG = [
    (("meta", "1", "format"), "other", "meta", "format"),
    (("meta", "1", "version"), True, "meta", "version"),
    (("meta", "1", "version"), 0, "meta", "version"),
    (("meta", "1", "extra"), 1, "meta", "extra"),
    (("sources", "1", "sha256"), "0", "sources", "sha256"),
    (("sources", "1", "title"), 3, "sources", "title"),
    (("sources", "1", "title"), {"value": "x"}, "sources", "title.inferred"),
    (("sources", "1", "date"), {"inferred": "x"}, "sources", "date.edtf"),
    (("sources", "1", "characters"), -1, "sources", "characters"),
    (("sentences", "1", "text"), "", "sentences", "text"),
    (("sentences", "1", "start"), 1.0, "sentences", "start"),
    (("sentences", "1", "source"), "nowhere", "sentences", "source"),
    (("entities", "1", "kind"), "robot", "entities", "kind"),
    (("entities", "1", "name"), {}, "entities", "name"),
    (("entities", "1", "name"), {"e": "Ann"}, "entities", "name"),
    (("entities", "1", "name"), {"en": ["Ann"]}, "entities", "name"),
    (("entities", "1", "aliases"), "Annie", "entities", "aliases"),
    (("entities", "1", "aliases"), None, "entities", "aliases"),
    (("entities", "1", "id"), "an n", "entities", "id"),
    (("entities", "1", "id"), "a" * 201, "entities", "id"),
    (("entities", "2", "id"), "ann", "entities", "id"),
    (("relations", "1", "phrases"), {"en": [1]}, "relations", "phrases"),
    (("relations", "1", "inverse"), {"label": {"en": "x"}}, "relations", "inverse.kind"),
    (("facts", "1", "subject"), "nobody", "facts", "subject"),
    (("facts", "1", "speaker"), "nobody", "facts", "speaker"),
    (("facts", "1", "object"), "nobody", "facts", "object"),
    (("facts", "1", "relation"), "nothing", "facts", "relation"),
    (("facts", "1", "modality"), "sure", "facts", "modality"),
    (("facts", "1", "hedged"), 1, "facts", "hedged"),
    (("facts", "1", "evidence"), [], "facts", "evidence"),
    (("facts", "1", "evidence"), [{"sentence": 9, "exact": "x"}], "facts", "evidence.sentence"),
    (("facts", "1", "evidence"), [{"sentence": "1", "exact": "x"}], "facts", "evidence.sentence"),
    (("facts", "1", "evidence"), [{"sentence": 1, "exact": ""}], "facts", "evidence.exact"),
    (("facts", "1", "when"), {"resolved": "2023"}, "facts", "when.edtf"),
    (("facts", "1", "value"), {"type": "text", "text": {"en": "x"}}, "facts", "object"),
    (("facts", "2", "value"), {"amount": 1}, "facts", "value"),
    (("facts", "2", "value"), {"type": "sum", "amount": 1}, "facts", "value"),
    (("facts", "2", "value"), {"type": "money", "amount": True, "currency": "USD"}, "facts", "value.amount"),
    (
        ("facts", "2", "value"),
        {"type": "money", "amount": 10**19, "currency": "USD"},
        "facts",
        "value.amount",
    ),
    (("facts", "2", "value"), {"type": "money", "amount": 1, "currency": "usd"}, "facts", "value.currency"),
    (("facts", "2"), [], "facts", ""),
    (("facts",), [], "facts", ""),
    (("extra",), {}, "extra", ""),
]


@pytest.mark.parametrize("layout", LAYOUTS)
class TestAWrongDocument:
    @pytest.mark.parametrize(("path", "value", "table", "key"), WRONG)
    def test_is_named_by_table_and_key(
        self,
        layout: Callable[[dict[str, Any]], bytes],
        path: tuple[str, ...],
        value: Any,
        table: str,
        key: str,
    ) -> None:
        with pytest.raises(BadBase) as caught:
            reader.parse(layout(changed(*path, value=value)), "b.json")

        assert (caught.value.path, caught.value.table, caught.value.key) == ("b.json", table, key)
        assert caught.value.document == (path[1] if len(path) > 1 else "")

    @pytest.mark.parametrize(
        "key", ["id", "subject", "relation", "object", "statement", "modality", "evidence"]
    )
    def test_lacks_nothing_needful(self, layout: Callable[[dict[str, Any]], bytes], key: str) -> None:
        with pytest.raises(BadBase) as caught:
            reader.parse(layout(changed("facts", "1", key, drop=True)))

        assert caught.value.key == key

    @pytest.mark.parametrize("number", ["01", "1_0", "١", "0", "-1", "+1", "1.0", "x", "", " 1", "9" * 16])
    def test_has_a_canonical_number(self, layout: Callable[[dict[str, Any]], bytes], number: str) -> None:
        base = changed("facts", number, value=BASE["facts"]["1"])
        del base["facts"]["1"]

        with pytest.raises(BadBase) as caught:
            reader.parse(layout(base))

        assert caught.value.document == number

    def test_of_a_later_version_asks_for_an_upgrade(self, layout: Callable[[dict[str, Any]], bytes]) -> None:
        base = changed("meta", "1", "version", value=2)
        base["novelty"] = {}

        with pytest.raises(BadBase) as caught:
            reader.parse(layout(base))

        assert caught.value.hint == "upgrade factcli"

    @pytest.mark.parametrize("metas", [{}, {"1": BASE["meta"]["1"], "2": BASE["meta"]["1"]}])
    def test_is_no_base_without_one_meta(
        self, layout: Callable[[dict[str, Any]], bytes], metas: dict[str, Any]
    ) -> None:
        with pytest.raises(BadBase) as caught:
            reader.parse(layout(changed("meta", value=metas)))

        assert caught.value.table == "meta"


BYTES = [
    (b"", "empty"),
    (b"  \n", "empty"),
    (b"[]", "tables"),
    (b"nul", "no JSON value"),
    (b"{} {}", "unexpected text"),
    (by_line(BASE)[:-20], "not valid JSON"),
    (by_line(BASE).decode().encode("utf-16"), "byte order mark"),
    (by_line(BASE).decode().encode("utf-16-le"), "UTF-8"),
    (b"\xef\xbb\xbf" + by_line(BASE), "byte order mark"),
    (by_line(BASE).decode().encode("latin-1"), "UTF-8"),
    (by_line(BASE).replace("Zoé".encode(), b"Zo\xed\xa0\x80"), "UTF-8"),
    (by_line(BASE).replace("Zoé".encode(), rb"\ud800"), "surrogate"),
    (by_line(BASE).replace(b'"amount": 5', b'"amount": NaN'), "NaN"),
    (by_line(BASE).replace(b'"amount": 5', b'"amount": -Infinity'), "Infinity"),
    (by_line(BASE).replace(b'"amount": 5', b'"amount": 1e999'), "finite"),
    (by_line(BASE).replace(b'"amount": 5', b'"amount": ' + b"9" * 5000), "digits"),
    (by_line(BASE).replace(b'"amount": 5', b'"amount": 5, "amount": 6'), "duplicate"),
    (by_line(BASE).replace(b'"2": {"id": "zoe"', b'"1": {"id": "zoe"'), "duplicate"),
    (by_line(BASE).replace(b'"sources": {', b'"meta": {'), "duplicate"),
    (by_line(BASE).replace(b'"amount": 5', b'"amount": ' + b"[" * 100_000 + b"]" * 100_000), "deep"),
    (b"[" * 1_000_000, "deep"),
    (by_line(BASE).replace(b"Annie", b"A" * 200_000), "200000 characters"),
    (by_line(BASE).replace(b'"Annie"', b",".join([b'"A"'] * 20_000)), "20000 items"),
    (by_line(BASE).replace(b"Annie", b"An\tnie"), "control character"),
]


class TestBytes:
    @pytest.mark.parametrize(
        ("data", "reason"), BYTES, ids=[f"{n}-{reason}" for n, (_, reason) in enumerate(BYTES)]
    )
    def test_that_are_no_base_are_refused_with_the_reason(self, data: bytes, reason: str) -> None:
        with pytest.raises(BadBase, match=reason):
            reader.parse(data, "b.json")

    def test_brackets_inside_texts_are_no_nesting(self) -> None:
        base = changed("entities", "1", "aliases", value=['[["{' * 50, '\\"[[[[' * 50])

        assert len(reader.parse(by_line(base)).entities[0].aliases) == 2

    def test_a_whole_surrogate_pair_is_a_character(self) -> None:
        base = reader.parse(by_line(BASE).replace(b"Annie", rb"\ud83d\ude00"))

        assert base.entities[0].aliases == ("😀",)

    def test_bounds_can_be_set(self) -> None:
        with pytest.raises(BadBase, match="more than 3 documents"):
            reader.parse(by_line(BASE), limits=Limits(documents=3))
        with pytest.raises(BadBase, match="more than 1 documents"):
            reader.parse(compact(BASE), limits=Limits(documents=1))

    @pytest.mark.parametrize("layout", [by_line, compact])
    def test_a_document_id_has_at_most_fifteen_digits(self, layout: Any) -> None:
        for number, read in ((10**15 - 1, True), (10**15, False)):
            base = copy.deepcopy(BASE)
            base["entities"][str(number)] = {**base["entities"]["1"], "id": "last"}
            if read:
                assert reader.parse(layout(base)).entities[-1].id == "last"
            else:
                with pytest.raises(BadBase, match="a document id is a whole number"):
                    reader.parse(layout(base))

    @pytest.mark.parametrize("layout", [by_line, compact])
    def test_documents_up_to_the_bound_are_read_and_not_one_more(self, layout: Any) -> None:
        every = sum(map(len, BASE.values()))

        assert reader.parse(layout(BASE), limits=Limits(documents=every))
        with pytest.raises(BadBase, match=f"more than {every - 1} documents"):
            reader.parse(layout(BASE), limits=Limits(documents=every - 1))

    @given(st.binary(max_size=300))
    def test_any_bytes_are_refused_in_one_way(self, data: bytes) -> None:
        with pytest.raises(BadBase):
            reader.parse(data)


class TestAFile:
    def test_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(InputOutputProblem, match="no such file"):
            reader.read(str(tmp_path / "none.json"))

    def test_that_is_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(InputOutputProblem, match="a folder"):
            reader.read(str(tmp_path))

    def test_that_is_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")

        with pytest.raises(InputOutputProblem, match="not a regular file"):
            reader.read(str(tmp_path / "pipe"))

    def test_that_is_a_device(self) -> None:
        with pytest.raises(InputOutputProblem, match="not a regular file"):
            reader.read("/dev/zero")

    def test_whose_path_cannot_be(self) -> None:
        with pytest.raises(InputOutputProblem):
            reader.read("a\0b")

    def test_too_large_is_refused_before_it_is_read(self, tmp_path: Path) -> None:
        file = tmp_path / "huge.json"
        with file.open("wb") as hole:
            hole.truncate(10**12)

        with pytest.raises(BadBase, match="larger than"):
            reader.read(str(file))

    def test_without_permission(self, tmp_path: Path) -> None:
        file = tmp_path / "b.json"
        file.write_bytes(by_line(BASE))
        file.chmod(0)
        if os.access(file, os.R_OK):
            pytest.skip("this user may read anything")

        with pytest.raises(InputOutputProblem, match="permission denied"):
            reader.read(str(file))

    def test_is_not_touched(self, tmp_path: Path) -> None:
        file = tmp_path / "b.json"
        file.write_bytes(by_line(BASE))
        before = file.stat()

        reader.read(str(file))

        assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
        assert os.listdir(tmp_path) == ["b.json"]
