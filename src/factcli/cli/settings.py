"""Keep what was asked for on the command line as one frozen value, whoever parsed it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, NoReturn

    from factcli.index import Index


class Settings:
    """Say how a command is to run: which bases, which output, which steps are allowed.

    `style` is the output format, None where it depends on who reads; `limit` None cuts only what is drawn on
    a terminal, 0 cuts nothing. `environment` is a copy of the process environment, read here and nowhere below.
    """

    __slots__ = ("bases", "color", "environment", "explain", "fields", "language", "limit", "modality", "pager", "strict", "style")

    bases: tuple[str, ...]
    style: str | None
    fields: tuple[str, ...]
    language: str | None
    limit: int | None
    color: str
    pager: bool
    explain: bool
    strict: bool
    modality: str | None
    environment: Mapping[str, str]

    def __init__(self, environment: Mapping[str, str], **given: Any) -> None:
        """Fill every option that was not given with its default."""
        for name, default in _DEFAULTS.items():
            object.__setattr__(self, name, given.pop(name, default))
        object.__setattr__(self, "environment", environment)
        if given:
            raise TypeError(f"no such setting: {sorted(given)}")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: settings are made once."""
        raise AttributeError(name)

    @property
    def locale_language(self) -> str:
        """Return the language of the user's locale, English where there is none that says."""
        for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
            value = self.environment.get(variable, "")
            if value:
                return _language_of(value)
        return "en"

    def open_bases(self) -> tuple[Index, ...]:
        """Open the bases in use: those given, that of FACTCLI_BASE, or the one that ships with the program."""
        from factcli.cli.bases import open_bases

        named = self.bases or tuple(filter(None, (self.environment.get("FACTCLI_BASE"),)))
        return open_bases(named, self.environment)


def _language_of(locale: str) -> str:
    code = locale.partition("_")[0].partition(".")[0].lower()
    return "en" if code in ("c", "posix") else code


_DEFAULTS: dict[str, Any] = {
    "bases": (),
    "style": None,
    "fields": (),
    "language": None,
    "limit": None,
    "color": "auto",
    "pager": True,
    "explain": False,
    "strict": False,
    "modality": None,
}
