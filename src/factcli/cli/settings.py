"""Keep what was asked for on the command line as one frozen value, whoever parsed it."""

from __future__ import annotations

from factcli._dataclass import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Settings:
    """Say how a command is to run: which bases, which output, which steps are allowed.

    `style` is the output format, None where it depends on who reads; `limit` None cuts only what is drawn
    on a terminal, 0 cuts nothing. `environment` is a copy of the process environment: nothing below `cli`
    reads that itself.
    """

    environment: Mapping[str, str]
    bases: tuple[str, ...] = ()
    style: str | None = None
    fields: tuple[str, ...] = ()
    language: str | None = None
    limit: int | None = None
    color: str = "auto"
    pager: bool = True
    explain: bool = False
    strict: bool = False
    modality: str | None = None

    @property
    def named_bases(self) -> tuple[str, ...]:
        """Return the bases asked for, by option or by FACTCLI_BASE; none means the one that ships."""
        from_environment = self.environment.get("FACTCLI_BASE")
        return self.bases or ((from_environment,) if from_environment else ())

    @property
    def locale_language(self) -> str:
        """Return the language of the user's locale, English where that says nothing."""
        for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
            value = self.environment.get(variable)
            if value:
                code = value.partition("_")[0].partition(".")[0].lower()
                return "en" if code in ("c", "posix") else code
        return "en"
