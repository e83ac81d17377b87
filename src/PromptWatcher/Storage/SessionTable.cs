using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using PromptWatcher.Detection;

namespace PromptWatcher.Storage;

/// <summary>The table of sessions: text and whole numbers only, so that every database reads it alike. Times are microseconds of 1970.</summary>
internal static class SessionTable
{
    internal const string CreateVersion = "CREATE TABLE IF NOT EXISTS promptwatcher_schema (version BIGINT NOT NULL)";
    internal const string ReadVersion = "SELECT COALESCE(MAX(version), 0) FROM promptwatcher_schema";
    internal const string Insert = $"INSERT INTO promptwatcher_sessions ({Columns}) VALUES ({Values}) ON CONFLICT (session_id) DO NOTHING";
    internal const string Find = $"SELECT {Columns} FROM promptwatcher_sessions WHERE session_id = @key";
    internal const string List = $"SELECT {Columns} FROM promptwatcher_sessions {Order}";
    internal const string ListOfProject = $"SELECT {Columns} FROM promptwatcher_sessions WHERE project_id = @key {Order}";
    internal const string Remove = "DELETE FROM promptwatcher_sessions WHERE session_id = @key";

    internal const string Update =
        """
        UPDATE promptwatcher_sessions SET revision = @revision, project_id = @project_id, environment_id = @environment_id, agent = @agent, command = @command,
            worktree_path = @worktree_path, status = @status, activity = @activity, prompt = @prompt, exit_code = @exit_code, signal = @signal,
            out_of_memory = @out_of_memory, error = @error, host = @host, created_at = @created_at, started_at = @started_at, state_since = @state_since,
            ended_at = @ended_at, updated_at = @updated_at
        WHERE session_id = @session_id AND revision < @revision
        """;

    private const string Columns =
        "session_id, revision, project_id, environment_id, agent, command, worktree_path, status, activity, prompt, exit_code, signal, out_of_memory, error, host, created_at, started_at, state_since, ended_at, updated_at";

    private const string Values =
        "@session_id, @revision, @project_id, @environment_id, @agent, @command, @worktree_path, @status, @activity, @prompt, @exit_code, @signal, @out_of_memory, @error, @host, @created_at, @started_at, @state_since, @ended_at, @updated_at";

    private const string Order = "ORDER BY created_at, session_id";

    /// <summary>What makes each version of the schema of the one before. A step that has been released is never changed: what is new is a new step.</summary>
    internal static IReadOnlyList<string> Migrations { get; } =
    [
        """
        CREATE TABLE promptwatcher_sessions (
            session_id TEXT NOT NULL PRIMARY KEY, revision BIGINT NOT NULL, project_id TEXT, environment_id TEXT NOT NULL, agent TEXT, command TEXT,
            worktree_path TEXT, status TEXT NOT NULL, activity TEXT NOT NULL, prompt TEXT, exit_code BIGINT, signal BIGINT, out_of_memory BIGINT NOT NULL,
            error TEXT, host TEXT NOT NULL, created_at BIGINT NOT NULL, started_at BIGINT, state_since BIGINT, ended_at BIGINT, updated_at BIGINT NOT NULL)
        """,
    ];

    internal static string WriteVersion(long version) => string.Create(CultureInfo.InvariantCulture, $"INSERT INTO promptwatcher_schema (version) VALUES ({version})");

    internal static void Bind(DbCommand command, SessionRecord record)
    {
        Bind(command, "session_id", record.SessionId);
        Bind(command, "revision", record.Revision);
        Bind(command, "project_id", record.ProjectId);
        Bind(command, "environment_id", record.EnvironmentId);
        Bind(command, "agent", record.Agent);
        Bind(command, "command", record.Command);
        Bind(command, "worktree_path", record.WorktreePath);
        Bind(command, "status", Word(record.Status));
        Bind(command, "activity", Word(record.Activity));
        Bind(command, "prompt", record.Prompt is null ? null : JsonSerializer.Serialize(record.Prompt, StorageJson.Default.PromptRecord));
        Bind(command, "exit_code", record.ExitCode);
        Bind(command, "signal", record.Signal);
        Bind(command, "out_of_memory", record.IsOutOfMemory ? 1L : 0L);
        Bind(command, "error", record.Error);
        Bind(command, "host", record.Host);
        Bind(command, "created_at", Microseconds(record.CreatedAt));
        Bind(command, "started_at", Microseconds(record.StartedAt));
        Bind(command, "state_since", Microseconds(record.StateSince));
        Bind(command, "ended_at", Microseconds(record.EndedAt));
        Bind(command, "updated_at", Microseconds(record.UpdatedAt));
    }

    internal static void Bind(DbCommand command, string name, string? value) => Add(command, name, System.Data.DbType.String, value);

    internal static SessionRecord Read(DbDataReader row) => new()
    {
        SessionId = row.GetString(0),
        Revision = row.GetInt64(1),
        ProjectId = Text(row, 2),
        EnvironmentId = row.GetString(3),
        Agent = Text(row, 4),
        Command = Text(row, 5),
        WorktreePath = Text(row, 6),
        Status = Enum.Parse<SessionStatus>(row.GetString(7), ignoreCase: true),
        Activity = Enum.Parse<Activity>(row.GetString(8), ignoreCase: true),
        Prompt = Text(row, 9) is { } prompt ? JsonSerializer.Deserialize(prompt, StorageJson.Default.PromptRecord) : null,
        ExitCode = (int?)Number(row, 10),
        Signal = (int?)Number(row, 11),
        IsOutOfMemory = row.GetInt64(12) != 0,
        Error = Text(row, 13),
        Host = row.GetString(14),
        CreatedAt = Time(row.GetInt64(15)),
        StartedAt = Number(row, 16) is { } started ? Time(started) : null,
        StateSince = Number(row, 17) is { } since ? Time(since) : null,
        EndedAt = Number(row, 18) is { } ended ? Time(ended) : null,
        UpdatedAt = Time(row.GetInt64(19)),
    };

    private static void Bind(DbCommand command, string name, long? value) => Add(command, name, System.Data.DbType.Int64, value);

    private static void Add(DbCommand command, string name, System.Data.DbType type, object? value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = "@" + name;
        parameter.DbType = type;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Globalization", "CA1308", Justification = "The words of the store are lower case.")]
    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static long Microseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static long? Microseconds(DateTimeOffset? time) => time is { } known ? Microseconds(known) : null;

    private static DateTimeOffset Time(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
