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

    private static readonly RuleError Unfinished = new(
        "RESTORE_UNFINISHED", "A restore was cut off: the databases here may be of different moments. Run the verb restore again, with --replace.", 500);

    private readonly FileStream? _file;
    private readonly string _mark;

    private DataFolderLock(FileStream? file, string folder)
    {
        _file = file;
        _mark = Path.Combine(folder, "restore.unfinished");
    }

    public static DataFolderLock Take(GdprSettings settings, string host)
    {
        if (settings.Database != DatabaseKind.Sqlite)
        {
            return new DataFolderLock(null, settings.DataFolder);
        }

        Directory.CreateDirectory(settings.DataFolder);
        try
        {
            var file = new FileStream(Path.Combine(settings.DataFolder, $"{host}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolderLock(file, settings.DataFolder);
        }
        catch (IOException)
        {
            throw new RuleViolation(InUse);
        }
    }

    /// <summary>From here to <see cref="EndRestore"/> no host starts on this folder, whatever ends the restore.</summary>
    public void BeginRestore() => File.WriteAllBytes(_mark, []);

    public void EndRestore() => File.Delete(_mark);

    /// <summary>Files of different moments are served by nobody.</summary>
    public void DemandWhole()
    {
        if (_file is not null && File.Exists(_mark))
        {
            throw new RuleViolation(Unfinished);
        }
    }

    public void Dispose() => _file?.Dispose();
}
