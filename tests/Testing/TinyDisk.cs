using Gdpr.Testing.Processes;

namespace Gdpr.Testing;

/// <summary>A disk of a few megabytes, to be filled; null where the test may not mount one.</summary>
public sealed class TinyDisk : IAsyncDisposable
{
    public const string Unavailable = "No disk can be mounted here";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TempFolder _folder = new();

    public string Path => _folder.Path;

    private string Filler => _folder.Combine("filler");

    public static async Task<TinyDisk?> MountAsync(int megabytes)
    {
        var disk = new TinyDisk();
        try
        {
            await ChildProcess.RunAsync(new ChildCommand("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=777", "tmpfs", disk.Path), Patience);
            return disk;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            disk._folder.Dispose();
            return null;
        }
    }

    /// <summary>Writes until nothing more fits.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await ChildProcess.RunAsync(new ChildCommand("umount", "-l", Path), Patience);
        _folder.Dispose();
    }
}
