using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Disclosing;

/// <summary>
/// The record of who received whose data, written in the transaction of the disclosure. Every reading is in the audit trail;
/// here stands once a day that a recipient has received somebody.
/// </summary>
public static class DisclosureLedger
{
    private const string IntegratorPrefix = "integrator:";
    private const string ExportPrefix = "export:";

    /// <summary>For a room that hands people's data to integrators or into files.</summary>
    public static void MapDisclosures(this ModelBuilder model) => model.Entity<PersonDisclosure>(e =>
    {
        e.ToTable("Disclosures");
        e.Property(d => d.Id).ValueGeneratedNever();
        e.Property(d => d.Recipient).HasMaxLength(110);
        e.HasIndex(d => new { d.SubjectId, d.Recipient });
    });

    /// <summary>
    /// The recipient that a caller is. Null for staff, for the person themselves, for other rooms and for what <c>Gdpr:Disclosures:OwnClients</c> names as
    /// the company's own: nothing leaves the house then.
    /// </summary>
    public static string? Recipient(this HttpContext http)
    {
        var client = http.Actor();
        var own = http.RequestServices.GetRequiredService<IConfiguration>().GetSection("Gdpr:Disclosures:OwnClients").Get<string[]>() ?? [];
        var inside = http.User.HasClaim(c => c.Type is "role" or SelfAccess.Claim);
        return inside || client.StartsWith(RoomTokens.ClientId(string.Empty), StringComparison.OrdinalIgnoreCase) || own.Contains(client) ? null : IntegratorPrefix + client;
    }

    public static string ExportTo(string name) => ExportPrefix + name;

    /// <summary>Adds that the caller has received these people; saved with the current changes. One who has them of today already is not written again.</summary>
    public static async Task DiscloseAsync(this RoomDbContext db, HttpContext http, IReadOnlyCollection<SubjectId> people, CancellationToken ct)
    {
        if (people.Count == 0 || http.Recipient() is not { } recipient)
        {
            return;
        }

        var since = new DateTimeOffset(db.Now.UtcDateTime.Date, TimeSpan.Zero);
        var known = await db.Set<PersonDisclosure>()
            .Where(d => people.Contains(d.SubjectId) && d.Recipient == recipient && d.At >= since)
            .Select(d => d.SubjectId).ToListAsync(ct);
        db.Set<PersonDisclosure>().AddRange(people.Distinct().Except(known).Select(s => db.NewDisclosure(s, recipient, null)));
    }

    public static PersonDisclosure NewDisclosure(this RoomDbContext db, SubjectId subject, string recipient, Guid? reference) =>
        new() { Id = db.NewId(), SubjectId = subject, Recipient = recipient, At = db.Now, Reference = reference };

    /// <summary>Everybody who received one of these people from this room.</summary>
    internal static async Task<IReadOnlyList<string>> RecipientsAsync(this RoomDbContext db, IReadOnlyCollection<SubjectId> people, CancellationToken ct) =>
        people.Count == 0 || !db.KeepsDisclosures() ? []
        : await db.Set<PersonDisclosure>().Where(d => people.Contains(d.SubjectId)).Select(d => d.Recipient).Distinct().OrderBy(r => r).ToListAsync(ct);

    internal static bool KeepsDisclosures(this RoomDbContext db) => db.Model.FindEntityType(typeof(PersonDisclosure)) is not null;
}
