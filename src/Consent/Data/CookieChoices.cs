using System.Globalization;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Law;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>What stands of one purpose of one banner for a person; <paramref name="Accepted"/> null when it has to be asked.</summary>
internal sealed record StandingChoice(string Purpose, CookieWords Name, bool? Accepted, DateTimeOffset? At);

internal static class CookieChoices
{
    private static readonly string[] Columns = ["banner", "version", "purpose", "accepted", "at", "tiedAt"];

    /// <summary>The newest version; it alone is shown.</summary>
    public static Task<CookieBanner?> BannerAsync(this ConsentDbContext db, string code, CancellationToken ct) =>
        db.CookieBanners.AsNoTracking().Where(b => b.Code == code).OrderByDescending(b => b.Version).FirstOrDefaultAsync(ct);

    public static int RememberedMonths(DateTimeOffset now) => LawParameters.Number("cookies.reAskAfterRefusal", DateOnly.FromDateTime(now.UtcDateTime));

    /// <summary>What a person's choices on all their devices mean now, for each purpose that asks.</summary>
    public static async Task<IReadOnlyList<StandingChoice>> StandingAsync(this ConsentDbContext db, SubjectId subject, CookieBanner banner, CancellationToken ct)
    {
        var said = await db.CookieChoices.AsNoTracking()
            .Where(c => c.Banner == banner.Code)
            .Join(db.CookieTies.AsNoTracking().Where(t => t.SubjectId == subject), c => c.Id, t => t.ChoiceId, (c, t) => new { Choice = c, t.SignedIn })
            .ToListAsync(ct);
        var months = RememberedMonths(db.Now);
        return
        [
            .. CookiePurpose.Read(banner.Purposes).Where(p => p.Exemption is null).Select(p =>
            {
                var acts = said
                    .Where(s => Codes(s.Choice.Accepted).Contains(p.Code) || Codes(s.Choice.Refused).Contains(p.Code))
                    .Select(s => new CookieAct(s.Choice.At, Codes(s.Choice.Accepted).Contains(p.Code), s.SignedIn, s.Choice.Version == banner.Version))
                    .ToList();
                var stands = CookieScope.Of(acts, db.Now, months);
                return new StandingChoice(p.Code, p.Name, stands, acts.Where(a => a.Accepted == stands).Select(a => (DateTimeOffset?)a.At).Max());
            }),
        ];
    }

    /// <summary>Deletes what proves nothing any more: a tracker of the time has ended, and the data that it brought are gone.</summary>
    public static async Task ForgetCookieChoicesAsync(this ConsentDbContext db, CancellationToken ct)
    {
        var before = db.Now.AddMonths(-LawParameters.Number("cookies.proofMonths", DateOnly.FromDateTime(db.Now.UtcDateTime)));
        await db.CookieTies.Where(t => db.CookieChoices.Any(c => c.Id == t.ChoiceId && c.At < before)).ExecuteDeleteAsync(ct);
        await db.CookieChoices.Where(c => c.At < before).ExecuteDeleteAsync(ct);
    }

    /// <summary>A choice whose person is erased goes with them: the device still knows its id.</summary>
    public static async Task ForgetCookieChoicesAsync(this ConsentDbContext db, IReadOnlyCollection<SubjectId> reach, CancellationToken ct)
    {
        await db.CookieChoices.Where(c => db.CookieTies.Any(t => t.ChoiceId == c.Id && reach.Contains(t.SubjectId))).ExecuteDeleteAsync(ct);
        await db.CookieTies.Where(t => reach.Contains(t.SubjectId)).ExecuteDeleteAsync(ct);
    }

    public static async Task<IReadOnlyList<ExportTable>> CookieTablesAsync(this ConsentDbContext db, IReadOnlyCollection<SubjectId> subjects, CancellationToken ct)
    {
        var said = await db.CookieChoices.AsNoTracking()
            .Join(db.CookieTies.AsNoTracking().Where(t => subjects.Contains(t.SubjectId)), c => c.Id, t => t.ChoiceId, (c, t) => new { Choice = c, TiedAt = t.At })
            .OrderBy(s => s.Choice.Id)
            .ToListAsync(ct);
        IReadOnlyList<IReadOnlyList<string?>> rows = [.. said.SelectMany(s => Rows(s.Choice, s.TiedAt))];
        return rows.Count == 0 ? [] : [new ExportTable("cookie-choices", Columns, rows, CookieChoice.DataClass, "legalObligation")];
    }

    public static string[] Codes(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<IReadOnlyList<string?>> Rows(CookieChoice choice, DateTimeOffset tiedAt)
    {
        var version = choice.Version.ToString(CultureInfo.InvariantCulture);
        string?[] Row(string purpose, bool accepted) => [choice.Banner, version, purpose, accepted ? "yes" : "no", Day(choice.At), Day(tiedAt)];
        return [.. Codes(choice.Accepted).Select(p => Row(p, true)), .. Codes(choice.Refused).Select(p => Row(p, false))];
    }

    private static string Day(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
