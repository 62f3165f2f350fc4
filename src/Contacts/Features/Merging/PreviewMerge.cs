using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Merging;

/// <summary>What a merge would do, before it is done: names of fields and counts, no values.</summary>
internal static class PreviewMerge
{
    internal sealed record Request(Guid AbsorbedId);

    /// <param name="Filled">Fields that the second contact fills.</param>
    /// <param name="Lost">Fields in which both say something else: the survivor's stays; correct it first if the other is right.</param>
    /// <param name="BlockedBy">The code with which a merge would be refused now; null when it would go through.</param>
    internal sealed record Response(
        Guid Id, int Version, Guid AbsorbedId, int AbsorbedVersion, IReadOnlyList<string> Filled, IReadOnlyList<string> Lost, Moved Moved, string? BlockedBy);

    internal sealed record Moved(int Emails, int Phones, int Attributes, int ExternalIds, int Notes, int FormerIdentifiers);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules() => RuleFor(r => r.AbsorbedId).NotEmpty().WithErrorCode(ContactsErrors.ContactNotFound.Code);
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/{id:guid}/merge/preview", Handle)
            .ReadsOnly()
            .WithName(nameof(PreviewMerge))
            .WithSummary("What a merge of two contacts would do");

    internal static async Task<Ok<Response>> Handle(Guid id, Request request, ContactsDbContext db, Merge merge, HttpContext http, CancellationToken ct)
    {
        var pair = await merge.ReadAsync(id, request.AbsorbedId, ct);
        var (survivor, absorbed) = pair;
        var (version, filled, lost) = (survivor.Version, survivor.FilledBy(absorbed), survivor.DiffersFrom(absorbed));
        var notes = await db.Notes.CountAsync(n => n.ContactId == absorbed.Id, ct);
        var moved = new Moved(
            absorbed.Emails.Count, absorbed.Phones.Count, absorbed.Attributes.Count, absorbed.ExternalIds.Count(), notes, absorbed.Identifiers.Count(i => i.Until is not null));
        var blocked = await BlockedByAsync(merge, pair, db, ct);
        db.ChangeTracker.Clear();
        foreach (var subject in pair.Subjects)
        {
            db.Audit(http.Actor(), "contact.merge.previewed", subject, id);
        }

        await db.SaveChangesAsync(ct);
        http.SetETag(version);
        return TypedResults.Ok(new Response(id, version, absorbed.Id, absorbed.Version, filled, lost, moved, blocked));
    }

    // The same questions as the merge asks, in its order; the survivor in memory is thrown away afterwards.
    private static async Task<string?> BlockedByAsync(Merge merge, Pair pair, ContactsDbContext db, CancellationToken ct)
    {
        try
        {
            await merge.DemandFreeAsync(pair, ct);
            await merge.DemandUnrequestedAsync(pair, ct);
            pair.Survivor.Absorb(pair.Absorbed, db.Now);
            return null;
        }
        catch (RuleViolation broken)
        {
            return broken.Error.Code;
        }
    }
}
