namespace PromptWatcher.Docker.Tests.Hosts;

/// <summary>What starts the programs of the recordings, in the ways that people have them, and the profile that a terminal with it has.</summary>
/// <param name="Profile">The profile; null where there is none for the program.</param>
/// <param name="Commands">Command lines; <c>~</c> is the directory of the program's files. One in brackets is a title that the program gives itself, in one piece.</param>
internal sealed record RecordedPrograms(string? Profile, params string[] Commands)
{
    private const string Modules = "~/node_modules";

    /// <summary>By the agent of the recordings' labels.</summary>
    internal static IReadOnlyDictionary<string, RecordedPrograms> ByAgent { get; } = new Dictionary<string, RecordedPrograms>
    {
        ["claude"] = new("claude", "[claude]", $"node {Modules}/@anthropic-ai/claude-code/cli.js --resume", "node ~/bin/claude", "~/.local/bin/claude mcp", "npx @anthropic-ai/claude-code",
            "[npm exec @anthropic-ai/claude-code]", "bun ~/bin/claude", $"env node {Modules}/@anthropic-ai/claude-code/cli.js"),
        ["codex"] = new("codex", "[codex]", "codex resume --last", $"node {Modules}/@openai/codex/bin/codex.js", "~/vendor/x86_64-unknown-linux-musl/codex/codex exec hello", "npx @openai/codex@latest", "[npm exec @openai/codex]"),
        ["gemini"] = new("gemini", "node ~/bin/gemini --yolo", $"node {Modules}/@google/gemini-cli/dist/index.js", "npx @google/gemini-cli", "[npm exec @google/gemini-cli]", "bunx @google/gemini-cli"),
        ["qwen"] = new("qwen", "node ~/bin/qwen", $"node {Modules}/@qwen-code/qwen-code/dist/cli.js", "npx @qwen-code/qwen-code@latest", "[npm exec @qwen-code/qwen-code]"),
        ["opencode"] = new("opencode", "[opencode]", "opencode run hello", $"node {Modules}/opencode-ai/bin/opencode", "bun ~/bin/opencode", "bunx opencode-ai", $"{Modules}/opencode-linux-x64/bin/opencode auth"),
        ["cline"] = new(null, $"node {Modules}/cline/dist/cli.mjs"),
        ["apt"] = new("apt", "apt install hello", "apt-get install hello"),
        ["bash"] = new("bash", "[bash]", "[-bash]"),
        ["bash-script"] = new("bash", "bash ./menu.sh"),
        ["bc"] = new("bc", "[bc]"),
        ["blessed"] = new(null, "node ~/form.js"),
        ["clack"] = new(null, "node ~/create.mjs"),
        ["click"] = new(null, "python3 ~/setup.py"),
        ["dialog"] = new("debconf", "[dialog]"),
        ["enquirer"] = new(null, "node ./ask.js"),
        ["fzf"] = new(null, "[fzf]"),
        ["gdb"] = new("gdb", "gdb ./program"),
        ["git"] = new(null, "git add -p"),
        ["git-http"] = new(null, "git clone https://example.test/claude"),
        ["git-rebase"] = new("vim", "vi .git/rebase-merge/git-rebase-todo"),
        ["ink"] = new(null, "node ~/ask.mjs"),
        ["inquirer"] = new(null, "node ~/ask.mjs", "node ./ask.js"),
        ["inquirer-prompts"] = new(null, "node ~/ask.mjs"),
        ["less"] = new("less", "less ./claude.log"),
        ["listr2"] = new(null, "node ~/build.mjs"),
        ["lua"] = new("lua", "[lua]"),
        ["nano"] = new("nano", "nano claude.md"),
        ["npx"] = new("npm", "[npm exec cowsay]", "npx cowsay"),
        ["php"] = new("php", "[php]"),
        ["pip"] = new(null, "python3 ~/bin/pip download requests"),
        ["progress-cargo"] = new(null, "cargo build"),
        ["progress-spinner"] = new(null, "node ~/spin.js"),
        ["prompt_toolkit"] = new(null, "python3 ~/ask.py"),
        ["prompts"] = new(null, "node ~/ask.js"),
        ["psql"] = new("psql", "psql shop"),
        ["python"] = new("python", "[python3]"),
        ["python-script"] = new(null, "python3 ./ask.py"),
        ["read-script"] = new("bash", "bash ./deploy.sh", "bash ~/setup.sh"),
        ["rich"] = new(null, "python3 ./ask.py"),
        ["rm"] = new(null, "rm codex -i"),
        ["sh"] = new("sh", "[sh]"),
        ["ssh-keygen"] = new(null, "[ssh-keygen]"),
        ["su"] = new("sudo", "su root"),
        ["sudo"] = new("sudo", "sudo id"),
        ["terminal-kit"] = new(null, "node ~/menu.js"),
        ["top"] = new(null, "[top]"),
        ["urwid"] = new(null, "python3 ~/edit.py"),
        ["vim"] = new("vim", "vim CLAUDE.md"),
        ["wget"] = new(null, "wget https://example.test/codex"),
        ["whiptail"] = new("debconf", "[whiptail]"),
        ["zsh"] = new("zsh", "[zsh]", "[-zsh]"),
    };
}
