"""Take a sentence apart into clauses: who or what (subject), the verb group, and what is said (complement).

A light grammar, without a model: word classes and verb forms come from the language's `drafting.toml`; amounts, dates
and names are found before. It reads what articles mostly write (subject, verb, complement; insertions between commas;
relative and participial clauses) and leaves the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factcli.audit.names import masked
from factcli.drafting.mentions import MarkedWord, tokenized
from factcli.texts.dates import DateMention, find_dates
from factcli.texts.numbers import find_quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.drafting.mentions import NameReader
    from factcli.drafting.syntax import Form, Grammar
    from factcli.texts.numbers import NumberMention
    from factcli.texts.rules import LanguageRules

OPENING, CLOSING = "“«„", "”»"
_STOPS = frozenset(";:—–()!?.…")
_CLASSES = (
    ("relatives", "rel"),
    ("subordinators", "sub"),
    ("coordinators", "conj"),
    ("determiners", "det"),
    ("prepositions", "prep"),
    ("adverbs", "adv"),
)


@dataclass(slots=True)
class ParsedSentence:
    """A sentence ready to be taken apart: its tokens, and the amount or date that each such token is."""

    text: str
    tokens: list[MarkedWord]
    amounts: dict[int, NumberMention] = field(default_factory=dict)
    dates: dict[int, DateMention] = field(default_factory=dict)


def read_sentence(text: str, names: NameReader, rules: LanguageRules) -> ParsedSentence:
    """Mark amounts, dates, names and word classes in a sentence."""
    grammar = names.grammar
    dates = find_dates(text, rules.dates)
    rest = masked(text, ((mention.start, mention.end) for mention in dates))
    amounts = [each for each in find_quantities(rest, rules.numbers) if not each.ordinal]
    spans = sorted(
        [(each.start, each.end, "date", each) for each in dates]
        + [(each.start, each.end, "amount", each) for each in amounts],
        key=lambda span: span[0],
    )
    reading = ParsedSentence(text, [])
    tokens = _with_spans(tokenized(text), spans, text, reading)
    tokens = [part for token in names.mark(tokens) for part in _inverted(token, grammar)]
    _classify(tokens, grammar)
    reading.tokens = tokens
    return reading


def _with_spans(
    tokens: list[MarkedWord],
    spans: Sequence[tuple[int, int, str, NumberMention | DateMention]],
    text: str,
    reading: ParsedSentence,
) -> list[MarkedWord]:
    """Replace the tokens of each amount and date by one."""
    joined: list[MarkedWord] = []
    waiting = list(spans)
    for token in tokens:
        while waiting and waiting[0][1] <= token.start:
            waiting.pop(0)
        if waiting and waiting[0][0] <= token.start < waiting[0][1]:
            start, end, tag, mention = waiting[0]
            if not joined or joined[-1].start != start:
                words = text[start:end]
                joined.append(MarkedWord(start, end, words, words.lower(), tag))
                _keep(reading, start, mention)
        else:
            joined.append(token)
    return joined


def _inverted(token: MarkedWord, grammar: Grammar) -> list[MarkedWord]:
    """Return a verb with its pronoun behind ("précise-t-elle") as two tokens, any other token as it is."""
    for ending in sorted(grammar.words["inversions"], key=len, reverse=True):
        verb = token.low.removesuffix(ending)
        if token.tag == "word" and verb != token.low and verb in grammar.forms:
            at = token.start + len(verb)
            pronoun = ending.rpartition("-")[2]
            return [
                MarkedWord(token.start, at, token.text[: len(verb)], verb),
                MarkedWord(token.end - len(pronoun), token.end, pronoun, pronoun),
            ]
    return [token]


def _keep(reading: ParsedSentence, start: int, mention: NumberMention | DateMention) -> None:
    if isinstance(mention, DateMention):
        reading.dates[start] = mention
    else:
        reading.amounts[start] = mention


def _classify(tokens: list[MarkedWord], grammar: Grammar) -> None:
    for at, token in enumerate(tokens):
        if token.tag != "word":
            continue
        if not token.text[0].isalnum() and token.low not in ("'s", "&"):
            token.tag = "punct"
        elif token.low == "'s":
            token.tag = "poss"
        elif token.low in grammar.words["relatives"] and _relates(tokens, at, grammar):
            token.tag = "rel"
        elif any(token.low in held for held in grammar.pronouns.values()) and not _before_noun(
            tokens, at, grammar
        ):
            token.tag = "pron"
        else:
            token.tag = next((tag for name, tag in _CLASSES if token.low in grammar.words[name]), "word")
            if (
                token.tag == "word"
                and token.low.endswith(grammar.endings["adverb"])
                and _is_adverb(tokens, at)
            ):
                token.tag = "adv"
        if token.tag in ("word", "adv", "prep", "pron", "det") and _is_verb(tokens, at, grammar):
            token.tag = "verb"


def _relates(tokens: Sequence[MarkedWord], at: int, grammar: Grammar) -> bool:
    """Return True if a word that may be a relative or a determiner ("that") joins a clause here."""
    if tokens[at].low not in grammar.words["determiners"]:
        return True
    before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
    if before is None or after is None:
        return False
    return before.tag == "verb" or after.low in grammar.forms or after.low in grammar.words["determiners"]


def _is_adverb(tokens: Sequence[MarkedWord], at: int) -> bool:
    return not (at and tokens[at - 1].tag == "det") and len(tokens[at].low) > len("only")


def _before_noun(tokens: Sequence[MarkedWord], at: int, grammar: Grammar) -> bool:
    """Return True if a word that may be a pronoun stands before a noun, as a determiner does."""
    if tokens[at].low not in grammar.words["determiners"] or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    return following.tag in ("word", "name", "amount") and not grammar.forms.get(following.low)


_NOUN_BEFORE = frozenset(("name", "word", "pron", "rel", "amount", "date", "poss"))


def _is_verb(tokens: Sequence[MarkedWord], at: int, grammar: Grammar) -> bool:
    """Return True if a word that can be a verb is one here, judging by the word before it."""
    token, before = tokens[at], _before(tokens, at)
    forms = grammar.forms.get(token.low, ())
    modal = token.low in grammar.verbs["modals"]
    if not forms and not modal:
        return _guessed(tokens, at, grammar)
    if token.text[0].isupper() and at and not _starts(tokens, at):
        return False
    helping = grammar.verbs["auxiliaries"] | grammar.verbs["modals"]
    if modal or any(form.lemma in helping for form in forms):
        return not (before and (before.tag == "det" or (modal and before.tag == "prep")))
    tenses = {form.tense for form in forms}
    if before is None:
        return tenses <= {"participle", "gerund", "past"}
    return _is_verb_after(before, tenses, tokens, at, grammar)


def _is_verb_after(
    before: MarkedWord, tenses: set[str], tokens: Sequence[MarkedWord], at: int, grammar: Grammar
) -> bool:
    """Return True if a word is a verb after this one: an article makes it a noun, a preposition an infinitive."""
    nominal = tokens[at].low in grammar.verbs["mostly_nouns"]
    if before.tag == "det":
        return before.low in grammar.words["clitics"] and _clitic(tokens, at, grammar)
    if before.tag == "amount":
        return not (nominal and "participle" in tenses)
    if before.tag == "prep":
        return bool({"base", "gerund"} & tenses)
    if tenses == {"base"}:
        plural = before.tag == "word" and before.low.endswith("s")
        small = grammar.words["infinitive"] | grammar.words["clitics"]
        return plural or before.tag in ("verb", "rel", "pron") or before.low in small
    if nominal and before.tag == "word":
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        return following is not None and following.tag in ("amount", "det", "name", "pron")
    if nominal and before.tag not in ("name", "pron", "rel", "verb"):
        return before.tag == "punct" and "participle" in tenses
    return True


def _clitic(tokens: Sequence[MarkedWord], at: int, grammar: Grammar) -> bool:
    """Return True if the article before a verb is a pronoun ("il la vend"): a subject stands before it."""
    earlier = tokens[at - 2] if at > 1 else None
    return bool(earlier and earlier.tag in ("pron", "rel")) and any(
        form.tense in ("present", "past", "future", "conditional")
        for form in grammar.forms.get(tokens[at].low, ())
    )


def _guessed(tokens: Sequence[MarkedWord], at: int, grammar: Grammar) -> bool:
    """Return True if the ending of an unknown word and an auxiliary before it make it a participle, or a future."""
    low, before = tokens[at].low, _before(tokens, at)
    if tokens[at].text[0].isupper() or len(low) <= 4 or before is None:  # noqa: PLR2004
        return False
    if low.endswith(grammar.endings["participle"]):
        lemmas = {form.lemma for form in grammar.forms.get(before.low, ())}
        return bool(lemmas & grammar.verbs["auxiliaries"])
    return before.tag in ("name", "word", "pron", "rel") and low.endswith(
        grammar.endings["future"] or ("\0",)
    )


def _before(tokens: Sequence[MarkedWord], at: int) -> MarkedWord | None:
    """Return the token before, adverbs apart."""
    at -= 1
    while at >= 0 and tokens[at].tag == "adv":
        at -= 1
    return tokens[at] if at >= 0 else None


def _starts(tokens: Sequence[MarkedWord], at: int) -> bool:
    return at == 0 or tokens[at - 1].text in (*OPENING, ":")


# Verb groups.


@dataclass(slots=True)
class Group:
    """A verb with its auxiliaries, from token `first` up to `end`; `lemma` is that of what happens.

    `kind` is `finite`, or `participle` for "founded by X" without an auxiliary. `tense` is that of the first verb.
    """

    first: int
    end: int
    lemma: str
    kind: str
    tense: str
    passive: bool = False
    negated: bool = False
    intended: bool = False


def verb_groups(tokens: Sequence[MarkedWord], grammar: Grammar) -> list[Group]:
    """Return the verb groups of a sentence in order; infinitives and -ing forms alone are part of complements."""
    found: list[Group] = []
    at = 0
    while at < len(tokens):
        group = _group_at(tokens, at, grammar) if tokens[at].tag == "verb" else None
        if group:
            while (
                group.first > (found[-1].end if found else 0)
                and tokens[group.first - 1].low in grammar.words["clitics"]
            ):
                group.first -= 1
            found.append(group)
            at = group.end
        else:
            at += 1
    return found


def _finite(token: MarkedWord, grammar: Grammar) -> Form | None:
    for form in grammar.forms.get(token.low, ()):
        if form.tense in ("present", "past", "future", "conditional"):
            return form
    return None


def _group_at(tokens: Sequence[MarkedWord], at: int, grammar: Grammar) -> Group | None:
    token = tokens[at]
    forms = grammar.forms.get(token.low, ())
    tenses = {form.tense for form in forms}
    if token.low in grammar.verbs["modals"] and "participle" not in tenses:
        return _chain(
            tokens, at, grammar, "future" if token.low in grammar.verbs["future"] else "conditional"
        )
    form = _finite(token, grammar)
    if "participle" in tenses and _after_auxiliary(tokens, at, grammar):
        return None
    if form is None:
        guess = token.low.endswith(grammar.endings["future"] or ("\0",)) and not forms
        if guess:
            return _chain(tokens, at, grammar, "future")
        if "base" in tenses and _plural_subject(tokens, at, grammar):
            return _chain(tokens, at, grammar, "present")
        if "participle" in tenses and _is_clause(tokens, at, grammar):
            lemma = next(each.lemma for each in forms if each.tense == "participle")
            return Group(at, at + 1, lemma, "participle", "past", passive=True)
        return None
    if (
        "participle" in tenses
        and form.lemma not in grammar.verbs["auxiliaries"]
        and _is_reduced(tokens, at, grammar)
    ):
        return Group(at, at + 1, form.lemma, "participle", "past", passive=True)
    return _chain(tokens, at, grammar, form.tense)


def _is_clause(tokens: Sequence[MarkedWord], at: int, grammar: Grammar) -> bool:
    """Return True if a participle says something by itself: by whom, when or where, or after a comma."""
    following = tokens[at + 1 : at + 5]
    if not following:
        return False
    told = following[0].low in grammar.words["agent"] or any(token.tag == "date" for token in following[:3])
    if told or any(token.low in grammar.words["agent"] for token in following[:3]):
        return True
    lemmas = {form.lemma for form in grammar.forms.get(tokens[at].low, ())}
    placed = following[0].tag == "prep" and bool(lemmas & grammar.verbs["states"])
    before = _before(tokens, at)
    return placed or (before is not None and before.text == "," and following[0].tag == "prep")


def _plural_subject(tokens: Sequence[MarkedWord], at: int, grammar: Grammar) -> bool:
    before = _before(tokens, at)
    return before is not None and (
        before.tag == "rel"
        or before.low
        in {*grammar.pronouns["several"], *grammar.pronouns["speakers"], *grammar.pronouns["speaker"]}
        or (before.tag == "word" and before.low.endswith("s"))
        or (before.tag == "punct" and before.text == ",")
    )


def _after_auxiliary(tokens: Sequence[MarkedWord], at: int, grammar: Grammar) -> bool:
    before = _before(tokens, at)
    lemmas = {form.lemma for form in grammar.forms.get(before.low, ())} if before else set()
    return bool(lemmas & grammar.verbs["auxiliaries"])


def _is_reduced(tokens: Sequence[MarkedWord], at: int, grammar: Grammar) -> bool:
    """Return True if a form that may be past or participle is the latter: "founded in 2019 by", ", built by"."""
    before = tokens[at - 1] if at else None
    following = tokens[at + 1 : at + 6]
    agent = grammar.words["agent"]
    by = bool(following) and following[0].low in agent
    if before is None or before.text in (",", "(") or before.tag == "conj":
        if by or not following:
            return by or before is None
        direct = following[0].tag in ("det", "name", "amount", "pron", "rel")
        inserted = (
            before is not None and before.text in (",", "(") and following[0].tag in ("prep", "date", "adv")
        )
        return not direct and (before is None or inserted)
    verbs = [place for place, token in enumerate(tokens) if token.tag == "verb" and _finite(token, grammar)]
    later = next((place for place in verbs if place > at), None)
    if by or any(token.low in agent for token in following):
        return len(verbs) > 1
    if later is None:
        return False
    return not any(
        token.text in (",", ";") or token.tag in ("rel", "conj", "sub") for token in tokens[at + 1 : later]
    )


def _chain(tokens: Sequence[MarkedWord], at: int, grammar: Grammar, tense: str) -> Group:
    """Follow a verb group from its finite verb: adverbs, participles, infinitives after it."""
    first = tokens[at]
    forms = grammar.forms.get(first.low, ())
    finite = _finite(first, grammar)
    lemma = finite.lemma if finite else forms[0].lemma if forms else first.low
    group = Group(at, at + 1, lemma, "finite", tense, negated=_negated_before(tokens, at, grammar))
    while group.end < len(tokens):
        taken = (
            _take_adverb(group, tokens, grammar)
            or _take_clitic(group, tokens, grammar)
            or _take_verb(group, tokens, grammar)
            or _take_infinitive(group, tokens, grammar)
        )
        if not taken:
            break
        group.end += taken
    return group


def _take_adverb(group: Group, tokens: Sequence[MarkedWord], grammar: Grammar) -> int:
    """Return 1 for an adverb or a negation within a verb group, 0 for anything else."""
    token = tokens[group.end]
    negation = token.low in grammar.words["negation"]
    if token.tag != "adv" and not negation:
        return 0
    group.negated |= negation
    ahead = next((each for each in tokens[group.end :] if each.tag != "adv"), None)
    goes_on = ahead is not None and (ahead.tag == "verb" or ahead.low in grammar.words["infinitive"])
    return int(
        goes_on
        or (negation and ahead is not None and ahead.tag == "word" and tokens[group.end + 1].tag == "adv")
    )


def _take_clitic(group: Group, tokens: Sequence[MarkedWord], grammar: Grammar) -> int:
    """Return 1 for a pronoun before an infinitive ("pourrait lui ouvrir"), 0 for anything else."""
    after = tokens[group.end + 1] if group.end + 1 < len(tokens) else None
    if tokens[group.end].low not in grammar.words["clitics"] or after is None:
        return 0
    base = any(form.tense == "base" for form in grammar.forms.get(after.low, ()))
    return int(base and _takes_infinitive(group, grammar))


def _takes_infinitive(group: Group, grammar: Grammar) -> bool:
    helping = grammar.verbs["auxiliaries"] | grammar.verbs["modals"] | grammar.verbs["intending"]
    return group.lemma in helping


def _take_verb(group: Group, tokens: Sequence[MarkedWord], grammar: Grammar) -> int:
    """Take the next verb of a group: a participle after an auxiliary, an infinitive after a modal."""
    token, before = tokens[group.end], tokens[group.end - 1]
    forms = grammar.forms.get(token.low, ())
    tenses = {form.tense for form in forms}
    helped = before.low in grammar.verbs["modals"] or any(
        form.lemma in grammar.verbs["modals"] for form in grammar.forms.get(before.low, ())
    )
    if not forms and token.tag == "word" and before.low in grammar.verbs["modals"]:
        group.lemma = token.low  # a verb that no list has
        return 1
    if token.tag != "verb" and not (tenses & {"base", "participle"} and before.tag in ("verb", "adv")):
        return 0
    auxiliary = group.lemma in grammar.verbs["auxiliaries"]
    chained = auxiliary and bool(tenses & {"participle", "gerund"} or not forms)
    bare = "base" in tenses and (helped or _takes_infinitive(group, grammar))
    if not chained and not bare:
        return 0
    group.intended |= group.lemma in grammar.verbs["intending"]
    if chained and group.lemma in grammar.verbs["passive"]:
        group.passive = "participle" in tenses or not forms
    group.lemma = forms[0].lemma if forms else token.low
    return 1


def _take_infinitive(group: Group, tokens: Sequence[MarkedWord], grammar: Grammar) -> int:
    """Take "to carry" after a verb of intending, or after "is expected"."""
    after = tokens[group.end + 1] if group.end + 1 < len(tokens) else None
    if tokens[group.end].low not in grammar.words["infinitive"] or after is None:
        return 0
    if all(form.tense != "base" for form in grammar.forms.get(after.low, ())):
        return 0
    intends = group.lemma in grammar.verbs["intending"] | grammar.verbs["passive"]
    if not intends and not (group.passive and group.lemma in grammar.verbs["expected"]):
        return 0
    group.intended, group.passive = True, False
    group.lemma = grammar.forms[after.low][0].lemma
    return 2


def _negated_before(tokens: Sequence[MarkedWord], at: int, grammar: Grammar) -> bool:
    before = tokens[at - 1] if at else None
    earlier = tokens[at - 2] if at > 1 else None
    return any(
        token is not None and token.tag == "adv" and token.low in grammar.words["negation"]
        for token in (before, earlier)
    )


# Clauses.


@dataclass(slots=True)
class Clause:
    """One verb group with what is around it: tokens `area` of the subject, of the complement, and how it is joined.

    `joint` is `main`, `shared` (the subject of the main clause before), `relative` or `participle` (the noun before),
    or `resumed` (after one of these, the noun that it explained).
    """

    group: Group
    subject: tuple[int, int]
    complement: tuple[int, int]
    joint: str
    opening: tuple[int, int] = (0, 0)


def clauses(tokens: Sequence[MarkedWord], groups: Sequence[Group], grammar: Grammar) -> list[Clause]:
    """Return the clauses of a sentence: what lies between two verb groups is shared out among them."""
    found: list[Clause] = []
    free = 0
    for number, group in enumerate(groups):
        limit = groups[number + 1].first if number + 1 < len(groups) else len(tokens)
        start = free if not found else max(free, found[-1].complement[1])
        area = (start, group.first)
        joint = _joint(tokens, area, group, grammar, found[-1].joint if found else "")
        end = _complement_end(
            tokens, group, groups[number + 1] if number + 1 < len(groups) else None, limit, grammar
        )
        found.append(Clause(group, area, (group.end, end), joint))
        free = end
    return found


def _joint(
    tokens: Sequence[MarkedWord], area: tuple[int, int], group: Group, grammar: Grammar, before: str
) -> str:
    words = [
        token
        for token in tokens[area[0] : area[1]]
        if token.tag != "adv" and token.low not in grammar.words["clitics"]
    ]
    if group.kind == "participle":
        return "participle"
    if words and words[-1].tag == "rel" and words[-1].low not in grammar.words["relative_places"]:
        return "relative"
    nouns = [token for token in words if token.tag in ("name", "word", "pron", "amount")]
    if before and words and words[-1].tag == "conj":
        return "shared"
    if before and not nouns:
        return "resumed" if before in ("relative", "participle") else "shared"
    return "main"


def _complement_end(
    tokens: Sequence[MarkedWord], group: Group, following: Group | None, limit: int, grammar: Grammar
) -> int:
    """Return where the complement of a group ends: at a stop, or where the subject of the next group begins."""
    if following is None:
        return next(
            (at for at in range(group.end, limit) if tokens[at].text in _STOPS - {"(", ")", ":"}), limit
        )
    region = range(group.end, limit)
    if following.kind == "participle":
        return next(
            (at for at in region if tokens[at].text in ";—" or tokens[at].tag in ("rel", "sub")), limit
        )
    joints = [
        at
        for at in region
        if tokens[at].text in _STOPS | {*OPENING, *CLOSING}
        or tokens[at].tag in ("rel", "sub")
        or tokens[at].low in grammar.words["complementizers"]
    ]
    if joints:
        return joints[-1] if tokens[joints[-1]].tag == "rel" else joints[0]
    conjunctions = [at for at in region if tokens[at].tag == "conj"]
    for at in reversed(conjunctions):
        between = tokens[at + 1 : limit]
        if (
            all(token.tag == "adv" or token.low in grammar.words["clitics"] for token in between)
            or at + 1 == limit
        ):
            return at
        if not any(token.tag in ("prep", "punct") for token in between[:1]):
            return at
    commas = [at for at in region if tokens[at].text == ","]
    return commas[-1] if commas else limit
