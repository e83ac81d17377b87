namespace PromptWatcher.AspNetCore.Tests.Security;

/// <summary>Frames that RFC 6455 forbids: the connection ends, with the code for it or before that is told (0), and the application stays up.</summary>
public sealed class HostileFrameTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private const int Protocol = 1002, Utf8 = 1007;

    public static TheoryData<string, int> Frames
    {
        get
        {
            var frames = new TheoryData<string, int>
            {
                { "8101" + "78" + "787878", Protocol }, // not masked; a server looks once it has as much as a mask takes
                { "8201" + "00" + "000000", Protocol },
                { "8180" + "00000000" + "8101" + "78", 4400 }, // an empty message, after which the rest does not count
                { "8081" + "00000000" + "78", Protocol }, // goes on with nothing
                { "0081" + "00000000" + "78", Protocol },
                { "0181" + "00000000" + "78" + "8181" + "00000000" + "78", Protocol }, // begins anew before the end
                { "0181" + "00000000" + "78" + "0281" + "00000000" + "78", Protocol },
                { "0981" + "00000000" + "78", Protocol }, // a ping in parts
                { "0881" + "00000000" + "78", Protocol },
                { "89fe007e" + "00000000" + new string('0', 252), Protocol }, // a ping of 126 bytes
                { "88fe007e" + "00000000" + new string('0', 252), Protocol },
                { "8881" + "00000000" + "03", Protocol }, // half a code
                { "82ff" + "8000000000000000" + "00000000", Protocol }, // a length below zero
                { "82ff" + "ffffffffffffffff" + "00000000", Protocol },
                { "8182" + "00000000" + "c328", Utf8 }, // not UTF-8
                { "8184" + "00000000" + "f0288cbc", Utf8 },
                { "8183" + "00000000" + "eda080", Utf8 },
                { "8181" + "00000000" + "ff", Utf8 },
                { "474554202f20485454502f312e310d0a0d0a", Protocol }, // HTTP
                { "160301020001000001fc0303", Protocol }, // TLS
            };
            foreach (int code in new[] { 0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535 })
                frames.Add($"8882" + "00000000" + $"{code:x4}", Protocol);
            foreach (int opcode in new[] { 3, 4, 5, 6, 7, 11, 12, 13, 14, 15 })
                frames.Add($"8{opcode:x}81" + "00000000" + "78", Protocol);
            foreach (int reserved in new[] { 1, 2, 3, 4, 5, 6, 7 })
            {
                frames.Add($"{8 | reserved:x1}181" + "00000000" + "78", Protocol);
                frames.Add($"{8 | reserved:x1}281" + "00000000" + "78", Protocol);
            }

            return frames;
        }
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task Frame_ThatTheProtocolForbids_EndsTheConnection(string frame, int expected)
    {
        using RawSocket socket = await RawSocket.OpenAsync(fixture.Host, "writer");

        await socket.SendAsync(Convert.FromHexString(frame));

        int code = await socket.ReadToEndAsync();
        Assert.Contains(code, (int[])[0, expected]);
        await fixture.AssertIsUpAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Bytes_AtRandom_BreakNothing(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 20; i++)
        {
            using RawSocket socket = await RawSocket.OpenAsync(fixture.Host, i % 2 == 0 ? "writer" : "viewer");
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            await socket.SendAsync(bytes);
        }

        await fixture.AssertIsUpAsync();
    }
}
