using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Audit;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Modules;

/// <summary>What an operator may ask of a host instead of serving: <c>migrate</c>, <c>keys export</c>, <c>keys verify</c>, <c>verify-audit</c>.</summary>
internal static class Verbs
{
    public static Func<string[], IReadOnlyList<IModule>, Task<int>>? Find(string[] args) => args switch
    {
        ["migrate", ..] => MigrateAsync,
        ["keys", "export", ..] => ExportKeysAsync,
        ["keys", "verify", ..] => VerifyKeysAsync,
        ["verify-audit", ..] => (all, modules) => VerifyAudit.RunAsync(all[1..], modules),
        _ => null,
    };

    private static async Task<int> MigrateAsync(string[] args, IReadOnlyList<IModule> modules)
    {
        await using var app = ServiceHost.Build(args[1..], modules);
        await Migrations.ApplyPatientlyAsync(app.Services, CancellationToken.None);
        Console.WriteLine("MIGRATED");
        return 0;
    }

    private static async Task<int> ExportKeysAsync(string[] args, IReadOnlyList<IModule> modules)
    {
        await using var app = ServiceHost.Build(args[2..], modules);
        Console.WriteLine(app.Services.GetRequiredService<IdentifierKeyRing>().ToJson());
        return 0;
    }

    private static async Task<int> VerifyKeysAsync(string[] args, IReadOnlyList<IModule> modules)
    {
        await using var app = ServiceHost.Build(args[2..], modules);
        var ring = app.Services.GetRequiredService<IdentifierKeyRing>();
        Console.WriteLine($"KEYS_OK current {ring.CurrentKeyId}");
        return 0;
    }
}
