using System.Text;
using System.Text.RegularExpressions;
using PromptWatcher.Environments;
using PromptWatcher.Hosts.Tracing;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Environments;

namespace PromptWatcher.Tests.Hosts;

/// <summary>What programs write, and what a trace of them gives.</summary>
public sealed class TracingBytesTests : IDisposable
{
    private readonly ScriptTerminal _script = new();

    public void Dispose() => _script.Dispose();

    [SkippableFact]
    public async Task OpenAsync_RandomBytesByWriteAndWritev_AreTheSameBytes()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync($$"""
            srand 7; await 'go'; open my $file, '>', 'expected';
            sub bytes { join '', map { chr int rand 256 } 1 .. $_[0] }
            for (1 .. 300) {
                my ($a, $b) = (bytes(1 + rand 6000), bytes(1 + rand 500));
                my $n = $_ % 2 ? syswrite(STDOUT, $a) : syscall({{SystemCalls.Native!.WriteVector}}, 1, my $vectors = pack('PQPQPQ', $a, length $a, '', 0, $b, length $b), 3);
                print $file substr($_ % 2 ? $a : $a . $b, 0, $n);
            }
            close $file; open my $done, '>', 'done'; await 'end';
            """, "raw -echo");
        await using TracedView view = await TracedView.OpenAsync(_script);
        _script.Make("go");
        await Waiting.UntilAsync(() => _script.Has("done"));
        byte[] expected = _script.Read("expected");
        await Waiting.UntilAsync(() => view.Bytes.Length >= expected.Length);

        Assert.InRange(expected.Length, 900_000, 1_200_000);
        Assert.Equal(expected, view.Bytes);
        _script.Make("end");
        Assert.Equal(new PtyExit(null), await view.Pty.Completion.WaitAsync(TimeSpan.FromSeconds(60)));
        await view.Reading;
    }

    [SkippableFact]
    public async Task OpenAsync_ThreadsProcessesAndPrograms_AllAreFollowedFromTheirBeginning()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync("""
            use threads; await 'go';
            sub records { my ($name, $out) = @_; syswrite $out, "<$name:$_>\n" for 1 .. 200 }
            my @threads = map { my $name = "thread$_"; threads->create(sub { records($name, *STDOUT) }) } 1 .. 3;
            for my $name (qw(process1 process2)) { next if fork; records($name, *STDERR); exit }
            unless (fork) { open my $tty, '>', '/dev/tty'; records('tty', $tty); exit }
            unless (fork) { exec 'perl', '-e', 'syswrite STDOUT, "<exec:$_>\n" for 1 .. 200' }
            unless (fork) { open my $file, '>', '/dev/null'; records('elsewhere', $file); exit }
            $_->join for @threads; 1 while wait > 0;
            system "sh -c 'echo the last'"; await 'end';
            """);
        await using TracedView view = await TracedView.OpenAsync(_script);
        _script.Make("go");
        await view.UntilAsync("the last\r\n");
        await _script.UntilShownAsync("the last\r\n");

        ILookup<string, int> records = Regex.Matches(view.Text, "<(\\w+):(\\d+)>\r\n").ToLookup(match => match.Groups[1].Value, match => int.Parse(match.Groups[2].Value, null));
        Assert.Equal(["exec", "process1", "process2", "thread1", "thread2", "thread3", "tty"], records.Select(group => group.Key).Order());
        Assert.All(records, group => Assert.Equal(Enumerable.Range(1, 200), group));
        Assert.Equal(_script.Shown.Length, view.Bytes.Length);
    }

    [SkippableFact]
    public async Task OpenAsync_ModesThatChange_GivesWhatTheTerminalsOtherEndReads()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync("""
            await 'go';
            for my $mode ('-opost', 'opost onlcr', 'opost -onlcr', 'sane') { system "stty $mode"; print "one\ntwo\n\nthree\r\n$mode" }
            print 'the end'; await 'end';
            """);
        await using TracedView view = await TracedView.OpenAsync(_script);
        _script.Make("go");
        await view.UntilAsync("the end");
        await _script.UntilShownAsync("the end");

        Assert.Equal(_script.Shown, view.Bytes);
    }

    [SkippableFact]
    public async Task OpenAsync_LinesThatAreTyped_ShowWhereTheTerminalEchoesThem()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync("""
            await 'go'; print 'Proceed? '; my $answer = <STDIN>; print "So $answer"; system 'stty -echo'; print 'Password: '; $answer = <STDIN>; print "ok\n"; await 'end';
            """);
        await using TracedView view = await TracedView.OpenAsync(_script);
        _script.Make("go");
        await view.UntilAsync("Proceed? ");
        _script.Type("yes\x01\n");
        await view.UntilAsync("Password: ");
        _script.Type("secret\n");
        await view.UntilAsync("ok\r\n");
        await _script.UntilShownAsync("ok\r\n");

        Assert.Equal("Proceed? yes^A\r\nSo yes\x01\r\nPassword: ok\r\n", view.Text);
        Assert.Equal(_script.Shown, view.Bytes);
    }

    [SkippableFact]
    public async Task OpenAsync_SizeThatChanges_IsToldBetweenTheBytesBeforeAndAfter()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync("await 'go'; print 'before'; system 'stty cols 61 rows 17'; print 'after'; await 'end';", "cols 90 rows 25");
        PtyProcess pty = await TracedView.Capture.OpenAsync(_script.Terminal, CancellationToken.None);
        await using var sessions = new SessionManager();
        TerminalSession session = sessions.Adopt(pty, pty.Info!.Size!.Value);
        Assert.Equal(new TerminalSize(90, 25), session.Size);

        _script.Make("go");
        await Waiting.UntilAsync(() => session.Snapshot().Lines[0] == "beforeafter");

        Assert.Equal(new TerminalSize(61, 17), session.Size);
        Assert.True(session.IsReadOnly);
    }

    [SkippableFact]
    public async Task OpenAsync_ReaderThatDoesNotRead_NeverHoldsTheProgramAndBeginsAnew()
    {
        Skip.IfNot(ScriptTerminal.IsInstalled, "script or perl is not installed.");
        await _script.StartPerlAsync("""
            await 'go'; my $line = 'x' x 999 . "\n"; syswrite STDOUT, $line for 1 .. 12_000;
            syswrite STDOUT, 'the end'; open my $done, '>', 'done'; await 'end';
            """, "raw -echo");
        PtyProcess pty = await TracedView.Capture.OpenAsync(_script.Terminal, CancellationToken.None);
        _script.Make("go");
        await Waiting.UntilAsync(() => _script.Has("done"));

        // The first reset, and the one after what was dropped.
        var read = new MemoryStream();
        await foreach (byte[] part in pty.ReadPartsAsync())
        {
            read.Write(part);
            if (part.AsSpan().EndsWith("the end"u8))
                break;
        }

        await pty.DisposeAsync();
        string text = Encoding.Latin1.GetString(read.ToArray());
        Assert.Equal(2, Regex.Count(text, Regex.Escape(TracedView.Reset)));
        Assert.InRange(text.Length, 1000, 2 * TracedBatch.Capacity);
    }
}
