"""Name the kinds of answers and the ways a fact can be meant, for whoever needs the words alone."""

from __future__ import annotations

KINDS = ("person", "organization", "place", "time", "quantity", "reason", "quote", "thing")
MODALITIES = ("asserted", "planned", "hedged", "reported", "denied")

# What a thing is: these relations come first on its card, whatever the base calls them.
NATURE = frozenset(
    ["instance-of", "subclass-of", "occupation", "position-held", "nature", "described-as", "profession"]
)
