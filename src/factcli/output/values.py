"""Write values and dates in words: an amount, a date, a modality with its speaker."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.language.messages import Wording
    from factcli.model import Fact, Value


def shown(held: Value, wording: Wording) -> str:
    """Return a value in the words of a language."""
    from factcli.model import Date, Money, Quantity

    if isinstance(held, Money):
        return wording.money(held.amount, held.currency)
    if isinstance(held, Quantity):
        return wording.quantity(held.amount, held.unit)
    if isinstance(held, Date):
        return date(held.edtf, wording)
    found = held.text.get(wording.code)
    return found if found is not None else next(iter(held.text.values()), "")


def date(edtf: str, wording: Wording) -> str:
    """Return an EDTF date in words."""
    from factcli.output.report_dates import in_words

    return in_words(edtf, wording.screen["dates"])


def when(fact: Fact, wording: Wording) -> str:
    """Return when a fact holds, the day worked out in brackets where the text allows one; or nothing."""
    if fact.when is None:
        return ""
    told = date(fact.when.edtf, wording)
    if fact.when.resolved and fact.when.resolved != fact.when.edtf:
        return f"{told} ({date(fact.when.resolved, wording)})"
    return told


def standing(fact: Fact, wording: Wording) -> str:
    """Return how sure a fact is: nothing where it is asserted, else its modality, its speaker, its hedge."""
    parts = []
    if fact.modality == "reported" and fact.speaker is not None:
        from factcli.language.messages import pick

        parts.append(wording.say("reported", speaker=pick(fact.speaker.name, wording.code)))
    elif fact.modality != "asserted":
        parts.append(wording.modality(fact.modality))
    if fact.hedged and fact.modality != "hedged":
        parts.append(wording.modality("hedged"))
    return ", ".join(parts)


def is_announced(modality: str, *, hedged: bool) -> bool:
    """Tell whether a fact lies ahead of its text: planned, or only thought possible."""
    return modality in ("planned", "hedged") or hedged
