"""Twice the input takes about twice the work: inputs that once took four times as much."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import pytest

from article_base import base_file
from bases import write
from factcli import api
from factcli.audit.check import check_answering
from factcli.base.reader import documents, read
from factcli.curation.gate import Gate
from factcli.curation.resolve import FactRequest, QuoteRequest
from factcli.exchange.import_into import import_into
from factcli.exchange.import_run import import_rows
from factcli.index.build import PhraseMaker
from factcli.index.open import open_index
from factcli.questions.answer import ask
from factcli.questions.result import AskOptions
from factcli.text import unused
from factcli.texts.source import passages
from steps import steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcli.language.lexicon import Lexicon

MOST = 2.5  # times the steps for twice the input


def grows_little(work: Callable[[int], Callable[[], object]], size: int) -> None:
    work(4)()  # what is done once
    small, large = steps(work(size)), steps(work(2 * size))

    assert large < MOST * small, (small, large)


def partners(count: int) -> dict[str, Any]:
    """Return a base in which one company has many relations of one wording."""
    people = [f"person-{number}" for number in range(count)]
    return {
        "meta": {"1": {"format": "factcli-base", "version": 1, "name": "partners"}},
        "sources": {"1": {"id": "s", "title": "T", "language": "en", "characters": 9, "sha256": "0" * 64}},
        "sentences": {
            "1": {"source": "s", "number": 1, "start": 0, "end": 9, "section": None, "text": "The firm."}
        },
        "entities": {
            "1": {"id": "firm", "kind": "organization", "name": {"en": "Gray Firm"}},
            **{
                str(at): {"id": name, "kind": "person", "name": {"en": f"Ann {name}"}}
                for at, name in enumerate(people, 2)
            },
        },
        "relations": {
            str(at): {"id": f"r-{at}", "kind": "person", "label": {"en": "partner"}}
            for at in range(1, count + 1)
        },
        "facts": {
            str(at): {
                "id": f"f{at}",
                "subject": "firm",
                "relation": f"r-{at}",
                "object": name,
                "statement": {"en": "The firm has a partner."},
                "modality": "asserted",
                "evidence": [{"sentence": 1, "exact": "The firm"}],
            }
            for at, name in enumerate(people, 1)
        },
    }


class TestRelationsOfOneWording:
    def test_a_question(self, lexicon: Lexicon, tmp_path: Path) -> None:
        def work(count: int) -> Callable[[], object]:
            index = open_index(write(tmp_path, partners(count)), phrases=PhraseMaker(lexicon))
            return lambda: ask("who partner Gray Firm", (index,), AskOptions(), lexicon=lexicon)

        grows_little(work, 100)

    def test_the_wordings_of_relations(self, lexicon: Lexicon) -> None:
        def work(count: int) -> Callable[[], object]:
            return lambda: lexicon.totals([("en", f"partner {count}w{number}") for number in range(count)])

        grows_little(work, 300)

    def test_a_check(self, tmp_path: Path) -> None:
        """No fact is compared with all that share its words, and none is asked for among all of them."""

        def work(count: int) -> Callable[[], object]:
            base = write(tmp_path, partners(count))
            return lambda: api.check(base, environment={"FACTCLI_CACHE": str(tmp_path / "cache")})

        grows_little(work, 100)

    def test_a_check_asks_each_question_once(self, tmp_path: Path) -> None:
        asked: list[str] = []
        base = read(write(tmp_path, partners(50)))

        def answers(question: str, _language: str) -> list[str]:
            asked.append(question)
            return [fact.id for fact in base.facts]

        assert list(check_answering(base.facts, answers)) == []
        assert asked == ["partner Gray Firm"]


class TestText:
    @pytest.mark.parametrize(
        "piece",
        [
            "The mill of Orrby burned down. ",
            "the mill of Orrby burned down ",
            "The mill ( of [ Orrby burned. ",
            "It‘s the “mill « of Orrby. ",
            "The mill\r\nof Orrby burned.\r\n",
            "The mill of Orrby burned down and was not rebuilt until the war was over, in\n1951. ",
        ],
        ids=["one line", "no full stop", "open brackets", "open quotes", "CR LF", "80 columns"],
    )
    def test_sentences_of_a_text(self, piece: str) -> None:
        grows_little(lambda count: lambda: passages(piece * count, "en"), 400)


class TestGate:
    def test_a_judgement_costs_no_more_in_a_large_base(self, tmp_path: Path) -> None:
        def work(count: int) -> Callable[[], object]:
            tables: dict[str, dict[str, Any]] = {}
            for table, number, document in documents(write(tmp_path, partners(count))):
                tables.setdefault(table, {})[str(number)] = document
            gate = Gate(tables)
            request = FactRequest(
                quotes=(QuoteRequest("1", "The firm"),),
                subject="firm",
                relation="r-1",
                object="person-2",
                statements={"en": "The firm has a partner."},
            )
            gate.judge(request)  # what is looked up by is built once
            return lambda: gate.judge(request)

        small, large = steps(work(20)), steps(work(200))

        assert large < 1.2 * small, (small, large)


class TestImport:
    def test_columns(self, tmp_path: Path) -> None:
        def work(count: int) -> Callable[[], object]:
            rows, out = tmp_path / "rows.csv", str(tmp_path / "b.json")
            more = "".join(f",c{number}" for number in range(count))
            rows.write_text(f"subject,relation,object,sentence{more}\nAda,knows,Bo,Ada knows Bo.\n")
            return lambda: import_rows(str(rows), out, force=True)

        grows_little(work, 400)

    def test_names_without_a_letter(self, tmp_path: Path) -> None:
        """Their ids differ by their number alone."""

        def work(count: int) -> Callable[[], object]:
            rows, out = tmp_path / "rows.csv", str(tmp_path / "b.json")
            names = [
                f"{chr(0x1F300 + number % 200)}{chr(0x1F300 + number // 200)}" for number in range(count)
            ]
            rows.write_text(
                "subject,relation,object,sentence\n"
                + "".join(f"{name},knows,{name}!,{name} knows.\n" for name in names),
                encoding="utf-8",
            )
            return lambda: import_rows(str(rows), out, force=True)

        grows_little(work, 150)

    def test_rows_for_a_base_that_exists(self, tmp_path: Path) -> None:
        """Each row is judged among what it is about, not against all that the base holds."""

        def work(count: int) -> Callable[[], object]:
            base, rows = write(tmp_path, partners(count)), tmp_path / "rows.csv"
            rows.write_text(
                "subject,relation,object,sentence,exact,statement_en\n"
                + "".join(f"firm,knows,person-{at},1,The firm,The firm knows him.\n" for at in range(count))
            )
            return lambda: import_into(base, str(rows))

        grows_little(work, 20)

    def test_rows_that_only_quote_their_sentence(self, tmp_path: Path) -> None:
        """The sentence of each row is found by its words, not among all."""

        def work(count: int) -> Callable[[], object]:
            texts = [f"Firm{at} was founded in {1900 + at} by Owner{at}." for at in range(count)]
            base, rows = base_file(Path(mkdtemp(dir=tmp_path)), "\n\n".join(texts)), tmp_path / "rows.csv"
            rows.write_text(
                "subject,relation,object,object_kind,exact,statement_en\n"
                + "".join(
                    f"Firm{at},founded by,Owner{at},person,{text[:-1]},{text}\n"
                    for at, text in enumerate(texts)
                )
            )
            return lambda: import_into(str(base), str(rows), new=True)

        grows_little(work, 40)

    @pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 9, 100])
    def test_numbers_after_ids_are_given_in_order(self, count: int) -> None:
        taken: set[str] = set()
        for _ in range(count):
            taken.add(unused("a", taken))

        assert taken == {"a", *(f"a-{number}" for number in range(2, count + 1))}
