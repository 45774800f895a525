"""Ask and check fact bases from another program: the functions that the command line uses itself.

    from factcli import api

    with api.load("facts/openai-expansion.json") as base:
        outcome = api.ask("How much did OpenAI raise?", base)
        for answer in outcome.answers:
            print(answer.fact.statement["en"], answer.fact.evidence[0].sentence.text)

Nothing here prints or exits. Errors are subclasses of `factcli.errors.FactcliError`, with `message`, `hint` and
`code` as attributes. `docs/python.md` shows more.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from factcli.audit.findings import Finding
    from factcli.base.paths import Folders
    from factcli.index.query import Index
    from factcli.language.lexicon import Lexicon
    from factcli.model import Source
    from factcli.questions.result import AskOptions, Outcome

    Progress = Callable[[int, int], None]


def load(
    base: str | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Index:
    """Open a base, by its name or its path; None is the one that ships with the program.

    The index comes from the cache if it is up to date, else it is built: `progress` is called with the bytes read
    and the total. `environment` determines the folders of bases and caches; by default, that of the process. The
    result is a context manager; `close` it when you are done. Raises `InputOutputProblem` for a base that is not
    found or cannot be read, and `BadBase` for a file that is not a base.
    """
    from factcli.base.paths import find_base
    from factcli.index.open import open_index

    folders = _folders(environment)
    return open_index(find_base(base, folders), cache=folders.cache, progress=progress)


def lexicon(environment: Mapping[str, str] | None = None) -> Lexicon:
    """Open the lexicon, to ask many questions in one process."""
    from factcli.language.lexicon_file import open_lexicon

    return open_lexicon(_folders(environment).cache)


def ask(
    question: str,
    bases: Index | Sequence[Index],
    options: AskOptions | None = None,
    *,
    words: Lexicon | None = None,
) -> Outcome:
    """Answer a question from one or several open bases, or say why it cannot be answered.

    `outcome.status` is `answered`, `no_such_fact`, `unknown_entity` or `ambiguous`. Each answer has its fact, and
    the fact its evidence: the sentence and its words that support the fact. `words` is an open lexicon.
    """
    from factcli.index.query import Index
    from factcli.questions import answer
    from factcli.questions.result import AskOptions

    opened = (bases,) if isinstance(bases, Index) else bases
    return answer.ask(question, opened, options or AskOptions(), lexicon=words or _kept_lexicon())


def verify(
    claim: str,
    bases: Index | Sequence[Index],
    options: AskOptions | None = None,
    *,
    words: Lexicon | None = None,
) -> Outcome:
    """Hold a claim against one or several open bases.

    `outcome.status` is `supported`, `contradicted` or `not_stated`; its answers are the facts the verdict stands on.
    """
    from factcli.index.query import Index
    from factcli.questions import verify as claims
    from factcli.questions.result import AskOptions

    opened = (bases,) if isinstance(bases, Index) else bases
    return claims.verify(claim, opened, options or AskOptions(), lexicon=words or _kept_lexicon())


def check(
    base: str | None = None,
    *,
    source: str | None = None,
    sample: int | None = None,
    environment: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> list[Finding]:
    """Return what is wrong with a base: its form, its quotes, claims that the evidence does not support.

    `source` is the path of the text the base was made from: with it, every quote is compared with the text itself.
    Without it, the text is looked for beside the base, by its SHA-256.
    `sample` is how many facts are held against their evidence and asked for, spread evenly over the base; by default
    all are. `progress` is called with the steps done and the steps to do.
    A finding has a `code`, a `severity` (`error`, `warning`), a `message` and a `hint`; no findings mean a valid base.
    Raises `InputOutputProblem` if a file cannot be read.
    """
    from contextlib import ExitStack
    from functools import cache, partial

    from factcli.audit.check import check_file
    from factcli.base.paths import find_base
    from factcli.texts.rules import load_rules
    from factcli.texts.source import read_text

    path = find_base(base, _folders(environment))
    text = read_text(source) if source is not None else None
    with ExitStack() as opened:

        @cache
        def to_ask() -> tuple[Index, Lexicon]:
            """Open what a question needs: the base is known to be sound when the first is asked."""
            index = opened.enter_context(load(path, environment=environment))
            return index, opened.enter_context(lexicon(environment))

        def ids_of_answers(question: str, language: str) -> list[str]:
            from factcli.questions.result import AskOptions

            index, words = to_ask()
            outcome = ask(question, index, AskOptions(language=language, closest=False), words=words)
            return [answer.fact.id for answer in outcome.answers]

        beside = partial(_texts_beside, path)
        return list(
            check_file(path, load_rules(), text, ids_of_answers, beside, sample=sample, progress=progress)
        )


def _texts_beside(path: str, sources: Sequence[Source]) -> dict[str, str]:
    """Return the texts of the sources of a base by id, as far as they are in files beside it.

    Where none has the digest of the one source, BASE.txt is its text, changed since.
    """
    from factcli.errors import FactcliError
    from factcli.texts.source import find_text, read_text

    texts = ((source.id, find_text(path, source.characters, source.sha256)) for source in sources)
    found = {name: text for name, text in texts if text is not None}
    own = os.path.splitext(path)[0] + ".txt"
    if not found and len(sources) == 1 and os.path.exists(own):
        try:
            return {sources[0].id: read_text(own)}
        except FactcliError:
            return {}
    return found


def _folders(environment: Mapping[str, str] | None) -> Folders:
    from factcli.base.paths import Folders

    return Folders(os.environ if environment is None else environment)


_kept: dict[str, Any] = {}


def _kept_lexicon() -> Lexicon:
    if "lexicon" not in _kept:
        from atexit import register

        _kept["lexicon"] = lexicon()
        register(_kept["lexicon"].close)
    kept: Lexicon = _kept["lexicon"]
    return kept
