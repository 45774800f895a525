"""Build the page of each report: an answer or a refusal, lists, an entity, chains, the text, an explanation."""

from __future__ import annotations

from factcli._dataclass import replace
from factcli.language.messages import pick
from factcli.model import NATURE
from factcli.output.blocks import (
    ASIDE,
    BAD,
    BULLET,
    DOUBTFUL,
    GOOD,
    MARK,
    NAME,
    NUMBER,
    WORDS,
    Compared,
    Headline,
    Note,
    Quote,
    Table,
    Tree,
    merged,
)
from factcli.output.envelope import as_text, command_line, link, made_short, made_statement, short
from factcli.output.values import standing, when
from factcli.questions.result import CONFIRMED, EXCLUDED, SUPPORTED, UNKNOWN
from factcli.text import tokens, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from factcli.language.messages import Messages
    from factcli.model import Entity, Fact, Sentence
    from factcli.output.blocks import Block
    from factcli.output.envelope import EntityItems, Facts
    from factcli.questions.result import Answer, Closest, Outcome, Suggestion, Trace

    Draw = Callable[[int], Sequence[Block]]
    Cited = tuple[Sentence, Sequence[Fact]]


# Quotes: each sentence a page cites is shown once, under the facts, with their spans marked.


class Quotes:
    """The sentences of one page, in the order it cites them."""

    def __init__(self, messages: Messages, *, ids: bool = False) -> None:
        """Start without any; with `ids`, each says which facts it is quoted for."""
        self.messages, self._ids = messages, ids
        self._facts: dict[int, list[str]] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._sentences: dict[int, Sentence] = {}
        self._spans: dict[int, list[tuple[int, int]]] = {}

    def mark(self, fact: Fact) -> str:
        """Return the marks of a fact's sentences: “[1]”, “[1] [2]”."""
        marks = []
        for evidence in fact.evidence:
            sentence = evidence.sentence
            number = self._numbers.setdefault((sentence.source.id, sentence.id), len(self._numbers) + 1)
            self._sentences[number] = sentence
            self._facts.setdefault(number, []).append(fact.id)
            if evidence.offset >= 0:
                span = (evidence.offset, evidence.offset + len(evidence.exact))
                self._spans.setdefault(number, []).append(span)
            marks.append(f"[{number}]")
        return " ".join(dict.fromkeys(marks))

    def row(self, fact: Fact) -> list[str]:
        """Return the cells of a fact: what, when, how sure, and its marks."""
        return [*_cells(fact, self.messages), self.mark(fact)]

    def blocks(self) -> list[Block]:
        """Return the sentences cited so far."""
        return [self._block(number) for number in self._sentences]

    def _block(self, number: int) -> Quote:
        sentence = self._sentences[number]
        spans = merged(self._spans.get(number, ()), sentence.text)
        ids = dict.fromkeys(self._facts[number]) if self._ids else ()
        return Quote(number, sentence.text, spans, " · ".join([self.place(sentence), *ids]), link(sentence))

    def place(self, sentence: Sentence) -> str:
        """Return the source and number of a sentence, for the line below it."""
        return f"{sentence.source.id} · {self.messages.say('sentence', number=sentence.number)}"


FACT_ROLES = (WORDS, ASIDE, ASIDE, MARK)
_ON_ONE_LINE, _SEEN_AT_ONCE = 64, 6
_HEADED_FROM = 3  # rows, from which on a table of facts needs headings
CLOSEST_SHOWN, FACTS_SHOWN = 3, 2  # sentences beside a refusal, and facts of each


def page(  # noqa: PLR0913 -- what was found and how much of it is wanted
    outcome: Outcome,
    kept: Sequence[Answer],
    messages: Messages,
    *,
    drawn: int,
    refusal: str,
    explain: bool,
    ids: bool = False,
) -> list[Block]:
    """Return the blocks of an answer, or of a refusal; `drawn` is how many rows at most, 0 for all."""
    quotes = Quotes(messages, ids=ids)
    blocks = answered(outcome, kept, quotes, messages, drawn) if kept else refused(outcome, messages, refusal)
    if explain:
        blocks += explained_blocks(outcome, messages)
    return blocks


