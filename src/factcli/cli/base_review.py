"""The command `base review`: one proposal a screen, with its sentence, and a key for each decision."""

from __future__ import annotations

import sys
import textwrap

import click

from factcli import escape
from factcli.cli import console
from factcli.cli.console import emit
from factcli.cli.options import base_option, json_option, with_settings, writable_base
from factcli.cli.run import messages_for
from factcli.curation.gate import ASK, READY
from factcli.drafting.review import FIELDS, Review
from factcli.errors import FactcliError, UsageProblem
from factcli.language.messages import pick
from factcli.model import KINDS, MODALITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from factcli.cli.settings import Settings
    from factcli.curation.gate import Judgement
    from factcli.curation.question_log import Unanswered
    from factcli.curation.resolve import FactRequest
    from factcli.drafting.proposals import Proposal
    from factcli.model import Sentence
    from factcli.output.report import Screen

_KEYS = (("y", "take"), ("n", "drop"), ("e", "edit"), ("s", "more"), ("u", "undo"), ("q", "stop"))
_OFFER_KEYS = (("1-5", "add"), ("e", "edit"), ("n", "drop"), ("q", "stop"))
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_CLEAR = "\x1b[H\x1b[2J"
_QUESTIONS = 3
_CHOICES = {
    "subject_kind": KINDS,
    "object_kind": KINDS,
    "modality": MODALITIES,
    "hedged": ("yes", "no"),
}


def base_review(name: str) -> click.Command:
    """Make the command."""
    return click.Command(
        name,
        params=[
            base_option(),
            json_option(),
            click.Option(
                ["--log", "log_file"],
                metavar="FILE",
                help="Review the refused questions of this file instead.",
            ),
        ],
        callback=with_settings(_review),
        help="Take, drop or edit the facts that 'base draft' proposed, one by one.\n\nA fact that is taken is written "
        "at once, a dropped one never comes back, and a review that was ended goes on where it was. Keys: y take, "
        "n drop, e edit, s see more, u undo, q stop. Without a terminal, the open proposals are listed. With --log, "
        "questions that were refused are shown with the facts closest to them: 1 to 5 adds their words as a wording of "
        "that relation.",
    )


def _review(settings: Settings, log_file: str | None) -> int:
    if log_file is not None:
        return _review_log(log_file, settings)
    from factcli.drafting.proposals import Draft, draft_path

    path = writable_base(settings)
    draft = Draft(draft_path(path))
    if not draft.proposals:
        raise UsageProblem(f"{draft.path}: there are no proposals", f"run: factcli base draft --base {path}")
    review = Review(path, draft)
    if settings.style is not None or not (console.is_terminal(sys.stdin) and console.is_terminal(sys.stdout)):
        return _listed(review, settings)
    ReviewScreen(review, settings).run()
    return 0


def review_stated(path: str, request: FactRequest, settings: Settings) -> int:
    """Show a fact that a person stated as a proposal, with what the check of the base would say, and let them decide.

    It is kept as a proposal before it is decided, so that nothing of it is lost.
    """
    from factcli.drafting.proposals import PERSON, Draft, Proposal, Span, draft_path

    draft = Draft(draft_path(path))
    first, *others = request.quotes
    stated = Proposal(
        sentence=first.sentence,
        exact=first.exact,
        occurrence=first.occurrence,
        names=tuple(Span(each.sentence, each.exact, each.occurrence) for each in others),
        subject=request.subject or "",
        relation=request.relation or "",
        object=request.object,
        value=request.value,
        statement=dict(request.statements or {}),
        subject_kind=request.subject_kind,
        object_kind=request.object_kind,
        modality=request.modality or "asserted",
        speaker=request.speaker,
        when=request.when,
        by=PERSON,
    )
    draft.add([stated], again=True)
    ReviewScreen(Review(path, draft, stated.named()), settings).run()
    return 0


def _listed(review: Review, settings: Settings) -> int:
    from factcli.output.blocks import ASIDE, NAME, WORDS, Headline, Table
    from factcli.output.report import on_items

    messages = messages_for(settings)
    items = [each.as_item() for each in review.draft.open()]
    texts = [next(iter(each.statement.values()), "") for each in review.draft.open()]

    def draw(_drawn: int) -> list[Headline | Table]:
        rows = [
            [item["sentence"], messages.program(item["verdict"]), text]
            for item, text in zip(items, texts, strict=True)
        ]
        return [
            Headline(messages.program(f"{len(items)} open")),
            *([Table((NAME, ASIDE, WORDS), rows)] if rows else []),
        ]

    columns = ("sentence", "verdict", "subject", "relation", "object", "value", "exact", "id")
    report = on_items("base review", items, messages, draw, columns=columns)
    report.envelope.update(status="answered", path=review.draft.path)
    emit(report, settings)
    return 0


