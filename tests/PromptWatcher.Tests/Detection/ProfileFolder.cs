namespace PromptWatcher.Tests.Detection;

/// <summary>A folder for profiles, gone after the test.</summary>
internal sealed class ProfileFolder : IDisposable
{
    public ProfileFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "profiles-" + Guid.NewGuid().ToString("N"));

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string json)
    {
        System.IO.File.WriteAllText(File(name), json);
        return File(name);
    }

    /// <summary>As editors do: another file in place of the first.</summary>
    public void Replace(string name, string json)
    {
        Write(name + "~", json);
        System.IO.File.Move(File(name + "~"), File(name), overwrite: true);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