def answered(
    outcome: Outcome, kept: Sequence[Answer], quotes: Quotes, messages: Messages, drawn: int
) -> list[Block]:
    """Return the answer with its modality, the facts, and the sentences."""
    shown = kept[:drawn] if drawn else kept
    kind = outcome.reading.answer_kind
    answers = [
        made_short(each.made, messages)
        if each.made
        else short(each.fact, messages, inverse=each.inverse, kind=kind)
        for each in kept
    ]
    more = messages.say("more", count=len(kept) - len(shown)) if len(shown) < len(kept) else ""
    rows = [_row(answer, each, quotes) for answer, each in zip(answers, shown, strict=False)]
    if outcome.beside or any(each.made is not None and len(each.made.facts) > 1 for each in kept):
        return [
            _how_made(outcome, answers, kept, messages),
            *_told_besides(outcome.beside, messages),
            _used([*shown, *outcome.beside], quotes, messages, more),
            *quotes.blocks(),
        ]
    named = outcome.card is not None or len(dict.fromkeys(answers)) > _SEEN_AT_ONCE
    if named:
        headline = (
            _card(outcome) if outcome.card is not None else Headline(messages.count(len(answers), "answer"))
        )
        headings = [messages.say("answer"), *_fact_headings(messages)] if len(rows) >= _HEADED_FROM else ()
        table = Table((NAME, *FACT_ROLES), rows, headings, more=more, numbers=_counted(rows))
        return [headline, table, *quotes.blocks()]
    standings = {standing(each.fact, messages) for each in kept}
    yes_or_no = any(each.made is not None and isinstance(each.made.value, bool) for each in kept)
    common = (
        standings.pop() if len(standings) == 1 and not yes_or_no else ""
    )  # a no is not denied, its fact is
    table = Table(
        FACT_ROLES,
        [[what, date_text, "" if common else sure, marks] for _, what, date_text, sure, marks in rows],
        _fact_headings(messages) if len(rows) >= _HEADED_FROM else (),
        more=more,
        numbers=_counted(rows),
    )
    return [Headline(_join_answers(answers), standing=common), table, *quotes.blocks()]


def _how_made(
    outcome: Outcome, answers: Sequence[str], kept: Sequence[Answer], messages: Messages
) -> Headline:
    """Return an answer that several facts make, over one line that says how it was made."""
    counted = [made_statement(each.made, messages) for each in kept if each.made and each.made.counted]
    return Headline(_join_answers(answers), " · ".join(counted) or plan_line(outcome))


def _told_besides(beside: Sequence[Answer], messages: Messages) -> list[Block]:
    """Return a line for each thing that the text tells besides: another count, with what is counted."""
    lines = [
        made_statement(each.made, messages) if each.made else pick(each.fact.statement, messages.code)
        for each in beside
    ]
    standings = [standing(each.fact, messages) for each in beside]
    told = [
        f"{line.rstrip('.')} ({sure})" if sure else line for line, sure in zip(lines, standings, strict=True)
    ]
    return [Note(messages.say("beside", text=line), quiet=False) for line in told]


def plan_line(outcome: Outcome) -> str:
    """Return the steps of a plan in the words of the question: “Kyutai → founder → former company”."""
    plan = outcome.reading.plan
    return " → ".join(step.words for step in plan.steps if step.words) if plan is not None else ""


def _used(shown: Sequence[Answer], quotes: Quotes, messages: Messages, more: str) -> Table:
    """Return every fact that some answers stand on, each once."""
    facts = {fact.id: fact for each in shown for fact in (each.made.facts if each.made else (each.fact,))}
    rows = [quotes.row(fact) for fact in facts.values()]
    headings = _fact_headings(messages) if len(rows) >= _HEADED_FROM else ()
    return Table(FACT_ROLES, rows, headings, more=more)


def _row(answer: str, given: Answer, quotes: Quotes) -> list[str]:
    """Return the cells of an answer, without repeating a date that is the answer itself."""
    what, date_text, sure, marks = quotes.row(given.fact)
    return [answer, what, "" if date_text == answer else date_text, sure, marks]


def _fact_headings(messages: Messages) -> list[str]:
    return [*(messages.say(name) for name in ("fact", "when", "standing")), ""]


def _card(outcome: Outcome) -> Headline:
    named = list(dict.fromkeys(each.label for each in outcome.reading.entities))
    name, card = ", ".join(named) if named else outcome.text, outcome.card or ""
    only_names = card == " · ".join(named)  # of several, which the headline names already
    return Headline(name, "" if only_names else card.removeprefix(name).removeprefix(": "))


