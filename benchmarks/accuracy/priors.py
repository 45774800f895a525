"""Prior bounds of the weights, before any question is seen, each with its reason.

The tuning questions are too few, and too kind, to teach how much a rare warning sign should cost: a trap
that occurs four times among four thousand questions would cost next to nothing. So the sign of each weight
is fixed where common sense fixes it, and for trust some signs must cost at least so much, or may count at
most so much. A feature without a prior is fitted freely.
"""

from __future__ import annotations

from dataclasses import dataclass

Bounds = tuple[float | None, float | None]
FREE: Bounds = (None, None)


@dataclass(frozen=True, slots=True)
class Prior:
    """The bounds (least, most; None: none) of a weight in trust and in ranking, and why."""

    trust: Bounds
    rank: Bounds
    why: str


def _warns(why: str, *, at_most: float = 0.0, at_least: float | None = None, rank: float = 0.0) -> Prior:
    """Return the prior of a warning sign: its weights are at most so much, below zero."""
    return Prior((at_least, at_most), (None, rank), why)


def _speaks_for(why: str, *, most: float | None = None) -> Prior:
    """Return the prior of a good sign: it can only raise rank and trust, trust by at most so much."""
    return Prior((0.0, most), (0.0, None), why)


_NAME = "a name that was not typed as the base has it is no better a sign than one that was"
_LEFT = "words that nothing explains are no good sign"
_FIT = "what fits the question is no bad sign"

PRIORS: dict[str, Prior] = {
    # what the words say for the relation
    "value": _speaks_for(_FIT),
    "cover": _speaks_for(_FIT),
    "share": _speaks_for(_FIT),
    "mass": _speaks_for(_FIT),
    "gap": _warns("another relation fits the words better", at_most=-6.0),
    "rival": _warns("the same, as a yes or no"),
    "absent": _warns("the relation that is asked for is one the name does not have", at_most=-4.0),
    "no_words": _warns("nothing in the question asks for the relation"),
    # words that nothing explains
    "leftover": _warns("an unexplained word of full weight makes an answer a gamble", at_most=-1.3),
    "left_near": _warns("beside the name it may belong to another, longer name", at_most=-0.4),
    "left_beside": _warns(_LEFT),
    "left_asked": _warns("a word that asks for something else, in full, was said for a reason", at_most=-2.5),
    "left_capital": _warns("with a capital it is a name that the answer ignores", at_most=-2.2),
    "left_unknown": _warns("a word that nobody knows may be a name that no base has", at_most=-4.2),
    "left_name": _warns("a name that the reading ignores was said for a reason", at_most=-4.0, rank=-2.5),
    "named_else": _warns("a fact about others than the one who is named is no answer", at_most=-3.0),
    "answer_given": _warns("who asks with the answer in hand asks for something else", at_most=-3.0),
    "noun_left": _warns("the very noun that is asked for is unexplained", at_most=-2.0),
    "noun_of": _warns("and is something's: the rate of the credit line is not the line", at_most=-6.0),
    "curated_left": _warns(
        "where wordings were written by hand, a word none of them has tells more", at_most=-1.5
    ),
    "told_alone": _speaks_for("a fact that says the whole question was meant, whoever it is about"),
    "told": _speaks_for("a fact's own words may explain the rest, but they are many", most=1.0),
    # constraints
    "excluded": _warns("a fact says otherwise", at_most=-9.0),
    "demanded": _warns("a year, a number or a negation is never noise", at_most=-9.0),
    "unread": _warns("no relation was read, and a word is left that may have asked for it", at_most=-4.0),
    "common_name": _warns(
        "an everyday word is no name while the words beside it are unexplained", at_most=-4.0
    ),
    # the kind of answer
    "kind_fits": _speaks_for(_FIT),
    "kind_clashes": _warns("when does not ask for a person: another kind is wrong", at_most=-7.0),
    "kind_vague": _warns("a curator who says thing says neither amount nor date", at_most=-4.0),
    "what_person": _warns("what seldom asks for a person"),
    "why_unasked": _warns("a reason answers why alone"),
    "future_fits": Prior(
        (0.0, 0.0), (3.5, None), "too rare here to be believed: it ranks, it does not vouch"
    ),
    # the direction
    "cue_fits": _speaks_for(_FIT),
    "cue_clashes": _warns("who was founded by X is not who founded X", at_most=-9.0),
    "inverse": _warns("asking from the object is rarer, but not as rare as here", at_least=-0.5),
    # the name
    "implied": _warns("no name led there", rank=-1.5),
    "fuzzy": _warns(_NAME),
    "slips": _warns(_NAME),
    "slips_share": _warns(_NAME),
    "squeezed": _warns(_NAME),
    "alias": _warns(_NAME),
    "partial": _warns("only a part of the name was typed"),
    "missing": _warns("the share of the name that was not typed"),
    "short": _warns("short names are hit by chance"),
    "hollow": _warns("a name of empty words is hit by chance"),
    "letters": _speaks_for("long names are not hit by chance"),
    # against the other readings
    "score": _speaks_for("what ranks high is no worse for it"),
    "margin": _speaks_for("a lead is a good sign, but the best of bad readings leads too", most=0.55),
}
