using System.Text;
using PromptWatcher.Detection;

namespace PromptWatcher.Tests.Detection;

/// <summary>Each mistake is told with its file, its line, its rule, what is wrong and what is right; and all of them at once.</summary>
public sealed class ProfileErrorTests : IDisposable
{
    private readonly ProfileFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{ "id": "x", "rulez": [] }""", "a profile has no member 'rulez'; it may have $schema, id, ")]
    [InlineData("""{ "id": "x", "id": "y" }""", "the member 'id' stands here twice")]
    [InlineData("""{ }""", "it has no id")]
    [InlineData("""{ "id": "My Agent" }""", "lower-case letters, digits and hyphens")]
    [InlineData("""{ "id": "x", "commands": "x" }""", "a text stands where a list belongs")]
    [InlineData("""{ "id": "x", "commands": [ "" ] }""", "the text is empty")]
    [InlineData("""{ "id": "x", "commands": null }""", "null stands where a list belongs")]
    [InlineData("""[ ]""", "a list stands where an object belongs")]
    [InlineData("""{ "id": "x", "runsOthers": "yes" }""", "a text stands where true or false belongs")]
    [InlineData("""{ "id": "x", "recognize": { "title": [ "a(?=b)" ] } }""", "at character 2 ('(?=')")]
    [InlineData("""{ "id": "\ud800" }""", "half a character")]
    [InlineData("""{ "id": "x" ]""", "this is no JSON from character")]
    [InlineData("", "this is no JSON")]
    [InlineData("""{ "id": "x" } { }""", "this is no JSON")]
    public void Parse_WrongProfile_IsToldWithItsReason(string json, string reason) => Assert.Contains(reason, Error(json).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(""" "state": "Working", "region": "Status", "when": { "contains": [ "x" ] }, "colour": 1 """, "a rule has no member 'colour'")]
    [InlineData(""" "region": "Status", "when": { "contains": [ "x" ] } """, "it has neither a state nor a condition")]
    [InlineData(""" "state": "Working", "condition": "ServiceError", "region": "Status", "when": { "contains": [ "x" ] } """, "it has both a state and a condition")]
    [InlineData(""" "state": "Exited", "region": "Status", "when": { "contains": [ "x" ] } """, "'Exited' is none of its values; write Working, Idle or Awaiting")]
    [InlineData(""" "condition": "None", "region": "Status", "when": { "contains": [ "x" ] } """, "write BackgroundWork, LimitReached, SignInNeeded or ServiceError")]
    [InlineData(""" "condition": "ServiceError", "region": "Question", "when": { "contains": [ "x" ] } """, "the region Question is impossible for conditions")]
    [InlineData(""" "state": "Awaiting", "kind": "Choice", "region": "Status", "when": { "contains": [ "x" ] } """, "the region Status is impossible for the state Awaiting")]
    [InlineData(""" "state": "Idle", "region": "LastLine", "when": { "contains": [ "x" ] } """, "the region LastLine is impossible for the state Idle")]
    [InlineData(""" "state": "Working", "kind": "Choice", "region": "Status", "when": { "contains": [ "x" ] } """, "only for the state Awaiting")]
    [InlineData(""" "state": "Awaiting", "region": "Question", "when": { "contains": [ "x" ] } """, "it has no kind")]
    [InlineData(""" "state": "Awaiting", "kind": "Text", "refines": "Text", "region": "LastLine", "when": { "contains": [ "x" ] } """, "refines is only for the regions Question and Options")]
    [InlineData(""" "state": "Working", "region": "Status", "when": { } """, "it would always hold")]
    [InlineData(""" "state": "Working", "region": "Status", "when": { "contains": [ "" ] } """, "the text is empty")]
    [InlineData(""" "state": "Working", "region": "Status", "when": { "any": [ { } ] } """, "empty condition")]
    [InlineData(""" "state": "Working", "region": "Status", "when": { "regex": [ "a(?!b)" ] } """, "uses look-around, a back-reference or an atomic group at character 2 ('(?!')")]
    [InlineData(""" "state": "Working", "region": "Status", "when": { "regex": [ "[(?=]x(a)\\1" ] } """, "at character 10 ('\\1')")]
    [InlineData(""" "state": "Working", "region": "Status", "when": { "regex": [ "ab(" ] } """, "cannot be read at character 3: ")]
    [InlineData(""" "state": "Working", "region": "Status", "when": { "regex": [ "((a{100}){100}){9}" ] } """, "it comes to 90,000 signs, and may have 5,000")]
    [InlineData(""" "state": "Working", "region": "Status", "priority": 1.5, "when": { "contains": [ "x" ] } """, "a number stands where a whole number belongs")]
    public void Parse_WrongRule_IsToldWithTheRule(string members, string reason)
    {
        AgentProfileError error = Error($$"""{ "id": "x", "rules": [ { "id": "r", {{members}} } ] }""");

        Assert.Equal("x.json", error.Source);
        Assert.Equal("r", error.Rule);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SeveralMistakes_AreAllReportedWithTheirLines()
    {
        var e = Assert.Throws<AgentProfileException>(() => AgentProfile.Parse("""
            {
              "id": "My Agent",   // comments may stand here
              "rulez": { "id": 1, "id": 2 },
              "rules": [
                { "id": "a", "state": "Exited", "region": "Title", "when": { "contains": [ "x" ] } },
                { "id": "a", "state": "Awaiting", "region": "Question", "when": { "contains": [ "x" ] } },
                { "state": "Working", "region": "Title", "when": {
                    "regex": [ "fine", "(", ],
                    "not": [ 5, { "contains": [ "" ] } ] } },
                { "id": "b", "state": "Idle", "region": "Title", "when": { }, "note": "n" },
              ],
            }
            """, "mine.json"));

        Assert.Equal(
            [
                (2, null, "$.id"), (3, null, "$.rulez"), (5, "a", "$.rules[0].state"), (6, "a", "$.rules[1].id"), (6, "a", "$.rules[1].kind"), (7, "#3", "$.rules[2].id"),
                (8, "#3", "$.rules[2].when.regex[1]"), (9, "#3", "$.rules[2].when.not[0]"), (9, "#3", "$.rules[2].when.not[1].contains[0]"),
                (10, "b", "$.rules[3].note"), (10, "b", "$.rules[3].when"),
            ],
            e.Errors.OrderBy(error => error.Line).ThenBy(error => error.Path, StringComparer.Ordinal).Select(error => (error.Line, error.Rule, error.Path!)));
        Assert.Contains("mine.json:6: rule 'a': another rule has the same id", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("any", 8, false)]
    [InlineData("any", 9, true)]
    [InlineData("not", 200, true)]
    public void Parse_ConditionsWithinConditions_HaveALimit(string member, int depth, bool isRefused)
    {
        string when = """{ "contains": [ "x" ] }""";
        for (int i = 1; i < depth; i++)
            when = $$"""{ "{{member}}": [ {{when}} ] }""";

        Exception? e = Record.Exception(() => AgentProfile.Parse($$"""{ "id": "x", "rules": [ { "id": "r", "state": "Working", "region": "Title", "when": {{when}} } ] }""", "x.json"));

        Assert.Equal(isRefused, e is AgentProfileException);
        Assert.True(isRefused || e is null);
    }

    [Fact]
    public void Parse_TooMuch_NamesTheLimits()
    {
        string rules = string.Join(',', Enumerable.Range(0, 501).Select(i => $$"""{ "id": "r{{i}}", "state": "Working", "region": "Title", "when": { "contains": [ "x" ] } }"""));

        Assert.Contains("501 entries, and may have 500", Error($$"""{ "id": "x", "rules": [ {{rules}} ] }""").Reason, StringComparison.Ordinal);
        Assert.Contains("1001 characters, and may have 1000", Error($$"""{ "id": "x", "recognize": { "title": [ "{{new string('a', 1001)}}" ] } }""").Reason, StringComparison.Ordinal);
        Assert.Contains("201 characters, and may have 200", Error($$"""{ "id": "x", "name": "{{new string('a', 201)}}" }""").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void WithFiles_FileOfOneMegabyte_NamesBothLengths()
    {
        string file = _folder.Write("big.json", new string(' ', 1 << 20));

        AgentProfileError error = Assert.Single(Errors(file));

        Assert.Equal($"{file}: it has 1,048,576 bytes, and a profile may have 262,144; leave out what its structure tells anyway, or include other files", error.ToString());
    }

    [Fact]
    public void WithFiles_NotUtf8OrNotThere_IsTold()
    {
        File.WriteAllBytes(_folder.File("latin.json"), Encoding.Latin1.GetBytes("""{ "id": "é" }"""));

        Assert.Equal(
            ["the file is not UTF-8; save it as UTF-8", "there is no such file; create it, or take it out where it is named", "there is no such file; create it, or take it out where it is named"],
            Errors(_folder.File("latin.json"), _folder.File("none.json"), "").Select(error => error.Reason));
    }

    [Fact]
    public void WithFiles_TwoOfOneId_NamesBothFiles()
    {
        string one = _folder.Write("one.json", """{ "id": "same" }"""), two = _folder.Write("two.json", """{ "id": "same" }""");

        Assert.Equal($"{two}: the id 'same' is that of {one} as well; give one of them another", Assert.Single(Errors(one, two)).ToString());
    }

    [Fact]
    public void WithFiles_MistakesInSeveralFiles_AreAllReported() =>
        Assert.Equal(3, Errors(_folder.Write("a.json", """{ "ID": "a" }"""), _folder.Write("b.json", "{")).Count);

    private List<AgentProfileError> Errors(params string[] files) =>
        [.. Assert.Throws<AgentProfileException>(() => AgentProfiles.Default.WithFiles(files)).Errors];

    private static AgentProfileError Error(string json) =>
        Assert.Single(Assert.Throws<AgentProfileException>(() => AgentProfile.Parse(json, "x.json")).Errors);
}
