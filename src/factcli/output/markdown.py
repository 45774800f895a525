"""Write a page as Markdown to paste into a document, escaping Markdown in its texts."""

from __future__ import annotations

from factcli.escape import escaped, line, visible
from factcli.output.blocks import MARK, Compared, Headline, Quote, Table, Tree
from factcli.output.layout import of_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcli.output.blocks import Block, Note
    from factcli.output.report import Report, Screen


def write(report: Report, screen: Screen) -> Iterator[str]:
    """Yield the blocks of a report as Markdown."""
    for at, block in enumerate(of_fields(report, screen) if screen.fields else report.draw(0)):
        if at:
            yield "\n"
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Headline):
        standing = f" ({escaped(block.standing)})" if block.standing else ""
        yield "  \n".join(f"**{escaped(part)}**" for part in block.text.split("\n")) + standing + "  \n"
        yield f"{escaped(block.aside)}\n" if block.aside else ""
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Compared):
        for heading, text, spans, marks in block.texts:
            yield f"- {escaped(heading)}: {_bold(text, spans)}{' ' + marks if marks else ''}\n"
    elif isinstance(block, Quote):
        yield from _quote(block)
    elif isinstance(block, Tree):
        yield from _tree(block)
    else:
        yield from _note(block)


def _table(block: Table) -> Iterator[str]:
    kept = [at for at in range(len(block.roles)) if any(row[at] for row in block.rows)]
    if block.title:
        yield f"**{escaped(block.title)}**\n\n"
    headings = [block.headings[at] if block.headings else "" for at in kept]
    yield _row(headings)
    yield "|" + " --- |" * len(kept) + "\n"
    rules = dict(block.rules)
    for at, row in enumerate(block.rows):
        if at in rules:
            yield _row([f"**{escaped(rules[at])}**", *[""] * (len(kept) - 1)], raw=True)
        yield _row([_cell(row[column], block.roles[column]) for column in kept], raw=True)


def _cell(text: str, role: str) -> str:
    return text if role == MARK else escaped(text)


def _row(cells: Sequence[str], *, raw: bool = False) -> str:
    return "| " + " | ".join(cell if raw else escaped(cell) for cell in cells) + " |\n"


def _quote(block: Quote) -> Iterator[str]:
    mark = f"[{block.mark}] " if block.mark else ""
    yield f"> {mark}{_bold(block.text, block.spans)}"
    if block.place:
        place = escaped(block.place)
        yield f"  \n> — [{place}](<{_address(block.link)}>)" if block.link else f"  \n> — {place}"
    yield "\n"


def _bold(words: str, spans: Sequence[tuple[int, int]]) -> str:
    text, at = "", 0
    for start, end in spans:
        text += escaped(words[at:start]) + "**" + escaped(words[start:end]) + "**"
        at = end
    return text + escaped(words[at:])


def _address(url: str) -> str:
    return visible(url).replace("<", "%3C").replace(">", "%3E").replace("\n", "")


def _tree(block: Tree, depth: int = 0) -> Iterator[str]:
    yield f"{'  ' * depth}- {escaped(block.label)}{' ' + block.mark if block.mark else ''}\n"
    for branch in block.branches:
        yield from _tree(branch, depth + 1)


def _note(block: Note) -> Iterator[str]:
    if block.text:
        yield f"{escaped(block.text)}\n"
    if block.text and block.commands:
        yield "\n"
    for command, label in block.commands:
        yield f"- {_code(line(command))} — {escaped(label)}\n"


def _code(text: str) -> str:
    """Return a text as code: between more ticks than stand together in it."""
    if "`" not in text:
        return f"`{text}`"
    ticks = "`"
    while ticks in text:
        ticks += "`"
    return f"{ticks} {text} {ticks}"
