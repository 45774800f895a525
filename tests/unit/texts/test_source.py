"""The words that carry a fact lead back to their one place in their sentence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcli.texts.source import evidence
from factcli.texts.verbatim import occurrences


class TestEvidence:
    @given(st.text("ab.", min_size=1, max_size=12), st.data())
    def test_an_evidence_leads_back_to_its_place(self, sentence: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(sentence) - 1))
        end = data.draw(st.integers(start + 1, len(sentence)))

        entry = evidence(1, sentence, sentence[start:end], start)

        before, after = entry.get("prefix", ""), entry.get("suffix", "")
        assert occurrences(sentence, before + entry["exact"] + after) == [start - len(before)]
