using System.Globalization;
using Gdpr.Platform.Modules;

namespace Gdpr.Platform.Operating;

/// <summary>Whether the data folder can be written, and for how long.</summary>
internal static class DiskCheck
{
    private const long Little = 1024L * 1024 * 1024;

    public static IEnumerable<Finding> Look(GdprSettings settings)
    {
        if (!CanWrite(settings.DataFolder))
        {
            yield return Finding.Bad("DATA_FOLDER_READ_ONLY", $"{settings.DataFolder} cannot be written by this user: change its owner, or set Gdpr:DataFolder.");
            yield break;
        }

        var free = new DriveInfo(settings.DataFolder).AvailableFreeSpace;
        var text = string.Create(CultureInfo.InvariantCulture, $"{free / 1024 / 1024} MB are free in {settings.DataFolder}");
        yield return free < Little ? Finding.Doubtful("DISK_NEARLY_FULL", text) : Finding.Good("DISK_OK", text);
    }

    private static bool CanWrite(string folder)
    {
        var probe = Path.Combine(folder, "doctor.probe");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
