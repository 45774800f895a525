"""Take a question from its words to its answer, or to an honest refusal: the whole journey.

Understand the words, weigh the readings in each base, and answer only where the best reading is probably
right; otherwise say which kind of "no" it is, and what could be asked instead.
"""

from __future__ import annotations

from factcli._dataclass import replace
from factcli.questions.answering import answers_of, as_reading, trace_of
from factcli.questions.bare import card_of
from factcli.questions.candidates import is_outdone, weigh
from factcli.questions.parse import Known, understand
from factcli.questions.refusing import refuse, several
from factcli.questions.result import ANSWERED, AskOptions, Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any

    from factcli.language.lexicon import Lexicon
    from factcli.questions.calibration import Calibration
    from factcli.questions.candidates import Weighed
    from factcli.questions.parse import Asked

DEFAULT = AskOptions()
FALLBACK = "en"  # the language of a bare name in a locale without a language file


def ask(
    text: str,
    bases: Sequence[Any],
    options: AskOptions = DEFAULT,
    *,
    lexicon: Lexicon | None = None,
    calibration: Calibration | None = None,
) -> Outcome:
    """Answer a question from one or several bases.

    `bases` are open indexes; `lexicon` and `calibration` are the shipped ones where not given. The outcome's
    answers are in the order of their probability, facts of one reading in the order of their base.
    """
    lexicon, calibration = lexicon or _shipped_lexicon(), calibration or _shipped_calibration()
    asked = _understood(text, bases, options, lexicon)
    weighed = [weigh(asked, base, lexicon, calibration, strict=options.strict) for base in bases]
    outcome = card_of(asked, weighed, options, calibration) or _answered(asked, weighed, options, calibration)
    return replace(outcome, trace=trace_of(weighed)) if options.explain else outcome


def _answered(asked: Asked, weighed: list[Weighed], options: AskOptions, calibration: Calibration) -> Outcome:
    """Return the answers of the readings that are probable enough, the choices of a tie, or a refusal."""
    likely = sorted((one for one in weighed if one.ordered), key=lambda one: -one.probability)
    probable = [one for one in likely if one.probability >= calibration.threshold]
    trusted = [one for one in probable if not is_outdone(one)]
    if not trusted:
        return refuse(asked, weighed, options)
    choices = several(asked, trusted[0], options)
    if choices:
        return choices
    answers = tuple(answer for one in trusted for answer in answers_of(one, options.modality))
    if not answers:
        return refuse(asked, weighed, options)
    language = options.language or asked.language
    return Outcome(asked.text, language, as_reading(asked, trusted[0], language), ANSWERED, answers)


def _understood(text: str, bases: Sequence[Any], options: AskOptions, lexicon: Lexicon) -> Asked:
    def known(words: Collection[str]) -> set[str]:
        return {word for base in bases for word in base.words(words)}

    def stems() -> list[str]:
        return [stem for base in bases for stem in base.phrase_words()]

    default = options.language or options.locale_language
    return understand(
        text,
        lexicon,
        Known(known, stems),
        default=default if default in lexicon.languages else FALLBACK,
        kind=options.kind,
        strict=options.strict,
    )


_kept: dict[str, Any] = {}


def _shipped_lexicon() -> Lexicon:
    from factcli.language.lexicon_file import open_lexicon

    if "lexicon" not in _kept:
        _kept["lexicon"] = open_lexicon(None)
    lexicon: Lexicon = _kept["lexicon"]
    return lexicon


def _shipped_calibration() -> Calibration:
    from factcli.questions.calibration import load

    if "calibration" not in _kept:
        _kept["calibration"] = load()
    calibration: Calibration = _kept["calibration"]
    return calibration
