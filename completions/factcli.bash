# bash completion for factcli. Made by `factcli completion bash`; needs no other package.
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