def _join_answers(answers: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(answers))
    line = ", ".join(distinct)
    return line if len(line) <= _ON_ONE_LINE else "\n".join(distinct)


def refused(outcome: Outcome, messages: Messages, refusal: str) -> list[Block]:
    """Return the reason, the words that were not understood, and what the base does know."""
    blocks: list[Block] = [Note(refusal, quiet=False)]
    against = [each.fact for each in outcome.reading.constraints if each.status == EXCLUDED and each.fact]
    if outcome.shortfall is not None:
        against.append(outcome.shortfall[1].fact)
    if against:
        quotes = Quotes(messages)
        rows = [quotes.row(fact) for fact in against]
        blocks += [Table(FACT_ROLES, rows), *quotes.blocks()]
    read = outcome.reading.relation is not None or not outcome.reading.unread
    if outcome.reading.unmatched and outcome.status == "no_such_fact" and read and not against:
        blocks.append(Note(messages.say("unmatched", words=", ".join(outcome.reading.unmatched))))
    if not against:  # else the sentence that excludes it is the closest one
        blocks += closest_blocks(outcome.closest, messages)
    if outcome.suggestions:
        commands = [(command_line(each.command, *each.words), _label(each)) for each in outcome.suggestions]
        blocks.append(Note(messages.say("try"), commands))
    return blocks


def closest_blocks(found: Sequence[Closest], messages: Messages) -> list[Block]:
    """Return the sentences that come closest to what is not answered, each with what it states and how to see it."""
    if not found:
        return []
    quotes = Quotes(messages)
    listed: list[Block] = []
    near = [each for each in found[:CLOSEST_SHOWN] if each.score >= found[0].score / 2]
    for number, each in enumerate(near, 1):
        sentence = each.sentence
        spans = merged(each.spans, sentence.text)
        listed.append(Quote(number, sentence.text, spans, quotes.place(sentence), link(sentence)))
        rows = [
            [pick(fact.statement, messages.code), command_line("cite", fact.id)]
            for fact in each.facts[:FACTS_SHOWN]
        ]
        listed.append(Table((WORDS, ASIDE), rows or [["", command_line("source", str(sentence.number))]]))
    return [Note(messages.say("closest"), quiet=False), *listed]


_VERDICT_TONES = {"supported": GOOD, "contradicted": BAD, "not_stated": DOUBTFUL}


def verdict_page(outcome: Outcome, shown: Sequence[Answer], messages: Messages, sentence: str) -> list[Block]:
    """Return the verdict on a claim, the claim beside the facts it stands on, and their sentences."""
    quotes = Quotes(messages)
    near = (outcome.shortfall[1],) if outcome.shortfall is not None else ()
    tone, facts = _VERDICT_TONES.get(outcome.status, ""), [each.fact for each in (*shown, *near)]
    differing = _differing(outcome)
    if differing:
        blocks: list[Block] = [
            Headline(sentence, tone=tone),
            _compared(outcome.text, differing, facts, quotes),
        ]
    else:
        rows = [quotes.row(fact) for fact in facts]
        headings = _fact_headings(messages) if len(rows) >= _HEADED_FROM else ()
        table = [Table(FACT_ROLES, rows, headings)] if rows else []
        blocks = [Headline(sentence, outcome.text, tone=tone), *table]
    beside = () if near else outcome.closest  # else the fact that comes nearest is there already
    return [*blocks, *quotes.blocks(), *closest_blocks(beside, messages)]


def _differing(outcome: Outcome) -> list[tuple[int, int]]:
    """Return the spans of a claim that a fact excludes, or that nothing settles."""
    if outcome.status == SUPPORTED:
        return []
    texts = [each.text for each in outcome.reading.constraints if each.status == EXCLUDED or each.hard]
    starts = [(outcome.text.find(text), len(text)) for text in texts]
    return merged([(start, start + length) for start, length in starts if start >= 0], outcome.text)


def _compared(
    claim: str, differing: Sequence[tuple[int, int]], facts: Sequence[Fact], quotes: Quotes
) -> Compared:
    """Return a claim over the facts it is held against, with the words in which they differ."""
    messages, said = quotes.messages, {token.word for token in tokens(claim)}
    texts = [(messages.say("claim"), claim, differing, "")]
    for fact in facts:
        statement, *rest, marks = quotes.row(fact)
        given = {token.word for token in tokens(short(fact, messages))} - said
        spans = [(token.start, token.end) for token in tokens(statement) if token.word in given]
        told = " · ".join([statement, *(cell for cell in rest if cell and not statement.count(cell))])
        texts.append((messages.say("fact"), told, merged(spans, told), marks))
    return Compared(texts)


