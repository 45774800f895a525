"""A value is supported if its sentence gives it, an error if it gives another, a warning if it is not understood."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from factcli.audit.check import check_file
from factcli.exchange.import_run import import_rows
from factcli.texts.rules import load_rules

if TYPE_CHECKING:
    from pathlib import Path

RULES = load_rules()


def claims(  # noqa: PLR0917 -- the columns of a row
    folder: Path, code: str, sentence: str, kind: str, told: str, statement: str = "Acme.", *, exact: str = ""
) -> list[str]:
    """Return the codes of what is wrong with a value that a sentence, or `exact` words of it, are quoted for."""
    row = {"subject": "Acme", "relation": "value", "object": told, "object_kind": kind, "language": code}
    row |= {"statement": statement, "sentence": sentence, "exact": exact or sentence}
    rows, base = folder / "rows.jsonl", folder / "base.json"
    rows.write_text(json.dumps(row), encoding="utf-8")
    import_rows(str(rows), str(base), force=True)
    return [finding.code for finding in check_file(str(base), RULES) if finding.code.startswith("claim-")]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (("en", "Acme raised $10-15 million."), ("money", "10000000 USD", "10 USD")),
        (("en", "Acme raised between 5 and 7 million dollars."), ("money", "5000000 USD", "5 USD")),
        (("fr", "Acme a levé entre 5 et 7 millions d’euros."), ("money", "5000000 EUR", "5 EUR")),
        (("fr", "Acme a levé une centaine de millions d’euros."), ("money", "100000000 EUR", "1000000 EUR")),
        (("en", "Acme raised ₹5 crore."), ("money", "50000000 INR", "5 INR")),
        (("en", "Acme took 5 1/2 years."), ("amount", "5.5 years", "2 years")),
        (("en", "Acme paid $.5 million."), ("money", "500000 USD", "5000000 USD")),
        (("fr", "Acme a levé 100 M$ CA."), ("money", "100000000 CAD", "100000000 USD")),
        (("en", "Acme keeps it at 30 °C."), ("amount", "30 °C", "30 °F")),
        (("en", "Acme sold 3 gallons."), ("amount", "3 gallons", "3 litres")),
        (("fr", "Acme possède 25 m² à Acmeville."), ("amount", "25 m²", "25 km²")),
        (("fr", "Acme a payé 5000 francs."), ("amount", "5000 francs", "5000 euros")),
        (("fr", "Acme a payé 5000 francs."), ("money", "5000 FRF", "5000 EUR")),
        (("en", "Acme has 300 people and raised $5 million."), ("number", "300", "5")),
        (("en", "Acme has 300 people and raised $5 million."), ("money", "5000000 USD", "300 USD")),
        (("en", "Acme won $5 million, of a budget of 4 billion."), ("money", "4000000000 USD", "4 USD")),
        (("fr", "Acme emploie sept mille personnes."), ("number", "7000", "7")),
        (("fr", "Acme a levé des millions d’euros."), ("text", "des millions", None)),
    ],
)
def test_a_value_is_supported_or_refused(
    sentence: tuple[str, str], told: tuple[str, str, str | None], tmp_path: Path
) -> None:
    kind, right, wrong = told

    assert claims(tmp_path, *sentence, kind, right) == []
    assert wrong is None or claims(tmp_path, *sentence, kind, wrong) == ["claim-number"]


@pytest.mark.parametrize(
    ("code", "sentence", "kind", "told"),
    [
        ("en", "Acme raised $5 zillion.", "money", "5 USD"),
        ("en", "Acme has 20m users.", "number", "20"),
        ("fr", "Acme a levé 5 millards d’euros.", "money", "5 EUR"),
        ("fr", "Acme emploie 5,000 personnes.", "number", "5"),
    ],
)
def test_what_is_not_understood_supports_nothing_and_refuses_nothing(
    code: str, sentence: str, kind: str, told: str, tmp_path: Path
) -> None:
    assert claims(tmp_path, code, sentence, kind, told) == ["claim-unread"]


def test_an_order_of_size_is_no_amount(tmp_path: Path) -> None:
    sentence = "Acme a levé des millions d’euros."

    assert claims(tmp_path, "fr", sentence, "money", "1000000 EUR") == ["claim-number"]


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        (("fr", "Acme date du IVe siècle av. J.-C."), "-03XX", "03XX"),
        (("en", "Acme began in 44 BC."), "-0043", "0044"),
        (("fr", "Acme emploie sept personnes depuis 2010."), "2010", "XXXX-09"),
        (("en", "Acme won in the 2010-11 season."), "2011", "2010-11"),
        (("en", "Acme met on April 3-5, 2024."), "2024-04-03/2024-04-05", "2024-04-06"),
        (("fr", "Acme ouvre du 3 avril au 5 mai 2024."), "2024-04-03/2024-05-05", "2024-04-05"),
        (("fr", "Acme ouvre le premier mai 2010."), "2010-05-01", "2010-05-02"),
        (("fr", "Acme est née dans les années 80."), "198X", "1980"),
        (("en", "Acme began in the nineteenth century."), "18XX", "19XX"),
        (("en", "Acme grew in the first quarter of 2010."), "2010-33", "2010-34"),
    ],
)
def test_a_date_is_supported_or_refused(
    sentence: tuple[str, str], right: str, wrong: str, tmp_path: Path
) -> None:
    assert claims(tmp_path, *sentence, "date", right) == []
    assert claims(tmp_path, *sentence, "date", wrong) == ["claim-date"]


@pytest.mark.parametrize(
    ("code", "sentence", "told"),
    [("fr", "Acme est née en mai 68.", "1968-05"), ("fr", "Acme est née dans les années 20.", "192X")],
)
def test_a_date_that_is_not_understood_is_unknown(
    code: str, sentence: str, told: str, tmp_path: Path
) -> None:
    assert claims(tmp_path, code, sentence, "date", told) == ["claim-unread"]


def test_a_sentence_inside_a_quotation_of_several_is_somebody_s_words(tmp_path: Path) -> None:
    text = "“Acme is old and it is slow. Acme is the largest of them all. Acme has three rooms.” It rains."
    rows, base, source = tmp_path / "rows.jsonl", tmp_path / "base.json", tmp_path / "source.txt"
    source.write_text(text, encoding="utf-8")
    sentences = ["Acme is the largest of them all.", "It rains."]
    rows.write_text(
        "\n".join(
            json.dumps({"subject": "Acme", "relation": "is", "object": "Acme", "sentence": sentence})
            for sentence in sentences
        ),
        encoding="utf-8",
    )
    import_rows(str(rows), str(base), str(source))

    found = [finding for finding in check_file(str(base), RULES) if finding.code == "modality-quotation"]

    assert [finding.document for finding in found] == ["row-1"]


@pytest.mark.parametrize(
    ("sentence", "statement", "codes"),
    [
        ("Acme has nearly 300 people.", "Acme has 300 people.", ["claim-precision"]),
        ("Acme has nearly 300 people.", "Acme has about 300 people.", []),
        ("Acme has nearly 300 people, 300 people to be exact.", "Acme has 300 people.", []),
        ("Acme has nearly 300 people, or about 300 people.", "Acme has 300 people.", ["claim-precision"]),
    ],
)
def test_what_the_evidence_only_approximates_is_not_stated_as_exact(
    sentence: str, statement: str, codes: list[str], tmp_path: Path
) -> None:
    assert claims(tmp_path, "en", sentence, "text", "so", statement) == codes


@pytest.mark.parametrize(
    ("sentence", "told", "codes"),
    [
        ("Acme won $5 million, of a budget of 4 billion.", "4000000000 USD", []),
        ("Acme won $5 million and €3 million, of a budget of 4 billion.", "4000000000 USD", ["claim-number"]),
        ("Acme won $5 million and €3 million, of a budget of 4 billion.", "4000000000 EUR", ["claim-number"]),
        ("Acme had a budget of 4 billion.", "4000000000 USD", ["claim-number"]),
    ],
)
def test_a_sum_without_a_currency_has_that_of_the_evidence_if_there_is_one_alone(
    sentence: str, told: str, codes: list[str], tmp_path: Path
) -> None:
    assert claims(tmp_path, "en", sentence, "money", told) == codes


class TestWordsInTheirSentence:
    @pytest.mark.parametrize(
        ("sentence", "exact", "value"),
        [
            (("en", "Acme raised $10-15 million."), "Acme raised $10", ("money", "10000000 USD")),
            (("en", "Acme tried it for 8–10 years."), "Acme tried it for 8", ("amount", "8 years")),
            (("fr", "Acme ouvre du 3 au 5 mai 2024."), "Acme ouvre du 3", ("date", "2024-05-03")),
            (("fr", "Acme a 28 à 37 ans."), "Acme a 28", ("amount", "28 ans")),
        ],
    )
    def test_they_mean_what_they_mean_there(
        self, sentence: tuple[str, str], exact: str, value: tuple[str, str], tmp_path: Path
    ) -> None:
        assert claims(tmp_path, *sentence, *value, exact=exact) == []

    @pytest.mark.parametrize(
        ("sentence", "exact", "value"),
        [
            ("Acme raised $10-15 million.", "Acme raised $10", ("money", "10 USD")),
            ("Acme raised $6 billion.", "Acme raised $6", ("money", "6 USD")),
            ("Acme began on 3 May 2010.", "Acme began on 3 May", ("date", "2010-05-03")),
            ("Acme has 300 people in 5 rooms.", "Acme has 300 people", ("number", "5")),
        ],
    )
    def test_they_give_no_part_of_an_amount_and_nothing_beyond_themselves(
        self, sentence: str, exact: str, value: tuple[str, str], tmp_path: Path
    ) -> None:
        found = claims(tmp_path, "en", sentence, *value, exact=exact)

        assert found in (["claim-number"], ["claim-date"])
