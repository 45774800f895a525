"""Add up numbers that are written in words: soixante-dix-sept, two hundred and five, trois mille."""

from __future__ import annotations

from decimal import Decimal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factcli.texts.number_tokens import Tokens
    from factcli.texts.number_words import NumberWords

_TEN, _TWENTY, _HUNDRED, _THOUSAND = 10, 20, 100, 1000
_BEFORE_TEENS = (60, 80)  # soixante-douze, quatre-vingt-douze
_AFTER_JOIN = (1, 11)  # vingt et un, soixante et onze


class SpeltNumber:
    """Read one number word by word, as long as the next word fits.

    `value` is the sum so far, `after` the token behind it, `scale` the last multiplier taken (0 for none),
    `single` says that it is a lone one, which is mostly an article.
    """

    def __init__(self, tokens: Tokens, words: NumberWords, at: int) -> None:
        """Read from the token `at`; nothing was read where `after` is still `at`."""
        self._tokens, self._words, self._first = tokens, words, at
        self._total = self._current = self.scale = Decimal(0)
        self.after = at
        self.ordinal = False
        self._one()
        while not self.ordinal and self._step(self.after):
            pass
        self.value = self._total + self._current
        self.single = self.after == at + 1 and tokens.is_one_of(at, words.singles)

    def _one(self) -> None:
        """Take an article for 1 where a multiplier follows: un milliard, a hundred."""
        if self._tokens.is_one_of(self._first, self._words.singles):
            following = self._first + 1
            scales = (self._words.hundreds, self._words.multipliers, self._words.round)
            if any(self._tokens.find_next(following, scale) for scale in scales):
                self._current, self.after = Decimal(1), following

    def _step(self, at: int) -> bool:
        if at >= len(self._tokens) or (at > self._first and not self._tokens.adjoin(at)):
            return False
        joined = at > self._first and self._tokens.is_one_of(at, self._words.joins)
        if joined:
            at += 1
            if not self._tokens.adjoin(at):
                return False
        return self._add(at, joined) or (not joined and self._multiply(at))

    def _add(self, at: int, joined: bool) -> bool:  # noqa: FBT001 -- whether "and" stands before it
        ordinal = self._tokens.find(at, self._words.ordinals)
        plain = self._tokens.find(at, self._words.words)
        found = ordinal or plain
        if not found or (ordinal and plain and plain[1] > ordinal[1]):
            found, ordinal = plain, None
        if not found or not self._fits(found[0]) or (joined and not self._may_join(found[0])):
            return False
        self._current += found[0]
        self.after, self.ordinal = found[1], ordinal is not None
        return True

    def _fits(self, value: Decimal) -> bool:
        if self.after == self._first:
            return True
        rest = self._current % _HUNDRED
        if rest == 0 and value:
            return bool(self._current or self.scale)
        if value < _TEN:
            return rest >= _TWENTY and rest % _TEN == 0 and value > 0
        return value < _TWENTY and rest in _BEFORE_TEENS

    def _may_join(self, value: Decimal) -> bool:
        if self._current == 0:
            return self.scale == _THOUSAND
        return self._current % _HUNDRED == 0 or value in _AFTER_JOIN

    def _multiply(self, at: int) -> bool:
        begun = self.after > self._first
        if not begun and not self._tokens.is_one_of(at, self._words.bare):
            return False
        if (found := self._tokens.find(at, self._words.hundreds)) and self._current < _HUNDRED:
            self._current = max(self._current, Decimal(1)) * found[0]
        elif found := self._tokens.find(at, self._words.multipliers):
            self._scale(found[0])
        else:
            return False
        self.after = found[1]
        return True

    def _scale(self, scale: Decimal) -> None:
        """Multiply what stands before: all of it by a larger scale, the last part by a smaller one."""
        if self.scale and scale > self.scale:
            self._total = (self._total + self._current) * scale
        else:
            self._total += max(self._current, Decimal(1)) * scale
        self._current, self.scale = Decimal(0), scale