def draft_page(
    items: Sequence[tuple[int, int, str, str, Outcome]],
    counts: Mapping[str, int],
    messages: Messages,
    total: int,
) -> list[Block]:
    """Return the sentences of a draft with their verdicts and facts, and how many there are of each."""
    rows = []
    for line, column, text, verdict, outcome in items:
        fact = next((pick(each.fact.statement, messages.code) for each in outcome.answers), "")
        rows.append([f"{line}:{column}", messages.say(verdict), text, fact])
    headings = [messages.say(name) for name in ("place", "verdict", "claim", "fact")]
    tones = [(messages.say(verdict), tone) for verdict, tone in _VERDICT_TONES.items()]
    table = listing((NUMBER, NAME, WORDS, WORDS), rows, headings, total, messages, tones=tones)
    summary = " · ".join(f"{messages.say(name)}: {count}" for name, count in counts.items() if count)
    return [table, Note(summary, quiet=False)]


def _label(suggestion: Suggestion) -> str:
    """Return the label of a suggestion, empty if its command already says it."""
    said = {word for part in suggestion.words for word in words(part)}
    return "" if set(words(suggestion.label)) <= said else suggestion.label


# Lists: facts, entities, relations, one entity, the timeline.

_HAPPENED, _ANNOUNCED = "●", "○"


def fact_table(facts: Facts, messages: Messages) -> Draw:
    """Return the function that draws facts as a list: statement, date, modality, sentence and id."""

    def draw(drawn: int) -> Sequence[Block]:
        shown = facts.first(drawn)
        rows = [[*_cells(fact, messages), _sentence(fact), fact.id] for _, fact in shown]
        headings = [messages.say(name) for name in ("fact", "when", "standing", "in_sentence", "id")]
        return [listing((WORDS, ASIDE, ASIDE, NUMBER, ASIDE), rows, headings, len(facts), messages)]

    return draw


def entity_card(thing: Entity, facts: Facts, messages: Messages, *, ids: bool = False) -> Draw:
    """Return the function that draws an entity: what it is, its other names, its facts by relation, their sentences."""

    def draw(drawn: int) -> Sequence[Block]:
        quotes = Quotes(messages, ids=ids)
        listed = [fact for _, fact in facts.first(0)]
        lines, rules = _by_relation(thing, listed, messages)
        place = {id(fact): at for at, fact in enumerate(listed, 1)}
        shown = lines[: drawn or None]
        rows = [line.cells(quotes) for line in shown]
        left_off = sum(len(line.facts) for line in lines[len(shown) :])
        aside = pick(thing.description, messages.code) or messages.kind(thing.kind)
        blocks: list[Block] = [Headline(pick(thing.name, messages.code), aside)]
        known = _other_names(thing, messages)
        if known:
            blocks.append(Note(messages.say("also", names=", ".join(known))))
        headings = [*(messages.say(name) for name in ("relation", "answer", "when", "standing")), ""]
        table = listing(
            (NAME, *FACT_ROLES), rows, headings, len(rows) + left_off, messages, rules=rules[: len(rows)]
        )
        if isinstance(table, Table):
            numbers = [",".join(str(place[id(fact)]) for fact in line.facts) for line in shown]
            table = replace(table, numbers=numbers)
        return [*blocks, table, *quotes.blocks()]

    return draw


class _CardLine:
    """One line of a card: a relation, and the answers that share their date and their status."""

    def __init__(self, label: str, when: str, standing: str) -> None:
        self.label, self.when, self.standing = label, when, standing
        self.answers: list[str] = []
        self.facts: list[Fact] = []

    def cells(self, quotes: Quotes) -> list[str]:
        found = {mark for fact in self.facts for mark in quotes.mark(fact).split()}
        marks = sorted(found, key=lambda mark: int(mark[1:-1]))
        answers = ", ".join(dict.fromkeys(self.answers))
        return [self.label, answers, self.when, self.standing, " ".join(marks)]


_JOINED = 32  # letters of an answer that may stand beside others on a line
_RULED_FROM = 12  # lines of a card, from which on it is parted by what they tell


