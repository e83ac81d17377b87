# Reads the host's /proc: a request a line on the input, each answered up to the line "MARK end". The first line is the mark, which nobody else
# knows: it tells files apart that may hold anything. Of what is asked only digits are used. Ends with the input.
read -r mark || exit
printf %s "$mark" > /tmp/mark
export QUOTING_STYLE=literal

is_number() { case $1 in '' | *[!0-9]*) return 1 ;; esac; }

while read -r verb words; do
    files='' links=''
    case $verb in
        boot) head -q -c 4096 /proc/uptime /tmp/mark /proc/sys/kernel/random/boot_id ;;
        users) ! is_number "$words" || head -c 262144 "/proc/$words/root/etc/passwd" ;;
        look)
            set -- /proc/[0-9]*
            file=schedstat
            for word in $words; do
                [ "$word" != io ] || file=io
                is_number "$word" && files="$files /tmp/mark /proc/$word/$file"
            done
            # In few pieces: each that comes by itself wakes the engine, and whoever asks.
            [ -z "$files" ] || files=$(head -q -c 128 $files)
            printf '%s %s\n%s end\n' "$*" "$files" "$mark"
            continue
            ;;
        stat)
            for word in $words; do
                is_number "$word" && files="$files /proc/$word/stat"
            done
            [ -z "$files" ] || head -q -c 4096 $files
            ;;
        detail)
            for word in $words; do
                process=${word%%:*} descriptor=${word##*:}
                is_number "$process" && is_number "$descriptor" || continue
                for file in cmdline status cgroup syscall; do files="$files /proc/$process/$file /tmp/mark"; done
                links="$links /proc/$process/cwd /proc/$process/fd/$descriptor"
            done
            [ -z "$files" ] || { head -q -c 4096 $files; stat -c "$mark %N" $links; }
            ;;
    esac < /dev/null 2> /dev/null
    printf '%s end\n' "$mark"
done
