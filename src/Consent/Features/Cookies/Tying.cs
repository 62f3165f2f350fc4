using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Cookies;

/// <summary>What stands for a person on the sites of one banner.</summary>
internal sealed record Standing(string Banner, int Version, IReadOnlyList<string> Origins, IReadOnlyList<StandingChoice> Purposes);

internal sealed record Standings(IReadOnlyList<Standing> Banners);

/// <summary>What a device chose becomes a person's: an acceptance by its id, a refusal by its date, for a device that refuses has no number.</summary>
internal static class Tying
{
    public static async Task<Standing> TieAsync(
        this ConsentDbContext db, SubjectId subject, string code, int? version, Guid? choiceId, DateTimeOffset? refusedAt, bool signedIn, CancellationToken ct)
    {
        var banner = await db.BannerAsync(code, ct) ?? throw new RuleViolation(ConsentErrors.BannerUnknown);
        var shown = version is null ? banner
            : await db.CookieBanners.AsNoTracking().SingleOrDefaultAsync(b => b.Code == code && b.Version == version, ct) ?? throw new RuleViolation(ConsentErrors.BannerUnknown);
        if (choiceId is { } id)
        {
            await AcceptedAsync(db, subject, banner, id, signedIn, ct);
        }
        else
        {
            await RefusedAsync(db, subject, shown, refusedAt!.Value, signedIn, ct);
        }

        return await StandingAsync(db, subject, banner, ct);
    }

    public static async Task<Standings> AllStandingAsync(this ConsentDbContext db, SubjectId subject, CancellationToken ct)
    {
        var codes = await db.CookieChoices.Where(c => db.CookieTies.Any(t => t.ChoiceId == c.Id && t.SubjectId == subject)).Select(c => c.Banner).Distinct().OrderBy(c => c).ToListAsync(ct);
        var all = new List<Standing>();
        foreach (var code in codes)
        {
            all.Add(await StandingAsync(db, subject, (await db.BannerAsync(code, ct))!, ct));
        }

        return new Standings(all);
    }

    private static async Task AcceptedAsync(ConsentDbContext db, SubjectId subject, CookieBanner banner, Guid id, bool signedIn, CancellationToken ct)
    {
        if (!await db.CookieChoices.AnyAsync(c => c.Id == id && c.Banner == banner.Code, ct))
        {
            throw new RuleViolation(ConsentErrors.ChoiceUnknown);
        }

        if (await db.CookieTies.AsNoTracking().SingleOrDefaultAsync(t => t.ChoiceId == id, ct) is { } tied)
        {
            // A shared device: the choice stays with whoever was known first, and the next person is asked.
            if (tied.SubjectId != subject)
            {
                throw new RuleViolation(ConsentErrors.ChoiceOfSomebodyElse);
            }

            return;
        }

        await db.DemandNotHeldAsync(subject, ct);
        db.CookieTies.Add(new CookieTie { ChoiceId = id, SubjectId = subject, SignedIn = signedIn, At = db.Now });
        await db.SaveOrRefuseAsync(ConsentErrors.ChoiceOfSomebodyElse, ct);
    }

    private static async Task RefusedAsync(ConsentDbContext db, SubjectId subject, CookieBanner banner, DateTimeOffset at, bool signedIn, CancellationToken ct)
    {
        // The date is the device's: a clock that is a little ahead makes nobody's refusal void.
        if (at > db.Now.AddDays(1))
        {
            throw new RuleViolation(ConsentErrors.DateInFuture);
        }

        at = at > db.Now ? db.Now : at;

        // A device tells of its refusal at every sign-in, and of whoever used it before.
        var owners = await db.CookieTies.AsNoTracking()
            .Where(t => db.CookieChoices.Any(c => c.Id == t.ChoiceId && c.Banner == banner.Code && c.At == at && c.Accepted.Length == 0)).Select(t => t.SubjectId).ToListAsync(ct);
        if (owners.Count > 0)
        {
            if (!owners.Contains(subject))
            {
                throw new RuleViolation(ConsentErrors.ChoiceOfSomebodyElse);
            }

            return;
        }

        var asked = CookiePurpose.Read(banner.Purposes).Where(p => p.Exemption is null).ToDictionary(p => p.Code, _ => false, StringComparer.Ordinal);
        var choice = RecordChoice.Make(db, banner, null, asked, at);
        db.CookieChoices.Add(choice);
        db.CookieTies.Add(new CookieTie { ChoiceId = choice.Id, SubjectId = subject, SignedIn = signedIn, At = db.Now });
        await db.SaveChangesAsync(ct);
    }

    private static async Task<Standing> StandingAsync(ConsentDbContext db, SubjectId subject, CookieBanner banner, CancellationToken ct) =>
        new(banner.Code, banner.Version, banner.Origins.Split(' '), await db.StandingAsync(subject, banner, ct));
}