def _by_relation(
    thing: Entity, facts: Sequence[Fact], messages: Messages
) -> tuple[list[_CardLine], list[tuple[int, str]]]:
    """Return the lines of a card, what the entity is first, and the rules that part a long one by kinds."""
    groups: dict[tuple[str, str, bool], list[_CardLine]] = {}
    for fact in facts:
        inverse = fact.subject.id != thing.id
        side = fact.relation.inverse if inverse else fact.relation
        kind = "" if fact.relation.id in NATURE else side.kind if side else fact.subject.kind
        lines = groups.setdefault((kind, fact.relation.id, inverse), [])
        answer = short(fact, messages, inverse=inverse)
        told = when(fact, messages)
        told, sure = "" if told == answer else told, standing(fact, messages)
        fits = [each for each in lines if (each.when, each.standing) == (told, sure)]
        alone = len(answer) > _JOINED
        if not fits or alone or any(len(other) > _JOINED for other in fits[-1].answers):
            fits = [_CardLine("" if lines else _relation_label(fact, thing, messages), told, sure)]
            lines += fits
        fits[-1].answers.append(answer)
        fits[-1].facts.append(fact)
    kinds = dict.fromkeys(kind for kind, *_ in groups)
    found: list[_CardLine] = []
    rules: list[tuple[int, str]] = []
    for kind in sorted(kinds, key=bool):
        rules.append((len(found), messages.kind(kind) if kind else messages.say("nature")))
        found += [line for (other, *_), lines in groups.items() if other == kind for line in lines]
    return found, rules if len(found) >= _RULED_FROM and len(rules) > 1 else []


def timeline(facts: Facts, ahead: Sequence[bool], messages: Messages) -> Draw:
    """Return the function that draws dated facts on a timeline: what happened, then what is announced.

    `ahead` says of each fact whether it is announced.
    """

    def draw(drawn: int) -> Sequence[Block]:
        shown = [fact for _, fact in facts.first(drawn)]
        rules: list[tuple[int, str]] = []
        rows, before, was_ahead = [], "", False
        for at, (fact, is_ahead) in enumerate(zip(shown, ahead, strict=False)):
            if not rules or is_ahead != was_ahead:
                rules.append((at, messages.say("announced" if is_ahead else "happened")))
                before = ""
            date_text, sure = when(fact, messages) or short(fact, messages), standing(fact, messages)
            mark = _ANNOUNCED if is_ahead else _HAPPENED
            rows.append(
                [
                    "" if date_text == before else date_text,
                    mark,
                    pick(fact.statement, messages.code),
                    sure,
                    _sentence(fact),
                ]
            )
            before, was_ahead = date_text, is_ahead
        headings = [
            *(messages.say("when"), "", messages.say("fact")),
            *(messages.say("standing"), messages.say("in_sentence")),
        ]
        roles = (NAME, BULLET, WORDS, ASIDE, NUMBER)
        return [listing(roles, rows, headings, len(facts), messages, rules=rules)]

    return draw


def item_table(
    items: Sequence[dict[str, Any]] | EntityItems, columns: Sequence[tuple[str, str, str]], messages: Messages
) -> Draw:
    """Return the function that draws items as a list; a column is a key, its role and the name of its heading."""

    def draw(drawn: int) -> Sequence[Block]:
        shown = items[:drawn] if drawn else items
        rows = [
            [messages.kind(item[key]) if key == "kind" else as_text(item[key]) for key, _, _ in columns]
            for item in shown
        ]
        headings = [messages.say(heading) for _, _, heading in columns]
        return [listing([role for _, role, _ in columns], rows, headings, len(items), messages)]

    return draw


def listing(  # noqa: PLR0913 -- a table and how much of it there is
    roles: Sequence[str],
    rows: Sequence[Sequence[str]],
    headings: Sequence[str],
    count: int,
    messages: Messages,
    *,
    rules: Sequence[tuple[int, str]] = (),
    tones: Sequence[tuple[str, str]] = (),
) -> Block:
    """Return a table with the number of rows it leaves off, or a line if there is nothing to list."""
    if not rows:
        return Note(messages.say("nothing"))
    more = messages.say("more", count=count - len(rows)) if count > len(rows) else ""
    return Table(roles, rows, headings=headings, more=more, rules=rules, tones=tones, numbers=_counted(rows))


