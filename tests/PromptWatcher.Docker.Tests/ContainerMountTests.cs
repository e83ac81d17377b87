using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests;

public sealed class ContainerMountTests
{
    [Theory]
    [InlineData("cache:/root/.cache", "cache", "/root/.cache", false)]
    [InlineData("cache:/c:rw", "cache", "/c", false)]
    [InlineData("cache:/c:ro", "cache", "/c", true)]
    [InlineData("/srv/my data:/data:ro", "/srv/my data", "/data", true)]
    [InlineData("/srv/größe:/data", "/srv/größe", "/data", false)]
    public void Parse_Mount_IsRead(string text, string source, string target, bool isReadOnly)
    {
        var expected = new ContainerMount(source, target, isReadOnly);

        Assert.Equal(expected, ContainerMount.Parse(text));
        Assert.True(ContainerMount.TryParse(text, out ContainerMount? mount));
        Assert.Equal(expected, mount);
    }

    [Theory]
    [InlineData("", "NAME:/path")]
    [InlineData("cache", "NAME:/path")]
    [InlineData("cache:/c:rx", "':ro' or ':rw'")]
    [InlineData("cache:/c:ro:rw", "NAME:/path")]
    [InlineData(":/c", "''")]
    [InlineData("cache:", "'' is not absolute")]
    [InlineData("cache:c", "'c' is not absolute")]
    [InlineData("cache:/c/", "shortest form")]
    [InlineData("cache:/", "container's own system")]
    [InlineData("cache:/proc/x", "container's own system")]
    [InlineData("./cache:/c", "'./cache'")]
    [InlineData("~/cache:/c", "'~/cache'")]
    [InlineData("C:\\data:/c", "NAME:/path")]
    [InlineData("/srv/../run:/c", "shortest form")]
    [InlineData("/run/docker.sock:/c", "root on the engine's host")]
    public void Parse_NoMount_SaysWhy(string text, string why)
    {
        var error = Assert.Throws<EnvironmentException>(() => ContainerMount.Parse(text));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.False(ContainerMount.TryParse(text, out _));
    }
}
