using System.Text;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

public class CharacterWidthTests
{
    [Theory]
    [InlineData("a", 1)]
    [InlineData("é", 1)]
    [InlineData("─", 1)]
    [InlineData("❯", 1)]
    [InlineData("⏺", 1)]
    [InlineData("✳", 1)]
    [InlineData("\u00ad", 1)]
    [InlineData("世", 2)]
    [InlineData("한", 2)]
    [InlineData("Ａ", 2)]
    [InlineData("😀", 2)]
    [InlineData("✅", 2)]
    [InlineData("𠀀", 2)]
    [InlineData("\u0301", 0)]
    [InlineData("\u1160", 0)]
    [InlineData("\ufe0f", 0)]
    [InlineData("\u200d", 0)]
    [InlineData("\u200b", CharacterWidth.Dropped)]
    [InlineData("\ufeff", CharacterWidth.Dropped)]
    [InlineData("\u0085", CharacterWidth.Dropped)]
    [InlineData("\U0010FFFF", 1)]
    [InlineData("🇩", 1)]
    [InlineData("🏽", 2)]
    [InlineData("❤", 1)]
    [InlineData("⌚", 2)]
    [InlineData("\ufe0e", 0)]
    [InlineData("\u20e3", 0)]
    [InlineData("\u094d", 0)]
    [InlineData("\u093f", 1)]
    [InlineData("\u200c", 0)]
    [InlineData("\u0600", 0)]
    [InlineData("\U000E0067", 0)]
    public void Of_CodePoint_IsItsCells(string text, int expected) =>
        Assert.Equal(expected, CharacterWidth.Of(Rune.GetRuneAt(text, 0).Value));
}
