using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.Extensions.Configuration;

namespace Gdpr.Platform.Operating;

/// <summary>What was left at a default that no company wants.</summary>
internal static class ConfigurationCheck
{
    public static IEnumerable<Finding> Look(IConfiguration configuration, GdprSettings settings, IReadOnlyList<IModule> modules)
    {
        var seen = Missing(configuration, settings).Concat(settings.Standalone ? [] : Secrets(configuration, settings, modules)).ToList();
        return seen.Count > 0 ? seen : [Finding.Good("CONFIGURATION_OK", $"{settings.Controller.Name}, {settings.Database} and {settings.Bus}")];
    }

    private static IEnumerable<Finding> Missing(IConfiguration configuration, GdprSettings settings)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(settings.Controller.TimeZone, out _))
        {
            yield return Finding.Bad("TIME_ZONE_UNKNOWN", "Gdpr:Controller:TimeZone is not a time zone of this machine: deadlines cannot be computed.");
        }

        if (string.IsNullOrWhiteSpace(configuration["Gdpr:Controller:Name"]))
        {
            yield return Finding.Doubtful("CONTROLLER_NAME_MISSING", "Letters are signed by an example: set Gdpr:Controller:Name.");
        }

        if (string.IsNullOrWhiteSpace(settings.Controller.DpoEmail))
        {
            yield return Finding.Doubtful("DPO_MISSING", "Nobody is warned before a deadline: set Gdpr:Controller:DpoEmail.");
        }

        if (settings.BackupRetentionDays is null)
        {
            yield return Finding.Doubtful("BACKUPS_RETENTION_MISSING", "No erasure can be approved: set Gdpr:Backups:RetentionDays to how long backups are kept.");
        }

        if (string.IsNullOrWhiteSpace(configuration["Gdpr:PublicUrl"]))
        {
            yield return Finding.Doubtful("PUBLIC_URL_MISSING", "Links in mails lead to this machine: set Gdpr:PublicUrl.");
        }
    }

    private static IEnumerable<Finding> Secrets(IConfiguration configuration, GdprSettings settings, IReadOnlyList<IModule> modules)
    {
        var secrets = new RoomSecrets(configuration, settings);
        return modules.Where(m => m.PartOf is null && secrets.Of(m.Name) is null).Select(m => Finding.Bad(
            "ROOM_SECRET_MISSING", $"{m.Name} cannot call other rooms: set Gdpr:Identity:RoomSecrets:{m.Name}, the same here and at Identity."));
    }
}