class ReviewScreen:
    """Draw a proposal, read a key, decide; on a dumb terminal a key is a line."""

    def __init__(self, review: Review, settings: Settings) -> None:
        """Begin a review on the terminal."""
        self.review, self.settings = review, settings
        self.screen: Screen = console.screen(settings)
        self.note = ""
        self.more = False
        self._actions: dict[str, Callable[[Proposal, Judgement], None]] = {
            "y": self._take,
            "n": self._drop,
            "e": self._edit,
            "s": self._see_more,
            "u": self._undo,
        }

    def run(self) -> None:
        """Go through the proposals until all are decided or the person stops; then show what the base answers now."""
        while shown := self.review.current():
            self._draw(*shown)
            pressed = _key(self.screen)
            if pressed in ("q", "\x03", "\x04", ""):
                break
            action = self._actions.get(pressed)
            if action is None:
                self.note = "keys: " + ", ".join(f"{key} {console.in_language(what)}" for key, what in _KEYS)
                continue
            self.note = ""
            try:
                action(*shown)
            except FactcliError as problem:
                self.note = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
        self._farewell()

    # Keys.

    def _take(self, _proposal: Proposal, judgement: Judgement) -> None:
        despite: Sequence[str] = ()
        if judgement.verdict == ASK and judgement.fact is not None:
            for finding in judgement.findings:
                self._line(f"{finding.code}: {console.in_language(finding.message)}")
            if not click.confirm(console.in_language("Take it all the same?"), default=False):
                return
            despite = judgement.codes
        elif judgement.verdict != READY:
            self.note = "it cannot be taken as it is: e edits it"
            return
        found, change = self.review.take(despite)
        self.note = f"taken as {change.id}" if change else "; ".join(each.message for each in found.findings)
        self.more = False

    def _drop(self, *_: object) -> None:
        self.review.drop()
        self.note, self.more = "dropped", False

    def _undo(self, *_: object) -> None:
        fate = self.review.undo()
        self.note = f"back: it was {fate}" if fate else "there is nothing to undo"

    def _see_more(self, *_: object) -> None:
        self.more = not self.more

    def _edit(self, proposal: Proposal, _judgement: Judgement) -> None:
        """Ask which field, then its new text or choice."""
        for number, name in enumerate(FIELDS, 1):
            label = console.in_language(name.replace("_", " "))
            self._line(f"{number:2} {label}: {_shown(proposal, name)}")
        field = _picked(_answer(console.in_language("Field")), FIELDS)
        if field is None:
            return
        choices = _CHOICES.get(field)
        if choices:
            self._line("  ".join(f"{number} {choice}" for number, choice in enumerate(choices, 1)))
        text = _answer(console.in_language(field.replace("_", " ")).capitalize(), _shown(proposal, field))
        if choices:
            text = _picked(text, choices) or text
        self.review.edit(field, text)

    # The screen.

    def _draw(self, proposal: Proposal, judgement: Judgement) -> None:
        if self.screen.styled:
            console.write([_CLEAR])
        sentence = self.review.sentence(proposal.sentence)
        whole = len(self.review.base.sentences)
        done = console.in_language(f"{len(self.review.taken)} taken · {self.review.left} left")
        place = console.in_language(f"sentence {sentence.number} of {whole}")
        self._line(f"{place} · {done}", dim=True)
        self._line("")
        for at in self._around(sentence.id):
            self._line(f"  {at.number} {escape.line(at.text)}", dim=True)
        here = [span.exact for span in proposal.names if span.sentence == proposal.sentence]
        self._quote(sentence.text, [proposal.exact, *here])
        for span in proposal.names:
            if span.sentence != proposal.sentence:
                self._line(f"  {span.sentence} … {span.exact} …", dim=True)
        self._line("")
        answer = proposal.object or (proposal.value or "?").partition(":")[2] or proposal.value or "?"
        self._line(f"{proposal.subject} – {proposal.relation} – {answer}", bold=True)
        for text in proposal.statement.values():
            self._line(f"“{text}”")
        told = [proposal.modality, "hedged" if proposal.hedged else "", proposal.when or ""]
        told.append(f"says {proposal.speaker}" if proposal.speaker else "")
        self._line(
            " · ".join(console.in_language(each) for each in told if each),
            dim=proposal.modality == "asserted",
        )
        self._guesses(proposal)
        for finding in judgement.findings:
            self._line(f"! {finding.code}: {console.in_language(finding.message)}")
        self._line("")
        if self.note:
            self._line(console.in_language(self.note))
        self._line("  ".join(f"{key} {console.in_language(what)}" for key, what in _KEYS), dim=True)

    def _around(self, sentence: str) -> Sequence[Sentence]:
        """Return the sentences before and after, if the person wants to see more."""
        if not self.more:
            return []
        sentences = self.review.base.sentences
        at = next(place for place, each in enumerate(sentences) if each.id == sentence)
        return [each for each in sentences[max(0, at - 2) : at + 2] if each.id != sentence]

    def _guesses(self, proposal: Proposal) -> None:
        kinds = {proposal.subject: proposal.subject_kind, proposal.object: proposal.object_kind}
        new = [
            f"{name} ({kinds[name]})" if kinds.get(name) else name for name in self.review.new_names(proposal)
        ]
        if new:
            self._line(console.in_language(f"new: {', '.join(new)}"), dim=True)

    def _quote(self, text: str, spans: Sequence[str]) -> None:
        """Write the sentence with its spans marked: bold, or between brackets where nothing can be bold."""
        marked = text
        for span in dict.fromkeys(spans):
            if span and span in marked:
                marked = marked.replace(span, f"\0{span}\1", 1)
        shown = escape.line(marked.replace("\0", "⟦").replace("\1", "⟧"))
        on, off = (_BOLD, _PLAIN) if self.screen.styled else ("[", "]")
        bold = False
        for line in _wrapped(shown, self.screen.width - 2):
            prefix = on if bold and self.screen.styled else ""
            for mark in line:
                bold = mark == "⟦" or (bold and mark != "⟧")
            suffix = off if bold and self.screen.styled else ""
            console.write([f"  {prefix}{line.replace('⟦', on).replace('⟧', off)}{suffix}\n"])

    def _line(self, text: str, *, dim: bool = False, bold: bool = False) -> None:
        style = _BOLD if bold else _DIM if dim else ""
        for line in _wrapped(escape.line(text), self.screen.width) or [""]:
            console.write([f"{style}{line}{_PLAIN}\n" if style and self.screen.styled else f"{line}\n"])

    def _farewell(self) -> None:
        taken, left = len(self.review.taken), self.review.left
        self._line("")
        self._line(console.in_language(f"{taken} taken, {left} left in {self.review.draft.path}"))
        questions = _answered(self.review, self.settings)
        if questions:
            self._line(console.in_language("The base now answers:"))
        for question in questions:
            self._line(f'  factcli ask "{question}" --base {self.review.path}')


