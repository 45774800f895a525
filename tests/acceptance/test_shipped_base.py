"""The shipped base keeps its curation rules: checked on its plain JSON, without the program.

`base check` says the same with the program's own eyes; here a second pair looks. The laws are those of
`facts/README.md`.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize

import pytest

from places import GOLDEN, ROOT, SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH = ROOT / "facts" / "openai-expansion.json"
BASE: dict[str, dict[str, dict[str, Any]]] = json.loads(PATH.read_text(encoding="utf-8"))
ARTICLE = SHARED / "article" / "openai-expansion.fr.txt"
LANGUAGES = ("fr", "en")
SENTENCES, RELATIONS = BASE["sentences"], {row["id"]: row for row in BASE["relations"].values()}
ENTITIES = {row["id"]: row for row in BASE["entities"].values()}
FACTS = {row["id"]: row for row in BASE["facts"].values()}
ASKING = {
    "en": {"who", "whom", "whose", "what", "when", "where", "why", "how", "which"},
    "fr": {"qui", "que", "quoi", "quand", "où", "pourquoi", "combien", "comment", "quel", "quelle"},
}
# Everyday words that are aliases all the same: people write them, and no other short form is there.
TELLING_ABBREVIATIONS = {"US", "U.S.", "EU", "E.U."}
EVERYDAY = {"us", "eu", "on", "en", "un", "le", "la", "et", "est", "a", "an", "the", "it", "in", "light"}
EVERYDAY |= {"act", "day", "study", "etude", "may", "mai", "commission", "ville", "city", "open"}


def words(text: str) -> list[str]:
    """Return the words of a text without case and accents."""
    plain = "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))
    return re.findall(r"[^\W_]+", plain)


def holds(said: list[str], name: list[str]) -> bool:
    """Return True if the words of a name are adjacent among the words."""
    return any(said[at : at + len(name)] == name for at in range(len(said) - len(name) + 1))


def names(entity: dict[str, Any]) -> list[str]:
    """Return all names of an entity."""
    return [*entity["name"].values(), *entity["aliases"]]


def golden(name: str) -> list[dict[str, Any]]:
    """Return the golden questions of one file."""
    with (GOLDEN / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def spans() -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield each fact's id with each of its evidence entries and the sentence it points into."""
    for fact in FACTS.values():
        for evidence in fact["evidence"]:
            yield fact["id"], evidence, SENTENCES[str(evidence["sentence"])]["text"]


def mentioned(statement: str) -> Iterator[dict[str, Any]]:
    """Yield the entities that a statement names, the longest name first where names lie in names."""
    said = words(statement)
    by_length = sorted(
        ((words(name), name, row) for row in ENTITIES.values() for name in names(row)),
        key=lambda one: -len(one[0]),
    )
    for name, spelt, row in by_length:
        if spelt in TELLING_ABBREVIATIONS and spelt not in statement.replace(".", " ").split():
            continue
        for at in range(len(said) - len(name) + 1):
            if said[at : at + len(name)] == name:
                said[at : at + len(name)] = [""] * len(name)
                yield row


class TestSource:
    """The sentences are the article, verbatim and in order."""

    def test_offsets_are_those_of_the_texts_and_never_overlap(self) -> None:
        rows = list(SENTENCES.values())

        assert all(row["end"] - row["start"] == len(row["text"]) for row in rows)
        assert all(one["end"] < other["start"] for one, other in pairwise(rows))
        assert rows[-1]["end"] <= BASE["sources"]["1"]["characters"]

    def test_sentences_are_numbered_as_their_documents(self) -> None:
        assert [(key, row["number"]) for key, row in SENTENCES.items()] == [
            (str(n), n) for n in range(1, len(SENTENCES) + 1)
        ]

    def test_headings_are_sections_not_sentences(self) -> None:
        sections = {row["section"] for row in SENTENCES.values()} - {None}

        assert len(sections) == 2
        assert not sections & {row["text"] for row in SENTENCES.values()}

    def test_a_quote_is_with_the_words_that_introduce_it(self) -> None:
        broken = [row["text"] for row in SENTENCES.values() if "\n" in row["text"]]

        assert len(broken) == 2
        assert all(re.search(r":\n“[^”]+”\.$", text) for text in broken)

    def test_what_the_text_does_not_say_is_null_or_inferred(self) -> None:
        source = BASE["sources"]["1"]

        assert (source["publisher"], source["author"], source["url"]) == (None, None, None)
        assert source["title"]["inferred"]
        assert source["date"]["inferred"]

    def test_the_article_is_quoted_verbatim(self) -> None:
        if not ARTICLE.exists():
            pytest.skip("the article itself is not part of this project")
        data = ARTICLE.read_bytes()
        text = data.decode("utf-8")
        source = BASE["sources"]["1"]

        assert (source["characters"], source["sha256"]) == (len(text), sha256(data).hexdigest())
        assert all(text[row["start"] : row["end"]] == row["text"] for row in SENTENCES.values())


