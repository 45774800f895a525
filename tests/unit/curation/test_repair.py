"""A base follows its text: what is said word for word is found again, and nothing else stays in it unnoticed."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from article_base import tables
from factcli.base.assemble import assemble
from factcli.curation.repair import repaired
from factcli.errors import UsageProblem

SENTENCES = [f"Ship {number} left the port of Norr in {1900 + number}." for number in range(40)]


def base(sentences: list[str]) -> dict[str, dict[str, Any]]:
    """Return a base with a fact on each sentence, named after it."""
    made = tables(" ".join(sentences), "en")
    made["entities"]["1"] = {"id": "norr", "kind": "place", "name": {"en": "Norr"}, "aliases": []}
    made["relations"]["1"] = {"id": "seen", "kind": "thing", "label": {"en": "seen"}, "phrases": {}}
    for at, document in made["sentences"].items():
        made["facts"][at] = {
            "id": f"fact-{at}",
            "subject": "norr",
            "relation": "seen",
            "value": {"type": "text", "text": {"en": document["text"]}},
            "statement": {"en": document["text"]},
            "modality": "asserted",
            "evidence": [{"sentence": int(at), "exact": document["text"][:-1]}],
        }
    return made


def quotes(made: dict[str, dict[str, Any]]) -> dict[str, tuple[str, str]]:
    """Return for each fact its sentence and its quote; the base is whole if this works."""
    whole = assemble(
        [(table, int(at), each) for table, held in made.items() for at, each in held.items()], ""
    )
    return {fact.id: (fact.evidence[0].sentence.text, fact.evidence[0].exact) for fact in whole.facts}


class TestEdits:
    def edit(self, sentences: list[str]) -> tuple[list[str], list[str]]:
        """Return what became of the sentences, but for those that are as they were, and the facts taken out."""
        found = repaired(base(SENTENCES), " ".join(sentences))
        fates = [fate.status for fate in found.sentences if fate.status not in ("kept", "moved")]
        return fates, [fact["id"] for fact in found.facts]

    def test_an_inserted_sentence_touches_no_fact(self) -> None:
        assert self.edit([*SENTENCES[:5], "A gull flew by.", *SENTENCES[5:]]) == (["new"], [])

    def test_a_changed_sentence_lists_its_fact_alone(self) -> None:
        changed = [*SENTENCES[:5], SENTENCES[5].replace("left", "leaves"), *SENTENCES[6:]]

        assert self.edit(changed) == (["changed"], ["fact-6"])

    def test_a_deleted_sentence_lists_its_fact_alone(self) -> None:
        fates, facts = self.edit([*SENTENCES[:5], *SENTENCES[6:]])

        assert (fates[0] in ("missing", "changed"), facts) == (True, ["fact-6"])

    def test_a_moved_sentence_touches_no_fact(self) -> None:
        assert self.edit([*SENTENCES[:5], *SENTENCES[6:], SENTENCES[5]]) == ([], [])

    def test_of_a_sentence_that_stands_twice_each_keeps_its_fact(self) -> None:
        twice = ["It rained.", "The mill of Norr burned.", "It rained."]

        found = repaired(base(twice), "A gull flew. " + " ".join(twice))

        assert found.facts == ()
        assert [found.tables["sentences"][at]["number"] for at in ("1", "2", "3")] == [2, 3, 4]

    def test_what_is_derived_from_a_lost_fact_goes_with_it(self) -> None:
        made = base(SENTENCES[:3])
        made["facts"]["3"]["derived"] = "It follows from fact-1."

        found = repaired(made, " ".join(SENTENCES[1:3]))

        assert [fact["id"] for fact in found.facts] == ["fact-1", "fact-3"]

    def test_a_text_without_a_sentence(self) -> None:
        with pytest.raises(UsageProblem, match="no sentence"):
            repaired(base(SENTENCES[:2]), " ")


@pytest.mark.parametrize("rounds", [50, pytest.param(1000, marks=pytest.mark.long)])
def test_random_edits_never_lose_or_alter_a_quote_unnoticed(rounds: int) -> None:
    random = Random(16)  # noqa: S311 -- the same edits each time
    made = base(SENTENCES[:12])
    before = quotes(made)
    for _ in range(rounds):
        sentences = SENTENCES[:12]
        for _ in range(random.randint(1, 4)):
            at = random.randrange(len(sentences))
            kind = random.choice(("insert", "delete", "change", "move", "double"))
            if kind == "insert":
                sentences.insert(at, f"A gull numbered {random.randint(1, 9)} flew by.")
            elif kind == "delete" and len(sentences) > 1:
                del sentences[at]
            elif kind == "change":
                word = random.choice(sentences[at].split())
                sentences[at] = sentences[at].replace(word, "wind", 1).rstrip(".") + "."
            elif kind == "double":
                sentences.insert(at, sentences[at])
            else:
                sentences.append(sentences.pop(at))
        found = repaired(made, " ".join(sentences))
        after = quotes(found.tables)
        out = {fact["id"] for fact in found.facts}

        assert after.keys() | out == before.keys()
        assert not after.keys() & out
        assert all(after[name] == before[name] for name in after)
        assert all(sentence in sentences for sentence, _ in after.values())
        listed = {name for fate in found.sentences for name in fate.facts}
        assert listed == out