# Refused questions: their words may be a wording of a relation.


def _review_log(log_file: str, settings: Settings) -> int:
    from factcli.base.reader import read
    from factcli.curation.question_log import offers

    path = writable_base(settings)
    found = offers(log_file, read(path))
    if settings.style is not None or not (console.is_terminal(sys.stdin) and console.is_terminal(sys.stdout)):
        return _listed_offers(found, log_file, settings)
    shown, taken, dropped = console.screen(settings), 0, 0
    for at, offer in enumerate(found):
        decided = _decide(offer, len(found) - at, path, log_file, shown)
        if decided is None:
            break
        taken, dropped = taken + decided, dropped + (not decided)
    left = len(found) - taken - dropped
    console.write([f"\n{console.in_language(f'{taken} taken, {left} left in {escape.line(log_file)}')}\n"])
    return 0


def _decide(offer: Unanswered, left: int, path: str, log_file: str, shown: Screen) -> bool | None:
    """Show a question with the relations it may ask for; return True if its words were taken, None to stop."""
    from factcli.curation.question_log import drop, take

    words = offer.words
    lines = [console.in_language(f"{left} left"), "", f"“{escape.line(offer.question)}”", ""]
    for number, choice in enumerate(offer.choices, 1):
        relation, statement = choice.fact.relation, pick(choice.fact.statement, offer.language)
        label = relation.inverse.label if choice.inverse and relation.inverse else relation.label
        lines.append(escape.line(f"{number} {pick(label, offer.language)}: {statement}"))
    while True:
        keys = "  ".join(f"{name} {console.in_language(what)}" for name, what in _OFFER_KEYS)
        asked = console.in_language(f"Add “{escape.line(words)}” as a wording of which relation?")
        for text in [*([_CLEAR] if shown.styled else []), *lines, "", asked, keys]:
            for line in _wrapped(text, shown.width) if text != _CLEAR else [text]:
                console.write([f"{line}\n"])
            if not text:
                console.write(["\n"])
        pressed = _key(shown)
        if pressed in ("q", "\x03", "\x04", ""):
            return None
        if pressed == "n":
            drop(log_file, offer)
            return False
        if pressed == "e":
            words = _answer(console.in_language("The words"), words) or words
        elif pressed.isdigit() and 1 <= int(pressed) <= len(offer.choices):
            take(path, log_file, offer, offer.choices[int(pressed) - 1], words)
            return True