def _counted(rows: Sequence[object]) -> list[str]:
    return [str(number) for number in range(1, len(rows) + 1)]


def _cells(fact: Fact, messages: Messages) -> list[str]:
    return [pick(fact.statement, messages.code), when(fact, messages), standing(fact, messages)]


def _sentence(fact: Fact) -> str:
    return str(fact.evidence[0].sentence.number)


def _other_names(thing: Entity, messages: Messages) -> list[str]:
    shown = pick(thing.name, messages.code)
    return [name for name in dict.fromkeys(thing.names) if name != shown]


# How entities are connected: a chain of facts between two, the facts around one.


def chain(stops: Sequence[Entity], facts: Facts, messages: Messages, *, ids: bool = False) -> Draw:
    """Return the function that draws a chain: the names it leads through, then each hop with its sentence."""

    def draw(_drawn: int) -> Sequence[Block]:
        quotes = Quotes(messages, ids=ids)
        rows = []
        for at, (_, fact) in enumerate(facts.first(0), 1):
            what, date_text, sure, marks = quotes.row(fact)
            rows.append([str(at), what, date_text, sure, marks])
        names = " → ".join(pick(stop.name, messages.code) for stop in stops)
        table = Table((NUMBER, *FACT_ROLES), rows)
        return [Headline(names), table, *quotes.blocks()]

    return draw


def around(roots: Sequence[tuple[Entity, Sequence[Fact]]], messages: Messages, *, left_off: int = 0) -> Draw:
    """Return the function that draws each entity with its facts as branches and their sentence numbers.

    `left_off` facts are not among them.
    """

    def draw(_drawn: int) -> Sequence[Block]:
        trees: list[Block] = [_tree(thing, facts, messages) for thing, facts in roots]
        return [*trees, Note(messages.say("more", count=left_off))] if left_off else trees

    return draw


