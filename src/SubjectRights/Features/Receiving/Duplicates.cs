using Gdpr.Kernel;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Receiving;

/// <summary>The same right of the same person, still open and about the same, is one request however often it is asked.</summary>
internal static class Duplicates
{
    private const int MostMessages = 100;

    /// <summary>What makes two requests one.</summary>
    internal sealed record Same(RightRequested Right, RequestDetails Asked, SubjectId? Subject, string Hash, RequesterCapacity Capacity, Requester? Requester);

    /// <summary>Whoever asks for another never takes in the person's own request, nor another representative's: each is answered.</summary>
    public static async Task<SubjectRequest?> FindAsync(SubjectRightsDbContext db, CaseVault vault, Same same, CancellationToken ct)
    {
        var (right, subject, hash, capacity) = (same.Right, same.Subject, same.Hash, same.Capacity);
        var open = await db.Requests.IgnoreAutoIncludes().AsNoTracking()
            .Where(r => r.Right == right && r.Capacity == capacity && RequestStates.Open.Contains(r.CurrentState))
            .Where(r => r.IdentifierHash == hash || (subject != null && r.SubjectId == subject))
            .OrderBy(r => r.CorrelationId)
            .ToListAsync(ct);
        foreach (var request in open)
        {
            if (await CoversAsync(vault, request, same.Asked, ct) && await IsOfAsync(vault, request, same.Requester, ct))
            {
                return request;
            }
        }

        return null;
    }

    /// <summary>What the person says this time is not lost: it joins the correspondence of the request.</summary>
    public static async Task JoinAsync(
        SubjectRightsDbContext db, CaseVault vault, SubjectRequest open, RequestDetails asked, string actor, CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(asked.Text) && await db.Messages.CountAsync(m => m.RequestId == open.CorrelationId, ct) < MostMessages)
        {
            await vault.WriteMessageAsync(open.CorrelationId, asked.Text, fromPerson: true, null, ct);
        }

        db.Remember(open.CorrelationId, actor, "DUPLICATE_JOINED");
        await db.SaveChangesAsync(ct);
    }

    private static async Task<bool> IsOfAsync(CaseVault vault, SubjectRequest open, Requester? requester, CancellationToken ct) =>
        requester is null || string.Equals((await vault.OpenAsync(open.CorrelationId, ct))?.Requester?.Name.Trim(), requester.Name.Trim(), StringComparison.OrdinalIgnoreCase);

    // Another correction, another purpose or more data than the open request covers is another request.
    private static async Task<bool> CoversAsync(CaseVault vault, SubjectRequest open, RequestDetails asked, CancellationToken ct)
    {
        switch (open.Right)
        {
            case RightRequested.Erasure:
                return open.Scope is null || (asked.DataClasses.Count > 0 && asked.DataClasses.All(open.DataClasses.Contains));
            case RightRequested.Objection when open.ObjectsTo != asked.Scope:
                return false;
            case RightRequested.Objection or RightRequested.Rectification or RightRequested.Restriction:
                var before = (await vault.OpenAsync(open.CorrelationId, ct))?.Asked;
                return before is not null && before.Purpose == asked.Purpose && before.Ground == asked.Ground
                    && before.DataClasses.ToHashSet().SetEquals(asked.DataClasses) && before.Changes.ToHashSet().SetEquals(asked.Changes);
            default:
                return true;
        }
    }
}
