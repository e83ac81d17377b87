# A stand-in for a coding agent: it works, asks for a permission with the menu that such agents show, reads one key, and goes on.
saved=$(stty -g)
trap 'stty "$saved"; printf "\033[?25h"' EXIT
stty -icanon -echo

work() {
    seconds=0
    while [ "$seconds" -lt 2 ]; do
        for frame in '·' '✢' '✳' '✶' '✻' '✽'; do
            printf '\r\033[K%s %s… (%ss · esc to interrupt)' "$frame" "$1" "$seconds"
            sleep 0.15
        done
        seconds=$((seconds + 1))
    done
    printf '\r\033[K'
}

printf '\033[?25l● I will look at the tests first.\n\n'
work 'Thinking'
# The dialog, and after the answer (ten lines up) what takes its place.
printf 'Bash command\n\n  dotnet test\n  Run all tests\n\n'
printf 'Do you want to proceed?\n'
printf '❯ 1. Yes\n'
printf '  2. Yes, and do not ask again for dotnet commands\n'
printf '  3. No, and tell the agent what to do differently\n\n'
printf 'Enter to confirm · Esc to cancel'
key=$(dd bs=1 count=1 2>/dev/null)
printf '\r\033[10A\033[J'
case $key in
    1 | 2 | '') # Enter is a line feed, and $(...) drops it
        printf '● Bash(dotnet test): allowed\n\n'
        work 'Testing'
        printf '● Done.\n' ;;
    *) printf '● Bash(dotnet test): not allowed\n' ;;
esac
