using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Terminals.Peers;

/// <summary>The terminal inside alacritty: Debian's <c>librust-alacritty-terminal-dev</c>, compiled with all optimizations.</summary>
internal static class Alacritty
{
    /// <summary>The version that Debian 12 has; later ones read text faster.</summary>
    internal const string Name = "alacritty 0.17";

    private const string Sources = "/usr/share/cargo/registry";

    private const string Manifest = """
        [package]
        name = "alacritty-feeder"
        version = "1.0.0"
        edition = "2021"
        [dependencies]
        alacritty_terminal = "0.17"
        libc = "0.2"
        [profile.release]
        lto = true
        codegen-units = 1
        """;

    internal static async Task<string[]> PrepareAsync()
    {
        string folder = Cache.Folder("alacritty-0.17");
        string sources = Directory.CreateDirectory(Path.Combine(folder, "src")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "Cargo.toml"), Manifest);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Terminals", "Peers", "alacritty.rs"), Path.Combine(sources, "main.rs"), overwrite: true);
        await Tool.RunAsync("cargo", "build", "--release", "--offline", "--quiet", "--manifest-path", Path.Combine(folder, "Cargo.toml"),
            "--config", "source.crates-io.replace-with='debian'", "--config", $"source.debian.directory='{Sources}'");
        return [Path.Combine(folder, "target", "release", "alacritty-feeder")];
    }
}
