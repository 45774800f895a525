"""Hold the scripts of the three shells: they carry strings to the program and back, and look into none.

No `eval`, no `compgen -W`, no expansion without quotes: a name is never more than a value here.
`_FACTCLI_COMPLETE` stands in the environment of the call, so a half-typed command never runs.
"""

from __future__ import annotations

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
