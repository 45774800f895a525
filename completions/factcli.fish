# fish completion for factcli. Made by `factcli completion fish`.
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
