using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using PromptWatcher.Terminal;

namespace PromptWatcher.Console.Verbs;

/// <summary><c>screen</c>: feeds files to a fresh screen and prints what it shows, so that anyone can check the terminal.</summary>
internal static class ScreenVerb
{
    public static Command Create(CommandIo io)
    {
        var command = new Command("screen", "Reads JSON lines from the input "
            + """({"file":...,"cols":80,"rows":25,"onlcr":true}), feeds each file to a fresh screen and prints its lines and cursor. """
            + """With "dump":true also, in base64, the bytes that make another terminal show the same.""");
        CommonOptions.RequireJsonLines(command);
        command.SetAction((_, cancellationToken) => JsonLineVerb.RunAsync(io, Show, cancellationToken));
        return command;
    }

    private static void Show(JsonElement line, Utf8JsonWriter json)
    {
        string file = line.Text("file") ?? throw new FormatException("it has no \"file\", which names what the screen is fed.");
        var screen = new Screen(line.Size());
        screen.Replies.Enabled = false;
        Feed(screen, file, line.Flag("onlcr"));

        json.WriteString("file", file);
        json.WriteStartArray("lines");
        for (int row = 0; row < screen.Size.Rows; row++)
            json.WriteStringValue(screen.LineText(row));
        json.WriteEndArray();
        json.WriteStartArray("cursor");
        json.WriteNumberValue(screen.CursorColumn);
        json.WriteNumberValue(screen.CursorRow);
        json.WriteEndArray();
        if (!line.Flag("dump"))
            return;
        var dump = new ArrayBufferWriter<byte>();
        ScreenDump.Write(screen, dump);
        json.WriteBase64String("dump", dump.WrittenSpan);
    }

    private static void Feed(Screen screen, string file, bool onlcr)
    {
        using FileStream stream = File.OpenRead(file);
        Span<byte> buffer = stackalloc byte[8192];
        while (stream.Read(buffer) is > 0 and var count)
        {
            ReadOnlySpan<byte> data = buffer[..count];
            if (!onlcr)
            {
                screen.Write(data);
                continue;
            }

            // As the line discipline does it (ONLCR): every line feed brings a carriage return, one that had it already too.
            foreach (Range part in data.Split((byte)'\n'))
            {
                screen.Write(data[part]);
                if (part.End.Value < data.Length)
                    screen.Write("\r\n"u8);
            }
        }
    }
}
