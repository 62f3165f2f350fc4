using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Audit;
using Gdpr.Platform.Data;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Operating;
using Gdpr.Platform.Privacy;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Modules;

/// <summary>What an operator may ask of a host instead of serving: <c>migrate</c>, <c>doctor</c>, <c>keys export</c>, <c>keys verify</c>, <c>verify-audit</c>.</summary>
internal static class Verbs
{
    public static Func<string[], IReadOnlyList<IModule>, Task<int>>? Find(string[] args) => args switch
    {
        ["migrate", ..] => MigrateAsync,
        ["keys", "export", ..] => ExportKeysAsync,
        ["keys", "verify", ..] => VerifyKeysAsync,
        ["verify-audit", ..] => (all, modules) => VerifyAudit.RunAsync(all[1..], modules),
        ["doctor", ..] => (all, modules) => Doctor.RunAsync(all[1..], modules),
        [var room, var verb, ..] when !room.StartsWith('-') && !verb.StartsWith('-') => RoomVerbAsync,
        _ => null,
    };

    // identity reset-admin: what only the room itself can do.
    private static async Task<int> RoomVerbAsync(string[] args, IReadOnlyList<IModule> modules)
    {
        var (words, settings) = (args[1..].Where(a => !a.StartsWith('-')).ToArray(), args.Where(a => a.StartsWith("--", StringComparison.Ordinal)).ToArray());
        if (modules.FirstOrDefault(m => m.Name == args[0])?.FindVerb(words) is not { } verb)
        {
            await Console.Error.WriteLineAsync($"VERB_UNKNOWN: this host does not know {args[0]} {args[1]}.");
            return 2;
        }

        await using var app = ServiceHost.Build(settings, modules);
        return await verb(app.Services, CancellationToken.None);
    }

    private static async Task<int> MigrateAsync(string[] args, IReadOnlyList<IModule> modules)
    {
        await using var app = ServiceHost.Build(args[1..], modules, builder => builder.Services.AddSingleton<DeclareOnly>());
        await Migrations.ApplyPatientlyAsync(app.Services, CancellationToken.None);
        await BrokerDeclaration.DeclareAsync(app.Services, CancellationToken.None);
        Console.WriteLine("MIGRATED");
        return 0;
    }

    private static async Task<int> ExportKeysAsync(string[] args, IReadOnlyList<IModule> modules)
    {
        await using var app = ServiceHost.Build(args[2..], modules);
        DemandKept(app.Services);
        Console.WriteLine(app.Services.GetRequiredService<IdentifierKeyRing>().ToJson());
        return 0;
    }

    // One made for this question alone would be lost with the answer.
    private static void DemandKept(IServiceProvider services)
    {
        if (!IdentifierKeys.IsKept(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<GdprSettings>()))
        {
            throw new RuleViolation(IdentifierKeys.Missing);
        }
    }

    private static async Task<int> VerifyKeysAsync(string[] args, IReadOnlyList<IModule> modules)
    {
        await using var app = ServiceHost.Build(args[2..], modules);
        DemandKept(app.Services);
        var ring = app.Services.GetRequiredService<IdentifierKeyRing>();
        Console.WriteLine($"KEYS_OK current {ring.CurrentKeyId}, {ring.Keys.Count} known");
        return 0;
    }
}
