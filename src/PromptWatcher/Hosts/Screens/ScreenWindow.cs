using System.Globalization;
using System.Text;

namespace PromptWatcher.Hosts.Screens;

/// <summary>The window of screen that a program runs in, which screen tells it in the variable <c>WINDOW</c>.</summary>
internal static class ScreenWindow
{
    private const string Variable = "WINDOW=";

    /// <summary>Its number; null where the program has none, or may not be looked at.</summary>
    internal static int? Find(int process)
    {
        try
        {
            string? value = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{process}/environ")).Split('\0').FirstOrDefault(static variable => variable.StartsWith(Variable, StringComparison.Ordinal));
            return int.TryParse(value?[Variable.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int window) ? window : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
