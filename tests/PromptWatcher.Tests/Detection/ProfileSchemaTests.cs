using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PromptWatcher.Detection;
using PromptWatcher.Detection.Profiles;

namespace PromptWatcher.Tests.Detection;

/// <summary>The reader, the schema, the file that is shipped and the classes know the same members.</summary>
public sealed class ProfileSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(AgentProfileSchema.Create()).RootElement;

    [Fact]
    public void Create_ShippedFile_IsTheSame() => Assert.Equal(
        File.ReadAllText(Path.Combine(SourceTree.Root, "src/PromptWatcher/Detection/profile.schema.json")), AgentProfileSchema.Create());

    [Theory]
    [InlineData("profile", typeof(AgentProfile))]
    [InlineData("recognition", typeof(AgentRecognition))]
    [InlineData("rule", typeof(DetectionRule))]
    [InlineData("when", typeof(RuleCondition))]
    public void Create_Members_AreThoseOfTheClass(string name, Type type)
    {
        JsonElement shape = name == "profile" ? Schema : Schema.GetProperty("$defs").GetProperty(name);
        JsonTypeInfo info = ProfileJson.Default.GetTypeInfo(type)!;

        Assert.Equal(
            info.Properties.Select(property => property.Name).Order(StringComparer.Ordinal),
            shape.GetProperty("properties").EnumerateObject().Select(member => member.Name).Where(member => member != ProfileFormat.SchemaMember).Order(StringComparer.Ordinal));
        Assert.All(shape.GetProperty("properties").EnumerateObject(), member => Assert.NotEqual("", member.Value.GetProperty("description").GetString()));
        Assert.False(shape.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void Parse_WhatTheSchemaAllows_IsRead()
    {
        AgentProfile profile = AgentProfile.Parse("""
            { "$schema": "profile.schema.json", "id": "all", "name": "All", "commands": [ "all" ], "runsOthers": true,
              "recognize": { "title": [ "^All$" ], "screen": [ "^All v" ] }, "include": [ "claude" ],
              "rules": [ { "id": "r", "state": "Awaiting", "kind": "Secret", "refines": "Text", "priority": 5, "region": "Question",
                           "when": { "contains": [ "a" ], "regex": [ "b" ], "any": [ { "contains": [ "c" ] } ], "not": [ { "contains": [ "d" ] } ] } },
                         { "id": "s", "condition": "LimitReached", "region": "Status", "when": { "contains": [ "a" ] } } ] }
            """, "all.json");

        Assert.Equal(("All", true, "^All$", "^All v", "claude"), (profile.Name, profile.RunsOthers, profile.Recognize.Title[0], profile.Recognize.Screen[0], profile.Include[0]));
        Assert.Equal((Activity.Awaiting, PromptKind.Secret, PromptKind.Text, 5, RuleRegion.Question),
            (profile.Rules[0].State, profile.Rules[0].Kind, profile.Rules[0].Refines, profile.Rules[0].Priority, profile.Rules[0].Region));
        Assert.Equal(("a", "b", "c", "d"), (profile.Rules[0].When.Contains[0], profile.Rules[0].When.Regex[0], profile.Rules[0].When.Any[0].Contains[0], profile.Rules[0].When.Not[0].Contains[0]));
        Assert.Equal((null, AgentConditions.LimitReached), (profile.Rules[1].State, profile.Rules[1].Condition));
    }

    [Fact]
    public void Create_EmbeddedProfiles_NameTheSchemaBesideThem() => Assert.All(
        Directory.GetFiles(Path.Combine(SourceTree.Root, "src/PromptWatcher/Detection/Profiles"), "*.json"),
        file => Assert.Contains("\"$schema\": \"../profile.schema.json\"", File.ReadAllText(file), StringComparison.Ordinal));
}
