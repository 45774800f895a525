"""Make two small bases about a village, for questions unrelated to the shipped one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcli.questions.answer import rank
from factcli.questions.calibration import load
from factcli.questions.parse import KnownWords, parse

if TYPE_CHECKING:
    from factcli.language.lexicon import Lexicon
    from factcli.questions.calibration import Ranking
    from factcli.questions.parse import Question

Document = dict[str, Any]
# id, subject, relation, object or value, statements, what else there is
Stated = tuple[str, str, str, Any, Document, Document]

NAMES: dict[str, tuple[str, Document, list[str]]] = {
    "fair": ("thing", {"en": "Maplewick Fair", "fr": "Foire de Maplewick"}, ["the fair"]),
    "maplewick": ("place", {"en": "Maplewick"}, []),
    "mill-green": ("place", {"en": "Mill Green"}, []),
    "duck-pond": ("place", {"en": "Duck Pond Meadow"}, []),
    "tess": ("person", {"en": "Tess Barrow"}, ["Aunt Tess"]),
    "elodie": ("person", {"en": "Élodie Brême"}, []),
    "guild": ("organization", {"en": "Honey Guild", "fr": "Guilde du miel"}, ["HG"]),
    "jo-baker": ("person", {"en": "Jo Finch"}, []),
    "jo-smith": ("person", {"en": "Jo Finch"}, []),
    "silver-hive": ("thing", {"en": "The Silver Hive"}, []),
    "beekeeper": ("thing", {"en": "beekeeper", "fr": "apicultrice"}, []),
}
SAID = {
    "jo-baker": {"en": "the baker of Maplewick"},
    "jo-smith": {"en": "the smith of Maplewick"},
    "tess": {"en": "a beekeeper", "fr": "une apicultrice"},
}
RELATIONS: dict[str, Document] = {
    "founded-by": {
        "kind": "person",
        "label": {"en": "founded by", "fr": "fondé par"},
        "phrases": {"en": ["founder"], "fr": ["fondateur"]},
        "inverse": {
            "label": {"en": "founder of", "fr": "fondateur de"},
            "kind": "organization",
            "phrases": {},
        },
    },
    "born-in": {"kind": "place", "label": {"en": "place of birth", "fr": "lieu de naissance"}},
    "wrote": {
        "kind": "thing",
        "label": {"en": "notable work", "fr": "œuvre"},
        "inverse": {"label": {"en": "author", "fr": "auteur"}, "kind": "person", "phrases": {}},
    },
    "occupation": {"kind": "thing", "label": {"en": "occupation", "fr": "métier"}},
    "held-in": {"kind": "place", "label": {"en": "venue", "fr": "lieu"}},
    "prize-money": {"kind": "quantity", "label": {"en": "prize money", "fr": "dotation"}},
    "visitors": {"kind": "quantity", "label": {"en": "visitors", "fr": "visiteurs"}},
    "why-moved": {"kind": "reason", "label": {"en": "reason for moving", "fr": "raison du déménagement"}},
    "judged-by": {"kind": "person", "label": {"en": "judged by"}},
    "opens": {
        "kind": "thing",
        "label": {"en": "opens", "fr": "ouvre"},
        "phrases": {"en": ["open", "opening"], "fr": ["ouvrir", "ouverture"]},
    },
}
FACTS: tuple[Stated, ...] = (
    (
        "guild-by-tess",
        "guild",
        "founded-by",
        "tess",
        {"en": "Tess Barrow founded the Honey Guild.", "fr": "Tess Barrow a fondé la Guilde du miel."},
        {},
    ),
    (
        "guild-by-elodie",
        "guild",
        "founded-by",
        "elodie",
        {"en": "Élodie Brême founded the Honey Guild with her."},
        {},
    ),
    ("tess-born", "tess", "born-in", "maplewick", {"en": "Tess Barrow was born in Maplewick."}, {}),
    (
        "jo-baker-born",
        "jo-baker",
        "born-in",
        "mill-green",
        {"en": "Jo Finch the baker was born at Mill Green."},
        {},
    ),
    (
        "jo-smith-born",
        "jo-smith",
        "born-in",
        "duck-pond",
        {"en": "Jo Finch the smith was born by the pond."},
        {},
    ),
    (
        "hive-by-jo",
        "jo-baker",
        "wrote",
        "silver-hive",
        {"en": "Jo Finch the baker wrote The Silver Hive."},
        {},
    ),
    ("tess-keeps-bees", "tess", "occupation", "beekeeper", {"en": "Tess Barrow keeps bees."}, {}),
    (
        "fair-maybe-meadow",
        "fair",
        "held-in",
        "duck-pond",
        {"en": "The fair could be held on the meadow."},
        {"modality": "hedged"},
    ),
    ("fair-on-green", "fair", "held-in", "mill-green", {"en": "The fair is held on Mill Green."}, {}),
    (
        "prize",
        "fair",
        "prize-money",
        {"type": "money", "amount": 250, "currency": "GBP"},
        {"en": "The best cake wins 250 pounds."},
        {},
    ),
    (
        "crowd",
        "fair",
        "visitors",
        {"type": "quantity", "amount": 900, "unit": ""},
        {"en": "Nine hundred people come."},
        {"modality": "reported", "speaker": "tess"},
    ),
    (
        "why",
        "fair",
        "why-moved",
        {"type": "text", "text": {"en": "the old field floods"}},
        {"en": "The fair moved because the old field floods."},
        {},
    ),
    (
        "guild-opens",
        "guild",
        "opens",
        {"type": "text", "text": {"en": "a shop"}},
        {"en": "The Honey Guild will open a shop.", "fr": "La Guilde du miel ouvrira une boutique."},
        {"modality": "planned", "when": {"edtf": "2031-05"}},
    ),
    ("judge", "fair", "judged-by", "elodie", {"en": "Élodie Brême is the judge of Maplewick Fair."}, {}),
)


def fair() -> dict[str, Document]:
    """Return the tables of a base about a fair, with two people of one name."""
    return _base("village-fair", NAMES, FACTS)


def regatta() -> dict[str, Document]:
    """Return the tables of another base, which shares a person with the fair."""
    names = {"tess-b": NAMES["tess"], "rowers": ("organization", {"en": "Otter Rowing Club"}, [])}
    stated: Stated = (
        "rowers-by-tess",
        "rowers",
        "founded-by",
        "tess-b",
        {"en": "Tess Barrow founded the Otter Rowing Club."},
        {},
    )
    return _base("regatta", names, (stated,))


def _base(name: str, names: Any, facts: Any) -> dict[str, Document]:
    texts = [fact[4]["en"] for fact in facts]
    starts = [sum(len(text) + 1 for text in texts[:at]) for at in range(len(texts))]
    source = {
        "id": "tale",
        "title": None,
        "language": "en",
        "characters": starts[-1] + 99,
        "sha256": "0" * 64,
    }
    relations = {fact[2]: RELATIONS[fact[2]] for fact in facts}
    return {
        "meta": {"1": {"format": "factcli-base", "version": 1, "name": name}},
        "sources": {"1": source},
        "sentences": {
            str(at + 1): {
                "source": "tale",
                "number": at + 1,
                "start": starts[at],
                "end": starts[at] + len(text),
                "text": text,
            }
            for at, text in enumerate(texts)
        },
        "entities": {str(at + 1): _entity(*item) for at, item in enumerate(names.items())},
        "relations": {str(at + 1): {"id": key, **found} for at, (key, found) in enumerate(relations.items())},
        "facts": {str(at + 1): _fact(at + 1, fact) for at, fact in enumerate(facts)},
    }


def _entity(key: str, known: tuple[str, Document, list[str]]) -> Document:
    kind, name, aliases = known
    made = {"id": key, "kind": kind, "name": name, "aliases": aliases}
    return made | ({"description": SAID[key]} if key in SAID else {})


def _fact(number: int, row: Stated) -> Document:
    key, subject, relation, goal, said, more = row
    told = {"object": goal} if isinstance(goal, str) else {"value": goal}
    proof = [{"sentence": number, "exact": said["en"].rstrip(".")}]
    made = {"id": key, "subject": subject, "relation": relation, **told, "statement": said}
    return made | {"modality": "asserted", "evidence": proof} | more


def understood(text: str, base: Any, lexicon: Lexicon, **options: Any) -> Question:
    """Return a question as it is read beside a base, before its facts are looked at."""
    known = KnownWords(lambda words: dict.fromkeys(base.words(words), True), base.phrase_words)
    return parse(text, lexicon, known, default="en", **options)


def weighed(text: str, base: Any, lexicon: Lexicon, *, strict: bool = False) -> Ranking:
    """Return the readings of a question in a base."""
    return rank(understood(text, base, lexicon, strict=strict), base, lexicon, load(), strict=strict)