class TestEvidence:
    """Every fact has a narrow span of a sentence as evidence."""

    @pytest.mark.parametrize(
        ("fact", "evidence", "sentence"),
        [pytest.param(*one, id=f"{one[0]}-{at}") for at, one in enumerate(spans())],
    )
    def test_the_span_is_in_its_sentence_once(
        self, fact: str, evidence: dict[str, Any], sentence: str
    ) -> None:
        whole = evidence.get("prefix", "") + evidence["exact"] + evidence.get("suffix", "")

        assert sentence.count(whole) == 1, fact
        assert len(evidence["exact"]) < len(sentence), fact
        assert (sentence.count(evidence["exact"]) > 1) is bool({"prefix", "suffix"} & set(evidence)), fact

    def test_every_sentence_has_a_fact(self) -> None:
        assert {str(fact["evidence"][0]["sentence"]) for fact in FACTS.values()} == set(SENTENCES)

    @pytest.mark.parametrize("fact", FACTS.values(), ids=list(FACTS))
    def test_names_in_the_statement_are_in_the_evidence(self, fact: dict[str, Any]) -> None:
        shown = [words(evidence["exact"]) for evidence in fact["evidence"]]
        missing = [
            (row["id"], language)
            for language in LANGUAGES
            for row in mentioned(fact["statement"][language])
            if not any(holds(said, words(name)) for said in shown for name in names(row))
        ]

        assert missing == []

    @pytest.mark.parametrize("fact", FACTS.values(), ids=list(FACTS))
    def test_numbers_in_the_statement_are_in_the_evidence(self, fact: dict[str, Any]) -> None:
        shown = {number for evidence in fact["evidence"] for number in numbers(evidence["exact"])}

        assert all(numbers(fact["statement"][language]) <= shown for language in LANGUAGES)


def numbers(text: str) -> set[str]:
    """Return the numbers of a text as their digits, thousands joined: "1 000" and "1,000" are 1000."""
    joined = re.sub(r"(?<=\d)[\s,.](?=\d{3}\b)", "", text)
    return set(re.findall(r"\d+", re.sub(r"[A-Z]+\d+", "", joined)))


class TestFacts:
    """Facts are atomic, complete and distinct."""

    def test_there_are_enough(self) -> None:
        assert len(FACTS) == len(BASE["facts"]) >= 80

    def test_none_repeats_another(self) -> None:
        contents = [
            json.dumps(
                [fact["subject"], fact["relation"], fact.get("object"), fact.get("value")], sort_keys=True
            )
            for fact in FACTS.values()
        ]
        statements = [
            " ".join(words(fact["statement"][language])) for fact in FACTS.values() for language in LANGUAGES
        ]

        assert len(set(contents)) == len(contents)
        assert len(set(statements)) == len(statements)

    @pytest.mark.parametrize("fact", FACTS.values(), ids=list(FACTS))
    def test_ids_exist(self, fact: dict[str, Any]) -> None:
        named = [fact["subject"], *(fact[key] for key in ("object", "speaker") if key in fact)]

        assert set(named) <= set(ENTITIES)
        assert fact["relation"] in RELATIONS
        assert ("object" in fact) is not ("value" in fact)

    @pytest.mark.parametrize("fact", FACTS.values(), ids=list(FACTS))
    def test_statements_are_in_both_languages_and_in_our_own_words(self, fact: dict[str, Any]) -> None:
        french, english = fact["statement"]["fr"], fact["statement"]["en"]

        assert french != english
        assert french.endswith(".")
        assert english.endswith(".")
        assert not any(french.rstrip(".") == row["text"].rstrip(".") for row in SENTENCES.values())

    @pytest.mark.parametrize("fact", FACTS.values(), ids=list(FACTS))
    def test_reported_has_its_speaker_and_hedged_is_said_of_reported_only(self, fact: dict[str, Any]) -> None:
        assert (fact["modality"] == "reported") is ("speaker" in fact)
        assert "hedged" not in fact or fact["modality"] == "reported"

    @pytest.mark.parametrize("fact", FACTS.values(), ids=list(FACTS))
    def test_modality_follows_the_words_of_the_span(self, fact: dict[str, Any]) -> None:
        span = " ".join(evidence["exact"] for evidence in fact["evidence"])
        marks = {
            "reported": r"“|selon|nous pourrons|notre ",
            "hedged": r"pourrait",
            "planned": r"organisera|prochaine ouverture",
        }
        first = next((modality for modality, mark in marks.items() if re.search(mark, span)), None)

        assert first in (None, fact["modality"])

    def test_a_derived_fact_says_why_and_from_which_facts(self) -> None:
        derived = [fact for fact in FACTS.values() if "derived" in fact]

        assert 0 < len(derived) < len(FACTS) / 10
        assert all(
            set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", fact["derived"])) & (set(FACTS) - {fact["id"]})
            for fact in derived
        )

    def test_dates_say_no_more_than_the_text(self) -> None:
        dates = {fact["when"]["edtf"] for fact in FACTS.values() if "when" in fact}

        assert dates == {"2018", "2023-12~", "XXXX-05", "XXXX-11-21", "XXXX-12~", "../2030"}
        assert not any("resolved" in fact.get("when", {}) for fact in FACTS.values())


