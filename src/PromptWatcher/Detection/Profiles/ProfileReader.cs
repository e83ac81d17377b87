using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace PromptWatcher.Detection.Profiles;

/// <summary>Reads one profile strictly and goes on after each mistake, so that all of them are reported at once.</summary>
/// <remarks>
/// The text is walked along <see cref="ProfileFormat"/>; what is right goes into a tree, from which the profile is made and checked.
/// What is wrong is left out or stands for something, and no later check speaks of it again.
/// </remarks>
internal sealed class ProfileReader
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly string _source;
    private readonly List<(string Path, int Line, string Reason)> _errors = [];
    private readonly Dictionary<string, int> _lines = [];
    private readonly HashSet<string> _wrong = [];
    private long _counted;
    private int _line = 1;

    private ProfileReader(string source) => _source = source;

    /// <summary>Reads a profile.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <param name="errors">Takes all that is wrong.</param>
    /// <returns>The profile, with what could be read; null when that is nothing.</returns>
    public static AgentProfile? Read(ReadOnlySpan<byte> utf8, string source, List<AgentProfileError> errors)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8["\uFEFF"u8.Length..];
        if (utf8.Length > ProfileLimits.MaxFileLength)
            errors.Add(new(source, null, TooLong(utf8.Length)));
        else if (!Utf8.IsValid(utf8))
            errors.Add(new(source, null, "the file is not UTF-8; save it as UTF-8"));
        else
            return new ProfileReader(source).Read(utf8, errors);
        return null;
    }

    /// <summary>What is said of a file that is too long.</summary>
    public static string TooLong(long length) => FormattableString.Invariant(
        $"it has {length:N0} bytes, and a profile may have {ProfileLimits.MaxFileLength:N0}; leave out what its structure tells anyway, or include other files");

    private AgentProfile? Read(ReadOnlySpan<byte> utf8, List<AgentProfileError> errors)
    {
        JsonNode? tree = null;
        try
        {
            var reader = new Utf8JsonReader(utf8, Options);
            reader.Read();
            tree = Value(ref reader, utf8, new Shape.Object(() => ProfileFormat.Profile), JsonPath.Root);
            reader.Read();
        }
        catch (JsonException e)
        {
            _errors.Add((JsonPath.Root, (int)(e.LineNumber ?? 0) + 1, FormattableString.Invariant(
                $"this is no JSON from character {(e.BytePositionInLine ?? 0) + 1} of the line on, and what follows was not read: {Sentence(e.Message)}")));
        }

        AgentProfile? profile = tree?.Deserialize(ProfileJson.Default.AgentProfile);
        foreach ((string path, int line, string reason) in _errors)
            errors.Add(new(_source, RuleName(tree, path), reason) { Path = path, Line = line });
        if (profile is null)
            return null;
        foreach (AgentProfileError error in AgentProfileValidator.Validate(profile, _source))
        {
            if (!IsWrong(error.Path!))
                errors.Add(error with { Line = LineOf(error.Path!) });
        }

        return profile;
    }

    private JsonNode? Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, Shape shape, string path)
    {
        _lines[path] = LineAt(utf8, reader.TokenStartIndex);
        switch (shape)
        {
            case Shape.Object { Members: var members } when reader.TokenType == JsonTokenType.StartObject:
                return Object(ref reader, utf8, members(), path);
            case Shape.List list when reader.TokenType == JsonTokenType.StartArray:
                return List(ref reader, utf8, list, path);
            case Shape.Text text when reader.TokenType == JsonTokenType.String:
                return Text(ref reader, text, path);
            case Shape.Choice choice when reader.TokenType == JsonTokenType.String:
                string? name = Text(ref reader, path);
                if (name is null || Array.IndexOf(choice.Names, name) >= 0)
                    return name;
                return Refuse(path, $"'{name}' is none of its values; write {Choices(choice.Names)}");
            case Shape.Flag when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                return reader.GetBoolean();
            case Shape.Number when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number):
                return number;
            default:
                string found = Found(reader.TokenType);
                reader.Skip();
                return Refuse(path, $"{found} stands where {shape.Noun} belongs");
        }
    }

    private JsonObject Object(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, ObjectShape shape, string path)
    {
        var result = new JsonObject();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        _ = LineAt(utf8, reader.TokenStartIndex);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int line = LineAt(utf8, reader.TokenStartIndex);
            string name = Text(ref reader, path) ?? "";
            MemberShape? member = shape.Find(name);
            string? mistake = member is null ? $"a {shape.Name} has no member '{name}'; it may have {Choices([.. shape.Members.Select(static known => known.Name)])}"
                : !seen.Add(name) ? $"the member '{name}' stands here twice; remove one"
                : null;
            reader.Read();
            if (mistake is null)
            {
                JsonNode? value = Value(ref reader, utf8, member!.Value, JsonPath.Member(path, name));
                if (value is not null && name != ProfileFormat.SchemaMember)
                    result.Add(name, value);
            }
            else
            {
                _errors.Add((JsonPath.Member(path, name), line, mistake));
                reader.Skip();
            }
        }

        foreach (MemberShape member in shape.Members.Where(member => member.IsRequired && !seen.Contains(member.Name)))
            Refuse(JsonPath.Member(path, member.Name), $"it has no {member.Name}");
        return result;
    }

    // What is wrong in a list keeps its place, so that the paths of later elements stay right.
    private JsonArray List(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, Shape.List shape, string path)
    {
        var result = new JsonArray();
        int count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (count < shape.MaxCount)
                result.Add(Value(ref reader, utf8, shape.Item, JsonPath.Element(path, count)) ?? (shape.Item is Shape.Object ? new JsonObject() : JsonValue.Create("wrong")));
            else
                reader.Skip();
        }

        if (count > shape.MaxCount)
            _errors.Add((path, _lines[path], $"it has {count} entries, and may have {shape.MaxCount}"));
        return result;
    }

    private JsonValue? Text(ref Utf8JsonReader reader, Shape.Text shape, string path)
    {
        if (Text(ref reader, path) is not { } text)
            return null;
        if (text.Length > 0 && text.Length <= shape.MaxLength)
            return JsonValue.Create(text);
        Refuse(path, text.Length == 0 ? "the text is empty, which every line would contain; write one, or remove it" : $"the text has {text.Length} characters, and may have {shape.MaxLength}");
        return null;
    }

    private string? Text(ref Utf8JsonReader reader, string path)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            Refuse(path, "the text has half a character (one of two \\u escapes that belong together)");
            return null;
        }
    }

    private JsonNode? Refuse(string path, string reason)
    {
        _wrong.Add(path);
        _errors.Add((path, LineOf(path), reason));
        return null;
    }

    private bool IsWrong(string path)
    {
        // Of the two that exclude each other, the one that was meant could not be read.
        if (path.EndsWith(".state", StringComparison.Ordinal) && _wrong.Contains(JsonPath.Member(JsonPath.Parent(path)!, "condition")))
            return true;
        for (string? part = path; part is not null; part = JsonPath.Parent(part))
        {
            if (_wrong.Contains(part))
                return true;
        }

        return false;
    }

    private int LineOf(string path)
    {
        for (string? part = path; part is not null; part = JsonPath.Parent(part))
        {
            if (_lines.TryGetValue(part, out int line))
                return line;
        }

        return 1;
    }

    // Tokens come in order, so each line end is counted once.
    private int LineAt(ReadOnlySpan<byte> utf8, long index)
    {
        _line += utf8[(int)_counted..(int)index].Count((byte)'\n');
        _counted = index;
        return _line;
    }

    private static string? RuleName(JsonNode? tree, string path) =>
        JsonPath.RuleIndex(path) is not { } index ? null
        : tree?["rules"]?[index]?["id"]?.GetValue<string>() is { Length: > 0 } id ? id
        : AgentProfileValidator.Unnamed(index);

    private static string Choices(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";

    private static string Sentence(string message) => message.Split(" LineNumber:", 2)[0].TrimEnd('.');

    private static string Found(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
