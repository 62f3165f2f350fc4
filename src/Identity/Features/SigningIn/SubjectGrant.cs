using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Identity.Features.SigningIn;

/// <summary>Exchanges a code (with the ticket of the browser that asked for it) or a link for the person it was mailed to; once.</summary>
internal sealed class SubjectGrant(IdentityDbContext db, IdentifierHasher hasher)
{
    // Eight digits could be tried out against a plain hash: the key lies outside the database.
    public static string HashOf(IdentifierHasher hasher, Guid attempt, string code) =>
        hasher.Hash(new Identifier(IdentifierKind.ExternalId, $"sign-in:{attempt}:{code}")).ToString();

    /// <summary>Null for anything that is wrong, late or used, without saying which.</summary>
    public async Task<SubjectId?> ByCodeAsync(string? ticket, string? code, CancellationToken ct)
    {
        var hash = SignInSecrets.HashOf(ticket ?? string.Empty);

        // The try is counted before the code is looked at: parallel guesses do not get more of them.
        var counted = await db.WriteAsync(
            () => Open().Where(a => a.TicketHash == hash && a.Tries < SignInAttempt.MostTries)
                .ExecuteUpdateAsync(s => s.SetProperty(a => a.Tries, a => a.Tries + 1), ct),
            ct);
        if (counted == 0)
        {
            return null;
        }

        var attempt = await Open().AsNoTracking().SingleOrDefaultAsync(a => a.TicketHash == hash, ct);
        return attempt?.CodeHash is { } right && right == HashOf(hasher, attempt.Id, (code ?? string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal))
            ? await UseAsync(attempt, ct)
            : null;
    }

    public async Task<SubjectId?> ByLinkAsync(string? link, CancellationToken ct)
    {
        var hash = SignInSecrets.HashOf(link ?? string.Empty);
        var attempt = await Open().AsNoTracking().SingleOrDefaultAsync(a => a.LinkHash == hash, ct);
        return attempt is null ? null : await UseAsync(attempt, ct);
    }

    private IQueryable<SignInAttempt> Open()
    {
        var now = db.Now;
        return db.SignIns.Where(a => a.UsedAt == null && a.ExpiresAt > now);
    }

    // Of two who come at once with the same code, one is let in.
    private async Task<SubjectId?> UseAsync(SignInAttempt attempt, CancellationToken ct)
    {
        var now = db.Now;
        var used = await db.WriteAsync(
            () => Open().Where(a => a.Id == attempt.Id).ExecuteUpdateAsync(s => s.SetProperty(a => a.UsedAt, now), ct), ct);
        return used == 1 ? attempt.SubjectId : null;
    }
}
