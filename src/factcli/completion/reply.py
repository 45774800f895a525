"""Write completions for a shell: lines for its script, with names quoted so that nothing runs; and the scripts.

    bash  TYPE,TEXT               TEXT is inserted as it is
    zsh   TYPE / TEXT / NOTE      three lines each; "_" means no note; zsh quotes
    fish  TYPE,TEXT<tab>NOTE      fish quotes

TYPE is plain, file or dir; to zsh also `menu`: cycle through the texts, because their common prefix does not help.
No text contains a line break or a tab: such names are never offered.
"""

from __future__ import annotations

from unicodedata import category, combining, east_asian_width, normalize

from factcli.completion.command_line import DOUBLE, NO_QUOTE, SINGLE, Place
from factcli.escape import HIDDEN, line
from factcli.text import fold, key, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcli.completion.matching import Offer, Offers


# Quoting. Only bash needs this: zsh and fish quote what they insert themselves. See "Quoting" in the bash manual; the
# exclamation mark has no escape inside double quotes, so there it is put outside of them. (`envelope.shell_word` quotes
# a finished word; readline is given the rest of one that is open.)

_BARE = frozenset("_-./,+%")
_IN_DOUBLE = {"$": "\\$", "`": "\\`", '"': '\\"', "\\": "\\\\", "!": '"\\!"'}


def offerable(name: str) -> bool:
    """Return True if a name may be offered: no hidden characters, and not like an option."""
    if not name or name[0] == "-":
        return False
    return name.isprintable() or not any(category(character) in HIDDEN for character in name)


def for_bash(text: str, quote: str, *, whole: bool = False) -> str:
    """Quote the text for bash inside the open `quote` ("" for none), closing the quote if `whole`.

    If the text begins with the quote itself, it is doubled: readline takes the first one for the open quote.
    """
    if quote == SINGLE:
        inserted = text.replace("'", "'\\''")
    elif quote == DOUBLE:
        inserted = "".join(_IN_DOUBLE.get(character, character) for character in text)
    else:
        return "".join(_bare(character) for character in text)
    inserted += quote if whole else ""
    return quote + inserted if inserted.startswith(quote) else inserted


def _bare(character: str) -> str:
    if character.isalnum() or character in _BARE:
        return character
    return "\\" + character if character.isascii() or character.isspace() else character


LIST, LIST_TOO, LIST_UNCHANGED, MENU, INSERT_ALL = 63, 33, 64, 37, 42  # COMP_TYPE: "?", "!", "@", "%", "*"
_NOTHING_SHARED = "plain, "


def for_shell(shell: str, place: Place, offers: Offers, *, way: int = 0, width: int = 80) -> list[str]:
    """Return the reply of one completion; `way` is bash's COMP_TYPE and `width` that of its terminal."""
    if place.opaque:
        return []
    if not offers.listed and offers.files:
        return _files(shell, offers.files)
    if shell == "zsh":
        return _zsh(place, offers)
    if shell == "fish":
        return _fish(place, offers)
    return _bash(place, offers, way, width)


def _files(shell: str, files: str) -> list[str]:
    return [files, "_", "_"] if shell == "zsh" else [f"{files},"]


def _bash(place: Place, offers: Offers, way: int, width: int) -> list[str]:
    fitting = [(offer, remainder(place.kept, offer.value)) for offer in offers.listed]
    left = [(offer, text) for offer, text in fitting if text is not None]
    texts = [text for _, text in left]
    if len(texts) == 1 and not offers.cut:
        return ["plain," + for_bash(texts[0], place.quote, whole=True)]
    if way == INSERT_ALL:
        return ["plain," + for_bash(text, NO_QUOTE) for text in texts]
    if way == MENU:
        return ["plain," + for_bash(text, place.quote, whole=True) for text in texts]
    if way == LIST:
        return _listing([offer for offer, _ in left], width if offers.told else 0)
    shared = shared_beginning(texts)
    if offers.cut or not extends(shared, place.typed):
        return (
            [_NOTHING_SHARED, *("plain," + text for text in texts)]
            if way in (LIST_TOO, LIST_UNCHANGED) and texts
            else []
        )
    if way in (LIST_TOO, LIST_UNCHANGED):
        return ["plain," + for_bash(text, place.quote) for text in texts]
    begun = "plain," + for_bash(shared, place.quote)
    return [begun, begun + "."]  # two texts that share exactly this: bash inserts it and leaves the word open


def _listing(offers: Sequence[Offer], width: int) -> list[str]:
    """Return lines for display, with notes if there is a width.

    They must differ: bash drops duplicates, and it would insert a single remaining line.
    """
    bare = ["plain," + line(offer.value) for offer in offers]
    if not width or not any(offer.note for offer in offers):
        return bare
    longest = max(columns(offer.value) for offer in offers)
    shown = (_padded(line(offer.value), longest) + "  " + line(offer.note) for offer in offers)
    noted = ["plain," + _padded(_fitting(text, width - 2), width - 2) for text in shown]
    return noted if len(set(noted)) == len(noted) else bare


