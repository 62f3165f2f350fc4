using Gdpr.Identity.Data;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Identity;

/// <summary>
/// Staff are people too: an account is found by its address and kept while the person works here (Art. 6(1)(b)); whoever
/// answers for the staff closes it.
/// </summary>
internal sealed class IdentityParticipant(IdentityDbContext db) : IParticipant
{
    private const string Ground = "6(1)(b):EMPLOYMENT";

    public async Task<Findings> LocateAsync(ParticipationCase @case, CancellationToken ct) => Findings.Of(await AnswerAsync(@case, ct));

    public Task<IReadOnlyList<Datum>> CarryOutAsync(ParticipationCase @case, CancellationToken ct) => AnswerAsync(@case, ct);

    public Task<IReadOnlyList<Datum>> VerifyAsync(ParticipationCase @case, CancellationToken ct) => AnswerAsync(@case, ct);

    public async Task<IReadOnlyList<ExportTable>> ExportAsync(ParticipationCase @case, CancellationToken ct)
    {
        var accounts = await AccountsOf(@case).AsNoTracking().OrderBy(a => a.Id).ToListAsync(ct);
        if (accounts.Count == 0)
        {
            return [];
        }

        var rows = new List<IReadOnlyList<string?>>();
        foreach (var account in accounts)
        {
            var roles = from m in db.Memberships join r in db.Roles on m.RoleId equals r.Id where m.UserId == account.Id orderby r.Name select r.Name;
            rows.Add([account.Id.ToString(), account.Email, string.Join(' ', await roles.ToListAsync(ct)), account.CreatedAt.ToString("O")]);
        }

        var ids = accounts.Select(a => a.Id).ToList();
        var passkeys = await db.Passkeys.AsNoTracking().Where(p => ids.Contains(p.AccountId)).OrderBy(p => p.CreatedAt).ToListAsync(ct);
        var keys = passkeys.Count == 0 ? [] : new[]
        {
            new ExportTable("staffPasskeys", ["account", "name", "createdAt"], [.. passkeys.Select(p => (IReadOnlyList<string?>)[p.AccountId.ToString(), p.Name, p.CreatedAt.ToString("O")])], StaffAccount.DataClass, "6(1)(b)"),
        };
        return [.. keys, new ExportTable("staffAccounts", ["id", "email", "roles", "createdAt"], rows, StaffAccount.DataClass, "6(1)(b)")];
    }

    /// <summary>Nobody is held here under a SubjectId: an erasure closes no account.</summary>
    public Task ReplayAsync(ReplayedErasure erased, CancellationToken ct) => Task.CompletedTask;

    private async Task<IReadOnlyList<Datum>> AnswerAsync(ParticipationCase @case, CancellationToken ct)
    {
        var count = @case.Covers(StaffAccount.DataClass) ? await AccountsOf(@case).CountAsync(ct) : 0;
        var outcome = @case.Right is RightRequested.Access or RightRequested.Portability ? Outcome.Provided : Outcome.Kept;
        return count == 0 ? [] : [new Datum(StaffAccount.DataClass, count, outcome, Ground, null)];
    }

    private IQueryable<StaffAccount> AccountsOf(ParticipationCase @case)
    {
        var emails = @case.Identifiers.Where(i => i.Kind == IdentifierKind.Email).Select(i => StaffLookup.Email(i.Value)).OfType<string>().Distinct().ToList();
        return db.Staff.Where(a => emails.Contains(a.NormalizedEmail!));
    }
}
