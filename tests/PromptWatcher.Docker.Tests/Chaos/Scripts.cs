namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>Programs that the tests run in containers.</summary>
internal static class Scripts
{
    /// <summary>Paints its whole screen when its size changes and when a line is typed: its own number, the size, each line so far.</summary>
    internal const string Painter = """
        stty -echo
        me=$RANDOM$RANDOM typed= line=
        paint() { printf '\e[2J\e[Hpainter %s at %s typed[%s]' "$me" "$(stty size)" "$typed"; }
        trap paint WINCH
        paint
        exec 3<&0
        while :; do
            IFS= read -r -t 0.2 -u 3 part
            ended=$?
            line=$line$part         # where the time is over in the middle of a line, the part before it
            [ $ended = 0 ] || continue
            [ "$line" != bye ] || exit 5
            typed=$typed$line, line=
            paint
        done
        """;

    /// <summary>Does nothing and hears every signal.</summary>
    internal const string Idle = "echo ready; exec sleep 600";

    /// <summary>Ends by nothing but SIGKILL.</summary>
    internal const string Stubborn = "trap '' HUP TERM INT; echo ready; while :; do read -t 1; done";

    /// <summary>Repeats each line that is typed.</summary>
    internal const string Echo = "stty -echo; echo ready; while read -r line; do echo \"<$line>\"; done";

    /// <summary>Prints line after line, each with its number, as fast as it may.</summary>
    internal const string Endless = "stty -onlcr; exec seq 1 999999999";
}
