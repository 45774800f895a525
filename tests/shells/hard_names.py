"""Names that have broken completion scripts, and payloads that must never run."""

from __future__ import annotations

CANARY = "canary"
"""The file a payload would make in the folder it runs in."""

HARD = (
    "Xavier Niel",
    "Île-de-France",
    "Kamel's café",
    "L’Atelier d’Art",
    'Jean "Django" Reinhardt',
    f"$(touch {CANARY}) Ltd",
    f"a$(touch {CANARY})b",
    f"`touch {CANARY}` Inc",
    f"x`touch {CANARY}`",
    f"AT;touch {CANARY}",
    f"A|touch {CANARY}",
    f"R&touch {CANARY}",
    f"A && touch {CANARY}",
    f"A || touch {CANARY}",
    f"Out > {CANARY}",
    f"Out >{CANARY}",
    "In < nowhere",
    "Star * Corp",
    "*",
    "What? Ever",
    "{a,b} braces",
    "pre{a,b}post",
    "[abc] set",
    "one, two, three",
    "A:B and C",
    "http://example.org/x?y=1&z=2",
    "# hash first",
    "mid #hash",
    "Yahoo! Inc",
    "!bang",
    "!!",
    "~tilde",
    "$HOME alone",
    "${HOME} braced",
    "$((1+1)) sum",
    "back\\slash",
    "end\\",
    "key=value",
    "=equals",
    "100% sure",
    "%percent",
    "up^down",
    "no\xa0break space",
    "東京 大学",
    "e\u0301te\u0301 combine",
    "(parenthesis)",
    "a  double  space",
    "C++",
    'it\'s "both" $kinds `of` \\quotes!',
    "'single'",
    '"double"',
    "@at sign",
    "a'b\"c",
    "trailing!",
    "emoji 🎉 party",
    "Ω≈ç√",
    f"<(touch {CANARY})",
    f"=(touch {CANARY})",
    f"\\$(touch {CANARY})",
    f"'; touch {CANARY}; '",
    f'"; touch {CANARY}; "',
    f"(touch {CANARY}) fish",
)

NEVER_OFFERED = (
    "line\nbreak",
    "tab\there",
    "esc\x1b[31mred",
    "bell\x07",
    "-leading",
    "--format",
    "bidi\u202eoverride",
    "zero\u200bwidth",
    "para\u2029graph",
    "delete\x7f",
    "next\x85line",
    "soft\xadhyphen",
)


def base_of(names: tuple[str, ...]) -> dict[str, dict[str, object]]:
    """Return the tables of a base in which each of these names has a person to tell."""
    things = {"p": "Person Known", **{f"e-{at}": name for at, name in enumerate(names)}}
    fact = {
        "relation": "led-by",
        "object": "p",
        "modality": "asserted",
        "evidence": [{"sentence": 1, "exact": "Led"}],
    }
    return {
        "meta": {"1": {"format": "factcli-base", "version": 1, "name": "hard"}},
        "sources": {"1": {"id": "s", "title": None, "language": "en", "characters": 4, "sha256": "0" * 64}},
        "sentences": {"1": {"source": "s", "number": 1, "start": 0, "end": 4, "text": "Led."}},
        "entities": {
            str(at): {"id": key, "kind": "person" if key == "p" else "organization", "name": {"en": name}}
            for at, (key, name) in enumerate(things.items(), 1)
        },
        "relations": {"1": {"id": "led-by", "kind": "person", "label": {"en": "led by"}}},
        "facts": {
            str(at + 1): {"id": f"f-{at}", "subject": f"e-{at}", "statement": {"en": "It is led."}} | fact
            for at in range(len(names))
        },
    }
