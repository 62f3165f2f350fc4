using Gdpr.Testing.Processes;

namespace Gdpr.Testing;

/// <summary>A folder of a test's own that goes when the test does.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder()
        : this(owner: null)
    {
    }

    internal TempFolder(UnixUser? owner)
    {
        // Another user may not enter a TMPDIR of ours, but may always enter /tmp.
        var parent = owner is null ? System.IO.Path.GetTempPath() : "/tmp";
        Path = System.IO.Path.Combine(parent, $"gdpr-{Convert.ToHexStringLower(Random.Shared.GetItems(Bytes, 8))}");
        Directory.CreateDirectory(Path);
        owner?.Own(Path);
    }

    public string Path { get; }

    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    public string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that something still holds must not turn a green test red.
        }
    }

    public override string ToString() => Path;
}
