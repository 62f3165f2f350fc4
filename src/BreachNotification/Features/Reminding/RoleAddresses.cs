using Gdpr.BreachNotification.Domain;
using Gdpr.Platform.Modules;

namespace Gdpr.BreachNotification.Features.Reminding;

/// <summary>Reads <c>Gdpr:BreachNotification</c>: addresses by role, and the hours at which people are reminded.</summary>
internal static class RoleAddresses
{
    private static readonly int[] DefaultHours = [24, 48, 60];

    public static ReminderSettings Read(IConfiguration configuration, GdprSettings settings)
    {
        var section = configuration.GetSection("Gdpr:BreachNotification");
        var roles = new SortedDictionary<string, string?>(StringComparer.Ordinal) { ["dpo"] = settings.Controller.DpoEmail, ["incidentLead"] = null };
        foreach (var role in section.GetSection("Roles").GetChildren().Where(r => !string.IsNullOrWhiteSpace(r.Value)))
        {
            roles[role.Key] = role.Value;
        }

        return new ReminderSettings(section.GetSection("RemindAfterHours").Get<int[]>() ?? DefaultHours, roles);
    }
}
