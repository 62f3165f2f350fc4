using System.Text.Json;

namespace Gdpr.Standalone.Demo;

/// <summary>Ids of what the demo has created, and nothing else: enough to go on where it was stopped.</summary>
internal sealed record DemoState
{
    public required DateTimeOffset StartedAt { get; init; }

    public int? ThirdPartyPort { get; init; }

    public Guid? ImportId { get; init; }

    public Guid? NoticeId { get; init; }

    public bool ConsentsRecorded { get; init; }

    public Guid? ConnectionId { get; init; }

    public Guid? ErasureId { get; init; }

    public Guid? PortabilityId { get; init; }
}

/// <summary>The demo's own folder under the data folder: its state, its third party, and the files it hands out.</summary>
internal sealed record DemoFolder(string Path, string Mails)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string ThirdPartyFile => System.IO.Path.Combine(Path, "third-party.json");

    private string StateFile => System.IO.Path.Combine(Path, "state.json");

    public bool IsOurs => File.Exists(StateFile);

    public DemoState Read(TimeProvider clock)
    {
        if (IsOurs)
        {
            return JsonSerializer.Deserialize<DemoState>(File.ReadAllText(StateFile), Json)!;
        }

        var fresh = new DemoState { StartedAt = clock.GetUtcNow() };
        Write(fresh);
        return fresh;
    }

    public void Write(DemoState state) => WriteWhole(StateFile, JsonSerializer.SerializeToUtf8Bytes(state, Json));

    public string Keep(string story, string name, byte[] content)
    {
        var file = System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(Path, story)).FullName, name);
        WriteWhole(file, content);
        return file;
    }

    // Killed in the middle, the old file stays whole.
    public static void WriteWhole(string file, byte[] content)
    {
        File.WriteAllBytes(file + ".new", content);
        File.Move(file + ".new", file, overwrite: true);
    }
}
