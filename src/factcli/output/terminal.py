"""Draw a page on a terminal: the answer first, then its facts, then the sentences they are based on.

Only this module uses Rich. Text from a base reaches it as `Text`, never as markup, and is laid out by `layout`,
because Rich would break lines at no-break spaces and crop what does not fit.
"""

from __future__ import annotations

from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from factcli.output import layout

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcli.output.layout import Line
    from factcli.output.report import Report, Screen

_ACCENT = "cyan"
_PICTURE = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""  # Rich's own frame without its fonts from elsewhere: a picture that fetches nothing


def draw(report: Report, screen: Screen) -> Iterator[str]:
    """Yield the screen line by line."""
    canvas = StringIO()
    console = _console(canvas, screen)
    styles = _styles(screen)
    for line in layout.lines(report, screen, cell_len):
        console.print(_text(line, styles, screen), soft_wrap=True)
        yield canvas.getvalue()
        canvas.seek(0)
        canvas.truncate()


def picture(command: str, report: Report, screen: Screen) -> str:
    """Return an SVG picture of a screen: a command at its prompt and what it shows."""
    console = _console(StringIO(), screen, record=True)
    styles = _styles(screen)
    console.print(Text.assemble(("$ ", styles[layout.QUIET]), command), soft_wrap=True)
    for line in layout.lines(report, screen, cell_len):
        console.print(_text(line, styles, screen), soft_wrap=True)
    return console.export_svg(title="factcli", code_format=_PICTURE, unique_id="factcli")


def _console(canvas: StringIO, screen: Screen, *, record: bool = False) -> Console:
    return Console(
        file=canvas,
        record=record,
        force_terminal=screen.styled,
        color_system="standard" if screen.styled else None,
        no_color=not screen.color,
        width=screen.width,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )


def _styles(screen: Screen) -> dict[str, Style]:
    accent = _ACCENT if screen.color else None
    return {
        layout.ANSWER: Style(bold=True, color=accent),
        layout.EXACT: Style(bold=True, color=accent, underline=not screen.color),
        layout.MARKED: Style(color=accent),
        layout.STRONG: Style(bold=True),
        layout.QUIET: Style(dim=True),
        layout.USUAL: Style(),
        **{
            tone: Style(bold=True, color=color if screen.color else None)
            for tone, color in zip(layout.TONES, ("green", "yellow", "red"), strict=True)
        },
    }


def _text(line: Line, styles: dict[str, Style], screen: Screen) -> Text:
    text = Text()
    for piece in line:
        style = styles[piece.style] if screen.styled else None
        if style is not None and piece.link and screen.links:
            style += Style(link=piece.link)
        text.append(piece.text, style)
    return text
