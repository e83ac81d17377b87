using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Tests.Engine;

/// <summary>Whatever answers, a call ends with a typed error or a value, and never hangs.</summary>
public sealed class MalformedAnswerTests
{
    private static readonly string[] Beginnings =
    [
        "", "HTTP/1.1 ", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 101 X\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n", "HTTP/1.1 500 X\r\n\r\n{\"message\":\"", "HTTP/1.1 200 OK\r\n\r\n{\"Id\":\"a\",\"State\":{", "HTTP/1.1 200 OK\r\n\r\n{\"status\":\"a\"}\n", "HTTP/1.1 200 OK\r\nApi-Version: ",
        "HTTP/1.1 999 X\r\n\r\n", "HTTP/1.1 -01 X\r\n\r\n", "HTTP/2 200\r\n\r\n", "\u0015\u0003\u0001\0\u0002\u0002\u0046",
    ];

    [Fact]
    public async Task AnyCall_RandomAnswers_AreTypedErrorsOrValues()
    {
        const int Rounds = 1_000;
        var random = new Random(20_251);
        bool ping = false;
        await using var server = new PlainServer(() =>
        {
            ping = !ping;
            return ping && random.Next(4) > 0 ? "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 0\r\n\r\n"u8.ToArray() : Answer(random);
        });
        Func<EngineClient, Task>[] calls =
        [
            client => client.InspectContainerAsync("x", default), client => client.ListContainersAsync([], default), client => client.FindPathAsync("x", "/", default),
            client => client.PullImageAsync("x", null, default), async client => await client.WatchEventsAsync([], default).ToListAsync(),
            async client => await (await client.AttachContainerAsync("x", default)).DisposeAsync(), async client => await (await client.WaitContainerAsync("x", "next-exit", default)).ExitCode,
        ];

        int errors = 0;
        for (int round = 0; round < Rounds; round++)
        {
            using var client = new EngineClient(server.Endpoint(tls: null), Limit.Generous, new Surroundings().Build());
            try
            {
                await calls[round % calls.Length](client).InTime();
            }
            catch (DockerEngineException error)
            {
                Assert.DoesNotContain(error.Message, char.IsControl);
                errors++;
            }
        }

        Assert.InRange(errors, Rounds / 4, Rounds);
    }

    private static byte[] Answer(Random random)
    {
        byte[] noise = new byte[random.Next(200)];
        random.NextBytes(noise);
        // Half of them of what HTTP and JSON are made of.
        if (random.Next(2) == 0)
        {
            const string Letters = "\r\n\r\n: ;{}[]\",019afHTTP/";
            for (int i = 0; i < noise.Length; i++)
                noise[i] = (byte)Letters[noise[i] % Letters.Length];
        }

        return [.. System.Text.Encoding.Latin1.GetBytes(Beginnings[random.Next(Beginnings.Length)]), .. noise];
    }
}
