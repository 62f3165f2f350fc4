using Gdpr.Kernel;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Operating;

/// <summary>
/// The verb <c>doctor</c>: looks at configuration, keys, databases, broker and mail, changes nothing, and says what to do.
/// Exit code 0 when the host can work, 1 when it cannot.
/// </summary>
internal static class Doctor
{
    public static async Task<int> RunAsync(string[] args, IReadOnlyList<IModule> modules)
    {
        var findings = new List<Finding>();
        await using var app = Build(args, modules, findings);
        if (app is not null)
        {
            var (services, configuration) = (app.Services, app.Configuration);
            var settings = services.GetRequiredService<GdprSettings>();
            findings.AddRange(ConfigurationCheck.Look(configuration, settings, modules));
            findings.AddRange(KeysCheck.Look(configuration, settings));
            findings.AddRange(DiskCheck.Look(settings));
            foreach (var room in services.GetServices<RoomRegistration>())
            {
                findings.AddRange(await DatabaseCheck.LookAsync(services, room, CancellationToken.None));
            }

            findings.AddRange(await BrokerCheck.LookAsync(configuration, settings, CancellationToken.None));
            findings.AddRange(await MailCheck.LookAsync(configuration, settings, CancellationToken.None));
        }

        return Finding.Report(findings);
    }

    // What stops a start stops the doctor too: then that is the finding.
    private static WebApplication? Build(string[] args, IReadOnlyList<IModule> modules, List<Finding> findings)
    {
        try
        {
            return ServiceHost.Build(args, modules);
        }
        catch (RuleViolation broken)
        {
            findings.Add(Finding.Bad(broken.Error.Code, broken.Error.Message));
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException or FormatException)
        {
            findings.Add(Finding.Bad("CONFIGURATION_UNUSABLE", $"{e.GetType().Name}: see the table of configuration in docs/operations.md (connection strings, folders, keys)."));
        }

        return null;
    }
}
