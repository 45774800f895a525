"""Hold what is offered for one word: texts with a few words beside each, ready for any shell to show."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Offer:
    """One text that may take the place of the current word, and a few words that say what it is."""

    __slots__ = ("note", "value")

    def __init__(self, value: str, note: str = "") -> None:
        """Keep the text and its note."""
        self.value, self.note = value, note

    def __repr__(self) -> str:
        """Show both."""
        return f"Offer({self.value!r}, {self.note!r})"

    def __eq__(self, other: object) -> bool:
        """Compare by what is offered."""
        return isinstance(other, Offer) and (self.value, self.note) == (other.value, other.note)

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash((self.value, self.note))


class Offers:
    """All offers for one word, in order.

    `cut` says that there are more than these, so that nothing may be concluded from what they share.
    `told` says that the notes matter more than a dense list (ids, options). `files` asks the shell itself to
    complete a path ("file") or a folder ("dir") where nothing else fits.
    """

    __slots__ = ("cut", "files", "listed", "told")

    def __init__(
        self, listed: Sequence[Offer] = (), *, cut: bool = False, told: bool = False, files: str = ""
    ) -> None:
        """Keep the offers and how to show them."""
        self.listed, self.cut, self.told, self.files = listed, cut, told, files
