using System.Globalization;
using System.Text.RegularExpressions;
using PromptWatcher.AspNetCore.Page;

namespace PromptWatcher.AspNetCore.Tests.Page;

/// <summary>The page's colours, light and dark, by the formula of WCAG 2.2.</summary>
public sealed partial class ContrastTests
{
    private const double Text = 4.5, Mark = 3;

    private static readonly Dictionary<string, string[]> Colors = Pairs().Matches(System.Text.Encoding.UTF8.GetString(new PageAssets().Find("style.css")!.Bytes))
        .ToDictionary(static match => match.Groups[1].Value, static match => new[] { match.Groups[2].Value, match.Groups[3].Value });

    [Theory]
    [InlineData("text", "ground", Text)]
    [InlineData("text", "surface", Text)]
    [InlineData("text", "waiting-ground", Text)]
    [InlineData("dim", "ground", Text)]
    [InlineData("dim", "surface", Text)]
    [InlineData("dim", "waiting-ground", Text)]
    [InlineData("on-accent", "accent", Text)]
    [InlineData("waiting", "ground", Text)]
    [InlineData("bad", "bad-ground", Text)]
    [InlineData("bad", "waiting-ground", Text)]
    [InlineData("bad", "surface", Text)]
    [InlineData("term-foreground", "term-background", Text)]
    [InlineData("edge", "surface", Mark)]
    [InlineData("edge", "ground", Mark)]
    [InlineData("edge", "waiting-ground", Mark)]
    [InlineData("accent", "surface", Mark)]
    [InlineData("accent", "waiting-ground", Mark)]
    [InlineData("waiting", "waiting-ground", Mark)]
    [InlineData("working", "surface", Mark)]
    [InlineData("idle", "surface", Mark)]
    [InlineData("ended", "surface", Mark)]
    public void Contrast_OfColorsThatMeet_IsEnough(string front, string back, double least)
    {
        for (int theme = 0; theme < 2; theme++)
        {
            double one = Luminance(Colors[front][theme]), other = Luminance(Colors[back][theme]);
            Assert.InRange((Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05), least, 21);
        }
    }

    private static double Luminance(string color) => 0.2126 * Part(color, 1) + 0.7152 * Part(color, 3) + 0.0722 * Part(color, 5);

    private static double Part(string color, int at)
    {
        double value = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    [GeneratedRegex(@"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)")]
    private static partial Regex Pairs();
}