class TestEntities:
    """Everything named is named in both languages, and used."""

    def test_each_has_names_and_a_description_in_both_languages(self) -> None:
        assert all(
            row[key][language].strip()
            for row in ENTITIES.values()
            for key in ("name", "description")
            for language in LANGUAGES
        )

    def test_each_has_a_fact(self) -> None:
        used = {fact.get(key) for fact in FACTS.values() for key in ("subject", "object", "speaker")}

        assert set(ENTITIES) - used == set()

    def test_names_are_unique(self) -> None:
        owners: dict[str, set[str]] = {}
        for row in ENTITIES.values():
            for name in names(row):
                owners.setdefault(" ".join(words(name)), set()).add(row["id"])

        assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}

    def test_no_alias_is_an_everyday_word(self) -> None:
        aliases = {alias for row in ENTITIES.values() for alias in row["aliases"]} - TELLING_ABBREVIATIONS

        assert {alias for alias in aliases if " ".join(words(alias)) in EVERYDAY} == set()


MOST_PHRASES = 8  # of a relation, in one language and direction; what people say in general is in the lexicon


def wordings() -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    """Yield each relation's id, direction and phrases."""
    for row in RELATIONS.values():
        yield row["id"], "ask", row["phrases"]
        if "inverse" in row:
            yield row["id"], "inverse", row["inverse"]["phrases"]


class TestRelations:
    """A relation is asked for by words of its own, in both languages."""

    def test_each_is_used(self) -> None:
        assert set(RELATIONS) == {fact["relation"] for fact in FACTS.values()}

    @pytest.mark.parametrize(
        ("relation", "direction", "phrases"), [pytest.param(*one, id="-".join(one[:2])) for one in wordings()]
    )
    def test_phrases_are_words_for_a_relation(
        self, relation: str, direction: str, phrases: dict[str, list[str]]
    ) -> None:
        assert relation, direction
        for language in LANGUAGES:
            spoken = [words(phrase) for phrase in phrases[language]]
            assert 3 <= len(spoken) <= MOST_PHRASES
            assert len({" ".join(phrase) for phrase in spoken}) == len(spoken)
            assert all(phrase and phrase[0] not in ASKING[language] and len(phrase) <= 7 for phrase in spoken)
            assert not any("?" in phrase for phrase in phrases[language])

    def test_no_phrase_contains_a_name(self) -> None:
        listed = [(row["id"], words(name)) for row in ENTITIES.values() for name in names(row)]
        found = [
            (relation, phrase, entity)
            for relation, _, phrases in wordings()
            for language in LANGUAGES
            for phrase in phrases[language]
            for entity, name in listed
            if holds(words(phrase), name)
        ]

        assert found == []

    @pytest.mark.parametrize(
        "fact", [fact for fact in FACTS.values() if "object" in fact], ids=lambda fact: fact["id"]
    )
    def test_kinds_match_their_values(self, fact: dict[str, Any]) -> None:
        relation = RELATIONS[fact["relation"]]

        assert relation["kind"] in (ENTITIES[fact["object"]]["kind"], "reason")
        assert "inverse" not in relation or relation["inverse"]["kind"] == ENTITIES[fact["subject"]]["kind"]


class TestGoldenQuestions:
    """The golden questions reach every fact, both languages, and what must be refused."""

    def test_each_fact_is_reached_in_both_languages(self) -> None:
        reached = {(fact, row["lang"]) for row in golden("answered.jsonl") for fact in row["facts"]}

        assert {(fact, language) for fact in FACTS for language in LANGUAGES} - reached == set()

    def test_facts_that_belong_together_are_each_right(self) -> None:
        rows = golden("answered.jsonl")

        assert all(set(row["all"]) <= set(row["facts"]) <= set(FACTS) for row in rows)

    def test_there_are_enough_of_each_kind_and_language(self) -> None:
        answered, refused = golden("answered.jsonl"), golden("refused.jsonl")

        assert len(answered) >= 260
        assert len(refused) >= 80
        kinds = {"clean", "typo", "unaccented", "condition"}
        assert {row["kind"] for row in answered} == kinds | {"bare", "paraphrase"}
        assert {row["kind"] for row in refused} == kinds
        for rows in (answered, refused):
            assert 0.45 < sum(row["lang"] == "fr" for row in rows) / len(rows) < 0.55

    def test_no_question_is_asked_twice(self) -> None:
        asked = [row["question"] for name in ("answered.jsonl", "refused.jsonl") for row in golden(name)]

        assert len(set(asked)) == len(asked)

    def test_a_refusal_names_a_status_and_its_reason(self) -> None:
        statuses = {"no_such_fact", "unknown_entity", "ambiguous"}
        rows = golden("refused.jsonl")

        assert all(row["why"] for row in rows)
        assert all(
            {row["status"]} <= statuses if isinstance(row["status"], str) else set(row["status"]) <= statuses
            for row in rows
        )