def columns(text: str) -> int:
    """Return how many columns a text takes on a terminal: wide characters two, combining accents none."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def _fitting(text: str, width: int) -> str:
    """Return as much of a text as fits."""
    while columns(text) > width:
        text = text[: min(len(text) - 1, width)]
    return text


def _zsh(place: Place, offers: Offers) -> list[str]:
    lines = []
    shared = shared_beginning([offer.value for offer in offers.listed])
    if len(offers.listed) > 1 and (offers.cut or not extends(shared, place.word)):
        lines += ["menu", "_", "_"]
    for offer in offers.listed:
        lines += ["plain", offer.value, line(offer.note) or "_"]
    return lines


def _fish(place: Place, offers: Offers) -> list[str]:
    lines = []
    for offer in offers.listed:
        spelling = next((s for s in spellings(offer.value) if fish_takes(place.typed, s)), None)
        if spelling is not None:
            note = offer.note or (offer.value if spelling != offer.value else "")
            lines.append(f"plain,{spelling}\t{line(note)}" if note else f"plain,{spelling}")
    return lines


def remainder(kept: str, value: str) -> str | None:
    """Return what must follow `kept` so that the word is `value`; None if nothing can."""
    head, tail = value[: len(kept)], value[len(kept) :]
    return tail if fold(head) == fold(kept) else None


def shared_beginning(texts: Sequence[str]) -> str:
    """Return the longest text that all of these begin with."""
    if not texts:
        return ""
    first, last = min(texts), max(texts)
    length = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[:length]


def extends(shared: str, typed: str) -> bool:
    """Return True if a common prefix extends what was typed, so that inserting it loses nothing."""
    same = key if words(typed) else fold
    return same(shared).startswith(same(typed)) and len(fold(shared)) > len(fold(typed))


def spellings(value: str) -> list[str]:
    """Return a name and its simpler spellings, which every command accepts."""
    plain = "".join(_plain(character) for character in normalize("NFC", value))
    return [value, plain, " ".join(plain.replace("-", " ").split())]


def _plain(character: str) -> str:
    if combining(character):
        return ""
    folded = _SIGNS.get(character) or fold(character)
    if folded == character.lower():
        return character
    return folded.title() if character.isupper() else folded


_SIGNS = {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "\u2011": "-", "–": "-", "—": "-"}


def fish_takes(typed: str, value: str) -> bool:
    """Return True if fish would keep a completion for what was typed: a substring in any case, or letters in order.

    See string_fuzzy_match in fish's source; what fish would drop is not worth sending.
    """
    if typed.lower() in value.lower():
        return True
    rest = iter(value)
    return all(character in rest for character in typed)


# The scripts of the three shells. No `eval`, no `compgen -W`, no expansion without quotes: a name is only
# ever a value here.
# `_FACTCLI_COMPLETE` is in the environment of the call, so an incomplete command never runs.

BASH = r"""# bash completion for factcli. Made by `factcli completion bash`; needs no other package.
_factcli() {
    local line program=${1/#\~\//"$HOME"/}
    type -P -- "$program" >/dev/null || program=factcli
    COMPREPLY=()
    while IFS= read -r line; do
        case "$line" in
            plain,*) COMPREPLY+=("${line#plain,}") ;;
            file,*) compopt -o default 2>/dev/null ;;
            dir,*) compopt -o dirnames 2>/dev/null ;;
        esac
    done < <(
        _FACTCLI_COMPLETE=bash_complete COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORD="$2" \
            COMP_TYPE="$COMP_TYPE" COMP_WIDTH="${COLUMNS:-80}" "$program" </dev/null 2>/dev/null
    )
}
complete -o nosort -F _factcli factcli 2>/dev/null || complete -F _factcli factcli
"""

ZSH = r"""#compdef factcli
# zsh completion for factcli. Made by `factcli completion zsh`.
_factcli() {
    emulate -L zsh
    local kind value note break=$'\n' width=0
    local program=${${(Q)words[1]}/#\~\//"$HOME"/}
    local -a reply values notes shown more said=("${(@Q)words[1,CURRENT-1]}")
    whence -p -- "$program" >/dev/null || program=factcli
    reply=("${(@f)$(
        _FACTCLI_COMPLETE=zsh_complete COMP_WORDS="${(F)said[@]//$break/ }" \
            COMP_WORD="$PREFIX" COMP_QUOTE="$QIPREFIX" COMP_RAW="$words[CURRENT]" \
            "$program" </dev/null 2>/dev/null
    )}")
    for kind value note in "${reply[@]}"; do
        case "$kind" in
            plain) values+=("$value") notes+=("${note:#_}") ;;
            menu) compstate[insert]=menu ;;
            file) _files ;;
            dir) _files -/ ;;
        esac
    done
    (( $#values )) || return 1
    [[ -n "$QISUFFIX" ]] && more+=(-S '')
    if [[ -n "${(j::)notes}" ]]; then
        for value in "${values[@]}"; do (( ${(m)#value} > width && (width = ${(m)#value}) )); done
        (( width > COLUMNS / 2 )) && (( width = COLUMNS / 2 ))
        for value note in "${(@)values:^notes}"; do
            note="${(mr:width:)value}  $note"
            shown+=("${(mr:COLUMNS-1:)note}")
        done
        more+=(-l -d shown)
    fi
    compadd -U -V factcli "${more[@]}" -a values
}
if [[ "$zsh_eval_context[-1]" == loadautofunc ]]; then
    _factcli "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _factcli factcli
fi
"""

FISH = r"""# fish completion for factcli. Made by `factcli completion fish`.
function __factcli_complete
    set -l tokens (commandline -opc)
    set -l program (string replace -r '^~/' "$HOME/" -- $tokens[1])
    type -q -- $program; or set program factcli
    set -l said (string join \n -- (string replace -a \n ' ' -- $tokens) | string collect)
    set -l word (commandline -ct)
    set -lx _FACTCLI_COMPLETE fish_complete
    set -lx COMP_WORDS "$said"
    set -lx COMP_WORD "$word"
    for line in ($program </dev/null 2>/dev/null)
        switch $line
            case 'plain,*'
                string sub -s 7 -- $line
            case 'file,*'
                __fish_complete_path (commandline -ct)
            case 'dir,*'
                __fish_complete_directories (commandline -ct)
        end
    end
end
complete -c factcli -f -k -a '(__factcli_complete)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
"""Each shell's script; the keys are the shells there are."""
