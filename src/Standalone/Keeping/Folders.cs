using Gdpr.Platform.Modules;

namespace Gdpr.Standalone.Keeping;

/// <summary>Folders that are kept apart, and entered by nobody but their owner.</summary>
internal static class Folders
{
    /// <summary>None of them is, or lies in, another.</summary>
    public static bool AreApart(List<string> folders) => folders.TrueForAll(a => folders.Count(b => GdprSettings.LiesIn(b, a)) == 1);

    public static bool IsFree(string folder) => !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any();

    /// <summary>Every file below, named from there.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f));

    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Copies files unless they are there.</summary>
    public static void CopyWhatIsMissing(string from, string to, IEnumerable<string> files)
    {
        foreach (var file in files.Where(f => !File.Exists(Path.Combine(to, f))))
        {
            var copy = Path.Combine(to, file);
            Make(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(from, file), copy);
        }
    }
}
