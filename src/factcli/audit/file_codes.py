"""Explain the codes of what is wrong with a file: its form, its names, its quotations."""

from __future__ import annotations

from factcli.audit.code import error, warning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcli.audit.code import Code

FILE_CODES: Mapping[str, Code] = {
    # Form: what keeps a file from being a base at all.
    "form-json": error(
        "The file is not strictly valid JSON in UTF-8, or not laid out as a base: a key stands twice,"
        " a number is NaN or too large, a table is unknown, the meta document is missing.",
        "mend the file at the place given",
    ),
    "form-version": error(
        "The base was written for a later version of the format than this program reads.",
        "upgrade factcli",
    ),
    "form-document": error(
        "A document has a key this format does not know, lacks one it needs, or holds a value of"
        " another type.",
        "compare the document with the format in the documentation",
    ),
    "form-duplicate": error(
        "Two documents of one table have the same id, so that a reference to it has no certain meaning.",
        "give one of them another id",
    ),
    "form-reference": error(
        "A document refers to an id that is not in the base.",
        "correct the id, or add what it names",
    ),
    # Names: what a terminal or a shell must not meet.
    "name-hidden": error(
        "A name, an alias, a label or a phrase holds a control, format or line separator character"
        " (Unicode classes Cc, Cf, Zl, Zp). Such a character can repaint a terminal or make two names"
        " look the same.",
        "remove the character",
    ),
    "name-dash": warning(
        "A name begins with a dash. Typed as an argument it would be read as an option.",
        "write the name without the dash, and keep the other spelling out of the base",
    ),
    "name-space": warning(
        "A name begins or ends with a space, or holds two in a row; nobody types it like this.",
        "remove the superfluous spaces",
    ),
    "text-hidden": error(
        "A statement, description, value or reason holds a control, format or line separator"
        " character (Unicode classes Cc, Cf, Zl, Zp). Only quotations may, because they are verbatim.",
        "remove the character",
    ),
    # Verbatim: is what is quoted what the source says?
    "sentence-offsets": error(
        "The offsets of a sentence do not fit its text or its source: the end is not the start plus"
        " the number of code points, it lies beyond the source, or it overlaps the sentence before it.",
        "take the offsets from the source again with 'factcli base new'",
    ),
    "sentence-number": error(
        "Two sentences of one source have the same number; a citation by number would be uncertain.",
        "number the sentences of a source in their order",
    ),
    "source-changed": error(
        "The text given as the source is not the text the base was made from: its length or SHA-256"
        " differs. Each sentence is then looked up in the new text; nothing is repaired.",
        "check against the text the base was made from, or curate the new text",
    ),
    "sentence-moved": error(
        "The sentence stands word for word in the source, but at other offsets than the base says.",
        "correct the offsets to those given",
    ),
    "sentence-changed": error(
        "The source does not hold this sentence any more, but one very like it. A fact that stands on"
        " it may no longer hold.",
        "read the new sentence and curate its facts again",
    ),
    "sentence-missing": error(
        "The source holds neither this sentence nor one like it.",
        "remove the facts that stand on it",
    ),
    "evidence-missing": error(
        "The evidence of a fact does not stand word for word in the sentence it names.",
        "copy the span from the sentence as it is, quotation marks and spaces included",
    ),
    "evidence-ambiguous": warning(
        "The span of an evidence entry occurs more than once in its sentence, and no prefix or suffix"
        " says which is meant.",
        "add the words before it as 'prefix' or those after it as 'suffix'",
    ),
}
"""By code, in the order of the checks."""
