using Gdpr.Testing.Processes;
using Gdpr.Testing.Servers;

namespace Gdpr.Testing;

/// <summary>A folder of a test's own that goes when the test does.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Names the folder for all of them, which whoever sets it removes: what a killed process leaves goes too.</summary>
    public const string ParentVariable = "GDPR_TEST_FOLDER";

    public TempFolder()
        : this(owner: null)
    {
    }

    internal TempFolder(UnixUser? owner)
    {
        // Another user may not enter a TMPDIR of ours, but may always enter /tmp.
        var parent = Environment.GetEnvironmentVariable(ParentVariable) is { Length: > 0 } named ? named
            : owner is null ? System.IO.Path.GetTempPath()
            : "/tmp";
        Path = System.IO.Path.Combine(parent, $"gdpr-{Secret.Next(8)}");
        Directory.CreateDirectory(Path);
        owner?.Own(Path);
    }

    public string Path { get; }

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
