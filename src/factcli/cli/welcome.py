"""Teach by four examples, for whoever types the bare name of the program."""

from __future__ import annotations

from factcli.cli import streams

EXAMPLES = (
    ("who NAME", "what it is, and the people around it"),
    ('ask "How much ...?"', "a whole question, in English or French"),
    ("timeline", "what happened, and what is announced"),
    ("source 1", "a sentence, and the facts it carries"),
)


def welcome() -> int:
    """Write four commands to try and where to read on."""
    width = max(len(command) for command, _ in EXAMPLES)
    streams.write(["Ask an article; every answer comes with the sentence that proves it.\n\n"])
    streams.write(f"  factcli {command.ljust(width)}   {text}\n" for command, text in EXAMPLES)
    streams.write(["\nAll commands: factcli --help\n"])
    return 0
