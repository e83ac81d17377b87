using Microsoft.Extensions.Options;

namespace PromptWatcher.Hosts;

/// <summary>How the terminals of a host are found and captured.</summary>
public sealed class HostMonitorOptions : IValidateOptions<HostMonitorOptions>
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetryInterval = TimeSpan.FromMinutes(10);

    /// <summary>How long after a look that found a change the next one comes: from 50 ms to 1 minute; 250 ms by default.</summary>
    public TimeSpan QuickInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The longest time between two looks, reached when nothing changes: from <see cref="QuickInterval"/> to 1 minute. 1.5 s by default, with which
    /// everything shows within 2 s.
    /// </summary>
    public TimeSpan SlowInterval { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The longest time between two attempts while the host cannot be read: from <see cref="SlowInterval"/> to 10 minutes; 30 s by default.</summary>
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Which terminals are captured where they can be; all but <see cref="HostTerminal.IsOurs"/> when it is <see langword="null"/>.</summary>
    public Func<HostTerminal, bool>? Capture { get; set; }

    /// <summary>Terminals that can be typed to may be typed to: those of tmux. <see langword="false"/> by default: every capture is read-only.</summary>
    public bool AllowTyping { get; set; }

    /// <summary>
    /// Which terminals of this machine have their programs traced (ptrace(2)) where no other capture works; none when it is <see langword="null"/>, the default.
    /// Linux 5.3 or newer on x64 or arm64.
    /// </summary>
    /// <remarks>
    /// Every system call of a traced program stops it twice, which makes a program that does little else 60 to 100 times slower; docs/hosts.md has the figures,
    /// and what else it means to the programs. It takes root or CAP_SYS_PTRACE, or the terminal's user where <c>/proc/sys/kernel/yama/ptrace_scope</c> is 0.
    /// What programs write by write(2) and writev(2) is seen, and lines that are typed where the terminal echoes them, once they are read. Not seen is what
    /// was printed before, what sendfile, splice or io_uring print, and the output of 32-bit programs, of programs that somebody traces already, and, where
    /// this process has no CAP_SYS_PTRACE, of set-user-id programs. A terminal that <see cref="HostTerminal.IsOurs"/> is never traced.
    /// </remarks>
    public Func<HostTerminal, bool>? Trace { get; set; }

    /// <summary>How long after a look at what a terminal shows the next one comes: a little later each time that nothing has changed.</summary>
    internal TimeSpan NextLook(TimeSpan interval, bool hasChanged) =>
        hasChanged ? QuickInterval : interval + QuickInterval < SlowInterval ? interval + QuickInterval : SlowInterval;

    ValidateOptionsResult IValidateOptions<HostMonitorOptions>.Validate(string? name, HostMonitorOptions options)
    {
        string[] failures =
        [
            .. Failure(nameof(QuickInterval), options.QuickInterval, ShortestInterval, LongestInterval),
            .. Failure(nameof(SlowInterval), options.SlowInterval, options.QuickInterval, LongestInterval),
            .. Failure(nameof(RetryInterval), options.RetryInterval, options.SlowInterval, LongestRetryInterval),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failure(string option, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            yield return $"{nameof(HostMonitorOptions)}.{option} is {value}; it must be from {least} to {most}.";
    }
}
