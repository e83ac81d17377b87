using System.Net;
using System.Net.Sockets;
using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Projects;

namespace PromptWatcher.Tests.Projects;

public sealed class GitSourceTests
{
    private const string Token = "tok-en123";

    [Theory]
    [InlineData("/srv/a@b", "/srv/a@b", null)]
    [InlineData("https://example.org/a@b.git", "https://example.org/a@b.git", null)]
    [InlineData("https://me:tok%2Fen@example.org:8443/a.git", "https://example.org:8443/a.git", "me:tok/en")]
    [InlineData("https://tok-en123@example.org/a.git", "https://example.org/a.git", "tok-en123:")]
    [InlineData("HTTPS://me:a@b@example.org/a.git", "HTTPS://example.org/a.git", "me:a@b")]
    [InlineData("ssh://git@example.org/a.git", "ssh://git@example.org/a.git", null)]
    [InlineData("ssh://git:secret@example.org/a.git", "ssh://git@example.org/a.git", null)]
    [InlineData("git://me:secret@example.org/a", "git://example.org/a", null)]
    public void Of_Source_IsApartFromWhatOpensIt(string source, string address, string? opens)
    {
        GitSource read = GitSource.Of(source);

        Assert.Equal(address, read.Address);
        Assert.Equal(opens is null ? null : "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(opens)), read.Authorization.SingleOrDefault().Value);
    }

    [Theory]
    [InlineData("https://me:tok-en123@example.org/a b")]
    [InlineData("ftp://tok-en123@example.org/a")]
    [InlineData("https://me:a/tok-en123@example.org/\n")]
    public void SourceProblem_BadSourceWithAPassword_DoesNotTellIt(string source) =>
        Assert.DoesNotContain(Token, GitNames.SourceProblem(source)!, StringComparison.Ordinal);

    [Fact]
    public async Task CloneAsync_PasswordInTheAddress_IsSentAndNeitherKeptNorTold()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task<string> asked = AnswerAsync(listener);
        using var repository = new Repository();
        string host = listener.LocalEndpoint.ToString()!;

        EnvironmentException failure = await Assert.ThrowsAnyAsync<EnvironmentException>(() => repository.Workspace.CloneAsync($"http://me:{Token}@{host}/a.git"));

        Assert.Contains("Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Token)), await asked, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, failure.ToString(), StringComparison.Ordinal);
        Assert.Contains($"http://{host}/a.git", failure.Message, StringComparison.Ordinal);
        Assert.Equal($"http://{host}/a.git", Repository.Git(repository.Path, "config", "remote.origin.url"));
        foreach (string file in Directory.EnumerateFiles(repository.Path, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(Token, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    /// <summary>A server that knows no repository, and what it was asked.</summary>
    private static async Task<string> AnswerAsync(TcpListener listener)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        var asked = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!asked.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is var count and > 0)
            asked.Append(Encoding.ASCII.GetString(buffer, 0, count));
        await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        return asked.ToString();
    }
}