def _listed_offers(found: Sequence[Unanswered], log_file: str, settings: Settings) -> int:
    from factcli.output.blocks import NAME, WORDS, Headline, Table
    from factcli.output.report import on_items

    messages = messages_for(settings)
    items = [
        {
            "question": each.question,
            "lang": each.language,
            "words": each.words,
            "relation": each.choices[0].fact.relation.id,
            "inverse": each.choices[0].inverse,
            "fact": each.choices[0].fact.id,
            "others": [choice.fact.relation.id for choice in each.choices[1:]],
        }
        for each in found
    ]

    def draw(_drawn: int) -> list[Headline | Table]:
        rows = [[each.question, each.words, each.choices[0].fact.relation.id] for each in found]
        title = Headline(messages.program(f"{len(items)} open"))
        return [title, Table((WORDS, NAME, WORDS), rows)] if rows else [title]

    columns = ("question", "words", "relation", "fact", "lang", "inverse", "others")
    report = on_items("base review", items, messages, draw, columns=columns)
    report.envelope.update(status="answered", path=log_file)
    emit(report, settings)
    return 0


def _key(shown: Screen) -> str:
    """Wait for a key; on a dumb terminal, for a line."""
    if not shown.styled:
        try:
            return (
                str(click.prompt("", prompt_suffix="> ", default="q", show_default=False)).strip()[:1].lower()
            )
        except click.Abort:
            return "q"
    try:
        return click.getchar()[:1].lower()
    except (KeyboardInterrupt, EOFError):
        return "q"


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 20), break_long_words=True, break_on_hyphens=False)


def _shown(proposal: Proposal, field: str) -> str:
    value = getattr(proposal, field)
    if field == "statement":
        return next(iter(value.values()), "")
    if field == "names":
        return "; ".join(f"{span.sentence} {span.exact}" for span in value)
    if field == "hedged":
        return "yes" if value else "no"
    return value or ""


def _answer(question: str, default: str = "") -> str:
    try:
        return str(click.prompt(question, default=default, show_default=bool(default), type=str)).strip()
    except click.Abort:
        return default


def _picked(text: str, choices: Sequence[str]) -> str | None:
    """Return the choice that a number or a name means."""
    if text.isdigit() and 1 <= int(text) <= len(choices):
        return choices[int(text) - 1]
    return text if text in choices else None


def _answered(review: Review, settings: Settings) -> list[str]:
    """Return questions that find facts taken in this review; each was asked."""
    from factcli import api
    from factcli.audit.check import questions
    from factcli.questions.result import AskOptions

    facts = {fact.id: fact for fact in review.base.facts}
    found: list[str] = []
    taken = [facts[name] for name in review.taken if name in facts]
    if not taken:
        return found
    with (
        api.load(review.path, environment=settings.environment) as index,
        api.lexicon(settings.environment) as words,
    ):
        for fact in taken:
            language = review.language
            for question in questions(fact, language)[:1]:
                outcome = api.ask(question, index, AskOptions(language=language), words=words)
                if question not in found and any(answer.fact.id == fact.id for answer in outcome.answers):
                    found.append(question)
            if len(found) == _QUESTIONS:
                break
    return found
