"""Each code is explained in words, with the next thing to try."""

from __future__ import annotations

import pytest

from factcli.audit.findings import CODES, describe, make_finding


class TestCodes:
    @pytest.mark.parametrize("code", CODES)
    def test_each_code_has_an_explanation_and_a_hint(self, code: str) -> None:
        known = CODES[code]

        assert known.severity in {"error", "warning"}
        assert known.meaning.endswith(".")
        assert len(known.meaning.split()) >= 5
        assert known.hint == known.hint.strip(" .")

    @pytest.mark.parametrize("code", CODES)
    def test_description_names_the_code_its_severity_and_its_hint(self, code: str) -> None:
        text = describe(code)

        assert text.startswith(f"{code} ({CODES[code].severity})\n")
        assert CODES[code].hint in text

    def test_an_unknown_code_has_no_description(self) -> None:
        with pytest.raises(KeyError):
            describe("no-such-code")


class TestFound:
    def test_severity_and_hint_come_from_the_code(self) -> None:
        finding = make_finding("claim-name", "facts", "a", "subject", "nobody")

        assert (finding.severity, finding.hint) == (CODES["claim-name"].severity, CODES["claim-name"].hint)
