using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Platform.Data;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Audit;

/// <summary>
/// The verb <c>verify-audit [--certificate FILE] [--restored room:sequence]</c>: checks the chain of every room of the host
/// offline, and that a certificate is the one that was issued.
/// </summary>
internal static class VerifyAudit
{
    public const string CertificateIssued = "certificate.issued";

    public static async Task<int> RunAsync(string[] args, IReadOnlyList<IModule> modules)
    {
        var options = Options.Read(args);
        await using var app = ServiceHost.Build([.. options.Rest], modules);
        var verdicts = new List<AuditVerdict>();
        foreach (var room in app.Services.GetServices<RoomRegistration>())
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = (RoomDbContext)scope.ServiceProvider.GetRequiredService(room.Context);
            verdicts.Add(await CheckAsync(db, new SealFile(app.Services.GetRequiredService<GdprSettings>(), room.Room), options.Restored));
            Console.WriteLine(verdicts[^1]);
        }

        var proven = options.Certificate is null || await ProveAsync(app.Services, options.Certificate);
        return proven && verdicts.TrueForAll(v => v.Code is null) ? 0 : 1;
    }

    private static async Task<AuditVerdict> CheckAsync(RoomDbContext db, SealFile file, IReadOnlyCollection<string> restored)
    {
        try
        {
            return await new AuditCheck(db, file, restored).RunAsync(CancellationToken.None);
        }
        catch (DbException)
        {
            return new AuditVerdict(db.Room, 0, 0, "DATABASE_OUT_OF_REACH", "or not migrated");
        }
    }

    private static async Task<bool> ProveAsync(IServiceProvider services, string certificate)
    {
        if (DigestOf(certificate) is not { } digest)
        {
            Console.WriteLine("CERTIFICATE_CHANGED: the file is not a certificate as it was issued");
            return false;
        }

        foreach (var room in services.GetServices<RoomRegistration>())
        {
            await using var scope = services.CreateAsyncScope();
            var db = (RoomDbContext)scope.ServiceProvider.GetRequiredService(room.Context);
            var issued = await db.AuditEntries.AsNoTracking().FirstOrDefaultAsync(e => e.Code == CertificateIssued && e.Digest == digest);
            if (issued is not null)
            {
                var seal = await db.AuditSeals.AsNoTracking().SingleOrDefaultAsync(s => s.EntryId == issued.Id);
                Console.WriteLine($"CERTIFICATE_OK issued {issued.At:u} for request {issued.Reference}, {(seal is null ? "not sealed yet" : $"entry {seal.Sequence} of {room.Room}")}");
                return true;
            }
        }

        Console.WriteLine("CERTIFICATE_UNKNOWN: no room of this host has issued it");
        return false;
    }

    /// <summary>The digest that the certificate names, if its claim still has it.</summary>
    internal static string? DigestOf(string file)
    {
        try
        {
            var certificate = JsonNode.Parse(File.ReadAllBytes(file));
            var digest = ClaimDigest.Of(certificate?["claim"]);
            return certificate?["sha256"]?.GetValue<string>() == digest ? digest : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    private sealed record Options(string? Certificate, IReadOnlyCollection<string> Restored, IReadOnlyList<string> Rest)
    {
        public static Options Read(string[] args)
        {
            var (certificate, restored, rest) = ((string?)null, new List<string>(), new List<string>());
            for (var i = 0; i < args.Length; i++)
            {
                switch (args[i])
                {
                    case "--certificate" when i + 1 < args.Length:
                        certificate = args[++i];
                        break;
                    case "--restored" when i + 1 < args.Length:
                        restored.Add(args[++i]);
                        break;
                    default:
                        rest.Add(args[i]);
                        break;
                }
            }

            return new Options(certificate, restored, rest);
        }
    }
}