def _tree(thing: Entity, facts: Sequence[Fact], messages: Messages) -> Tree:
    """Return an entity with its facts, grouped by relation."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for fact in facts:
        mark = messages.say("sentence", number=_sentence(fact))
        groups.setdefault(_relation_label(fact, thing, messages), []).append(
            (_other(fact, thing, messages), mark)
        )
    branches = [
        Tree(messages.say("pair", name=label, value=ends[0][0]), (), ends[0][1])
        if len(ends) == 1
        else Tree(label, [Tree(end, (), mark) for end, mark in ends])
        for label, ends in groups.items()
    ]
    return Tree(pick(thing.name, messages.code), branches)


def _relation_label(fact: Fact, thing: Entity, messages: Messages) -> str:
    label = pick(fact.relation.label, messages.code)
    if fact.subject.id == thing.id:
        return label
    inverse = fact.relation.inverse
    return pick(inverse.label, messages.code) if inverse else f"← {label}"


def _other(fact: Fact, thing: Entity, messages: Messages) -> str:
    """Return the other end of a fact with its date and status, if it has them."""
    answer = short(fact, messages, inverse=fact.subject.id != thing.id)
    told = [part for part in (when(fact, messages), standing(fact, messages)) if part and part != answer]
    return f"{answer} ({', '.join(told)})" if told else answer


# The text: its sentences, or one of them with its facts.


def item(sentence: Sentence, base: str, facts: int) -> dict[str, Any]:
    """Return a sentence as a JSON item; `facts` is the number of facts based on it."""
    return {
        "source": sentence.source.id,
        "base": base,
        "number": sentence.number,
        "section": sentence.section,
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "lang": sentence.source.language,
        "url": sentence.source.url,
        "facts": facts,
    }


def spans(sentence: Sentence, facts: Sequence[Fact], language: str) -> list[dict[str, Any]]:
    """Return the spans of a sentence that carry facts; offsets count code points of the source."""
    found = []
    for fact in facts:
        for evidence in fact.evidence:
            if evidence.sentence.id == sentence.id and evidence.offset >= 0:
                start = sentence.start + evidence.offset
                record = {
                    "fact": fact.id,
                    "statement": pick(fact.statement, language),
                    "exact": evidence.exact,
                }
                found.append(record | {"exact_start": start, "exact_end": start + len(evidence.exact)})
    return found


def whole(items: Sequence[dict[str, Any]], messages: Messages) -> Draw:
    """Return the function that draws every sentence with the number of its facts, under the headings of the text."""

    def draw(drawn: int) -> Sequence[Block]:
        shown = items[:drawn] if drawn else items
        rules = [
            (at, each["section"])
            for at, each in enumerate(shown)
            if each["section"] and (at == 0 or shown[at - 1]["section"] != each["section"])
        ]
        rows = [[str(each["number"]), each["text"], str(each["facts"])] for each in shown]
        headings = [messages.say(name) for name in ("in_sentence", "text", "facts")]
        return [listing((NUMBER, WORDS, NUMBER), rows, headings, len(items), messages, rules=rules)]

    return draw


def sentence_details(found: Sequence[Cited], messages: Messages) -> Draw:
    """Return the function that draws single sentences, each with its spans marked and its facts below."""

    def draw(_drawn: int) -> Sequence[Block]:
        blocks: list[Block] = []
        for sentence, facts in found:
            blocks += _cited(sentence, facts, messages)
        return blocks

    return draw


def _cited(sentence: Sentence, facts: Sequence[Fact], messages: Messages) -> list[Block]:
    found = [
        (evidence.offset, evidence.offset + len(evidence.exact))
        for fact in facts
        for evidence in fact.evidence
        if evidence.sentence.id == sentence.id and evidence.offset >= 0
    ]
    marked = merged(found, sentence.text)
    place = " · ".join(part for part in (sentence.source.id, sentence.section) if part)
    rows = [[*_cells(fact, messages), fact.id] for fact in facts]
    return [
        Headline(messages.say("sentence", number=sentence.number)),
        Quote(0, sentence.text, marked, place, link(sentence)),
        listing(
            (WORDS, ASIDE, ASIDE, ASIDE),
            rows,
            [messages.say(name) for name in ("fact", "when", "standing", "id")],
            len(rows),
            messages,
        ),
    ]


# How a question was read, and every candidate with its score.


def explained_blocks(outcome: Outcome, messages: Messages) -> list[Block]:
    """Return the reading of the question and all candidates as two tables."""
    headings = [messages.say(name) for name in ("name", "relation", "left_over", "score", "parts")]
    steps = [_step(step, messages) for step in outcome.trace]
    found: list[Block] = [
        Table((ASIDE, WORDS), list(_reading(outcome, messages)), title=messages.say("explained"))
    ]
    if steps:
        found.append(Table((NAME, WORDS, WORDS, NUMBER, ASIDE), steps, headings=headings))
    return found


def lines(outcome: Outcome, messages: Messages) -> list[str]:
    """Return the same as lines, for formats that write only records."""
    texts = [f"{name}: {text}" for name, text in _reading(outcome, messages)]
    return texts + ["\t".join(_step(step, messages)) for step in outcome.trace]


def _reading(outcome: Outcome, messages: Messages) -> Iterator[tuple[str, str]]:
    read = outcome.reading
    yield messages.say("kind"), messages.kind(read.answer_kind) if read.answer_kind else "–"
    for each in read.entities:
        yield messages.say("name"), f"{each.mention} → {each.id} ({messages.program(each.match)})"
    yield messages.say("relation"), f"{read.relation.mention} → {read.relation.id}" if read.relation else "–"
    yield messages.say("left_over"), ", ".join(read.unmatched) or "–"
    for status, name in ((CONFIRMED, "confirmed"), (EXCLUDED, "excluded"), (UNKNOWN, "not_known")):
        held = [each for each in read.constraints if each.status == status]
        if held:
            texts = (f"{each.text} → {each.fact.id}" if each.fact else each.text for each in held)
            yield messages.say(name), ", ".join(texts)
    if read.plan is not None:
        steps = [f"{step.operation} {step.relation or step.words}".strip() for step in read.plan.steps]
        yield messages.say("plan"), " → ".join(steps)
    if outcome.answers:
        yield messages.say("chance"), messages.number(round(outcome.answers[0].score, 2))
    if len(outcome.trace) > 1:
        yield messages.say("runner_up"), " ".join(_step(outcome.trace[1], messages)[:4]).strip()


def _step(step: Trace, messages: Messages) -> list[str]:
    relation = f"{step.relation or '–'}{' ↔' if step.inverse else ''}"
    parts = ", ".join(
        f"{messages.feature(name)} {messages.number(round(share, 2))}" for name, share in step.parts
    )
    score = messages.number(round(step.score, 2))
    return [step.entity or "–", relation, ", ".join(step.leftover), score, parts]
