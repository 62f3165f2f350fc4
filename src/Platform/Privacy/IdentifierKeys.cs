using Gdpr.Kernel.Identifiers;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Privacy;

/// <summary>
/// Finds the key ring of the one HMAC. Standalone makes it on its first start; with hashes stored and the key gone no
/// host may start, or every refusal and erasure would silently stop matching.
/// </summary>
public static class IdentifierKeys
{
    public static readonly RuleError Missing = new(
        "IDENTIFIER_KEY_MISSING",
        "Keyed hashes exist but their key does not: restore keys/identifiers.json, or set Gdpr:Keys:Identifiers.",
        500);

    public static string FileOf(GdprSettings settings) => Path.Combine(settings.KeysFolder, "identifiers.json");

    public static IdentifierKeyRing Load(IConfiguration configuration, GdprSettings settings)
    {
        var configured = configuration["Gdpr:Keys:Identifiers"];
        if (!string.IsNullOrWhiteSpace(configured))
        {
            return IdentifierKeyRing.Parse(configured.TrimStart().StartsWith('{') ? configured : File.ReadAllText(configured));
        }

        var file = FileOf(settings);
        if (File.Exists(file))
        {
            return IdentifierKeyRing.Parse(File.ReadAllText(file));
        }

        var databases = Directory.Exists(settings.DataFolder) && Directory.EnumerateFiles(settings.DataFolder, "*.db").Any();
        if (!settings.Standalone || databases)
        {
            throw new RuleViolation(Missing);
        }

        // Whether a database on a server was in use before is seen only once it can be asked.
        var ring = IdentifierKeyRing.Generate();
        if (settings.Database == DatabaseKind.Sqlite)
        {
            Keep(ring, file);
        }

        return ring;
    }

    public static bool IsKept(IConfiguration configuration, GdprSettings settings) =>
        !string.IsNullOrWhiteSpace(configuration["Gdpr:Keys:Identifiers"]) || File.Exists(FileOf(settings));

    /// <summary>Keeps a ring made at this start, unless a room's database was in use before: then its key is lost, not new.</summary>
    internal static async Task KeepAsync(IServiceProvider services, CancellationToken ct)
    {
        var settings = services.GetRequiredService<GdprSettings>();
        if (IsKept(services.GetRequiredService<IConfiguration>(), settings))
        {
            return;
        }

        foreach (var room in services.GetServices<RoomRegistration>())
        {
            await using var scope = services.CreateAsyncScope();
            if (await ((RoomDbContext)scope.ServiceProvider.GetRequiredService(room.Context)).AuditEntries.AnyAsync(ct))
            {
                throw new RuleViolation(Missing);
            }
        }

        Keep(services.GetRequiredService<IdentifierKeyRing>(), FileOf(settings));
    }

    private static void Keep(IdentifierKeyRing ring, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = file + ".new";
        File.WriteAllText(temporary, ring.ToJson());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(temporary, file, overwrite: false);
    }
}
