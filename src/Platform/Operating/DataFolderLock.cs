using Gdpr.Kernel;
using Gdpr.Platform.Modules;

namespace Gdpr.Platform.Operating;

/// <summary>
/// The SQLite files of a host belong to one process: a second one would deliver messages twice, and a restore would pull
/// the files from under it. The lock dies with its process.
/// </summary>
public sealed class DataFolderLock : IDisposable
{
    private static readonly RuleError InUse = new(
        "DATA_FOLDER_IN_USE", "Another process works on this data folder: end it first, or set another Gdpr:DataFolder.", 500);

    private readonly FileStream? _file;

    private DataFolderLock(FileStream? file) => _file = file;

    public static DataFolderLock Take(GdprSettings settings, string host)
    {
        if (settings.Database != DatabaseKind.Sqlite)
        {
            return new DataFolderLock(null);
        }

        Directory.CreateDirectory(settings.DataFolder);
        try
        {
            return new DataFolderLock(new FileStream(Path.Combine(settings.DataFolder, $"{host}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new RuleViolation(InUse);
        }
    }

    public void Dispose() => _file?.Dispose();
}
