using PromptWatcher.Docker.Containers;

namespace PromptWatcher.Docker.Tests.Containers;

public sealed class ImageGrammarTests
{
    private const string Digits = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("node")]
    [InlineData("node:22")]
    [InlineData("node:22-bookworm_slim.1")]
    [InlineData("library/node")]
    [InlineData("a")]
    [InlineData("a__b/c-d---e.f_g:_x")]
    [InlineData("localhost/x")]
    [InlineData("localhost:5000/x:y")]
    [InlineData("registry.example/team/agent:1.2")]
    [InlineData("registry.example:5000/team/agent@sha256:" + Digits)]
    [InlineData("registry.example:65535/a:1@sha256:" + Digits)]
    [InlineData("Registry/a")]
    [InlineData("[2001:db8::1]:5000/a")]
    [InlineData("10.0.0.1:5000/a")]
    [InlineData("sha256:" + Digits)]
    [InlineData(Digits)]
    public void Problem_Reference_HasNone(string image) => Assert.Null(ImageGrammar.Problem(image));

    [Fact]
    public void Problem_LongestNameAndTag_HasNone()
    {
        Assert.Null(ImageGrammar.Problem($"{new string('a', 255)}:{new string('t', 128)}"));
        Assert.NotNull(ImageGrammar.Problem(new string('a', 256)));
        Assert.NotNull(ImageGrammar.Problem($"a:{new string('t', 129)}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":tag")]
    [InlineData("node:")]
    [InlineData("node:.1")]
    [InlineData("node:-1")]
    [InlineData("node:a:b")]
    [InlineData("Node")]
    [InlineData("library/Node")]
    [InlineData("/node")]
    [InlineData("node/")]
    [InlineData("a//b")]
    [InlineData("-node")]
    [InlineData("node-")]
    [InlineData("no..de")]
    [InlineData("no___de")]
    [InlineData("no._de")]
    [InlineData("../node")]
    [InlineData("node@")]
    [InlineData("node@sha256:12")]
    [InlineData("node@sha256:" + Digits + "0")]
    [InlineData("node@SHA256:" + Digits)]
    [InlineData("node@md5:" + Digits)]
    [InlineData("node@sha256:G123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde")]
    [InlineData("registry.example:0/a")]
    [InlineData("registry.example:65536/a")]
    [InlineData("registry.example:/a")]
    [InlineData("registry.example:1a/a")]
    [InlineData("registry..example/a")]
    [InlineData("-registry.example/a")]
    [InlineData("[::1/a")]
    [InlineData("[::g]/a")]
    [InlineData("[]/a")]
    [InlineData("https://registry.example/a")]
    [InlineData("user:secret@registry.example/a")]
    [InlineData("node?tag=1")]
    [InlineData("node#1")]
    [InlineData("node%2e")]
    [InlineData("node 22")]
    [InlineData("node\n")]
    [InlineData("nöde")]
    [InlineData("ｎode")]
    public void Problem_NoReference_SaysSo(string image) => Assert.Contains("is no image", ImageGrammar.Problem(image), StringComparison.Ordinal);
}
