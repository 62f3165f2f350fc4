using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Identifying;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Reading;

/// <summary>The person's own view of the case by reference and secret link; it works after the erasure.</summary>
internal static class FollowCase
{
    internal sealed record Request(string Reference, string Secret);

    internal sealed record Response(
        string Reference,
        RightRequested Right,
        string Status,
        DateTimeOffset ReceivedAt,
        DateTimeOffset? DueAt,
        DateTimeOffset? AnsweredAt,
        IReadOnlyList<Target> Targets,
        string? Asked,
        Refusal? Refused,
        IReadOnlyList<Message> Messages,
        string HowToComplain,
        Files? Package);

    /// <summary>The copy of the person's data is ready; <c>POST /cases/package</c> hands it out until the link expires.</summary>
    internal sealed record Files(DateTimeOffset? Until);

    /// <summary>The ground and reason of Art. 12(4).</summary>
    internal sealed record Refusal(string? Ground, string? Reason);

    internal sealed record Message(DateTimeOffset At, bool FromYou, string Text);

    internal sealed record Target(string Name, string Kind, ReportStatus Status, Outcome Outcome, bool Verified, string? Code, IReadOnlyList<Datum> Kept);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Reference).NotEmpty().MaximumLength(20);
            RuleFor(r => r.Secret).NotEmpty().MaximumLength(64);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/cases/lookup", Handle).AllowAnonymousBecause("The secret link is the key; it says nothing about who the person is.")
            .WithSummary("Follow a case by its secret link");

    internal static async Task<IResult> Handle(Request request, SubjectRightsDbContext db, CaseVault vault, CancellationToken ct)
    {
        if (await FindAsync(db, request, ct) is not { } row)
        {
            return Problems.From(SubjectRightsErrors.NotFound);
        }

        return TypedResults.Ok(await ViewAsync(row, db, vault, ct));
    }

    /// <summary>What the person may see of the case, by whichever door they came.</summary>
    internal static async Task<Response> ViewAsync(SubjectRequest row, SubjectRightsDbContext db, CaseVault vault, CancellationToken ct)
    {
        var reason = row.CurrentState == RequestStates.Refused
            ? await db.History.Where(h => h.RequestId == row.CorrelationId && h.Code == "REFUSAL").OrderByDescending(h => h.Id).Select(h => h.Reason).FirstOrDefaultAsync(ct)
            : null;
        var until = await FetchPackage.UntilAsync(db, row.CorrelationId, ct);
        var packed = row.AnsweredAt is not null && !(until <= db.Now)
            && await db.Files.AnyAsync(f => f.RequestId == row.CorrelationId && f.Kind == FileKinds.Package, ct);
        return Of(row, reason, await vault.ReadMessagesAsync(row.CorrelationId, ct)) with { Package = packed ? new Files(until) : null };
    }

    /// <summary>Null for a wrong reference and a wrong secret alike.</summary>
    internal static Task<SubjectRequest?> FindAsync(SubjectRightsDbContext db, Request request, CancellationToken ct)
    {
        var hash = Secrets.HashOf(request.Secret);
        return db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Reference == request.Reference && r.SecretHash == hash, ct);
    }

    private static Response Of(SubjectRequest row, string? reason, IReadOnlyList<(CaseMessage Message, string Text)> messages) => new(
        row.Reference,
        row.Right,
        row.CurrentState,
        row.ReceivedAt,
        ReadRequest.Local(row, row.ExtendedDueAt ?? row.DueAt),
        row.AnsweredAt,
        [.. row.Targets.Select(t => new Target(
            t.Name, t.Kind, t.Status, t.Outcome, t.Verified, t.Code, [.. ReadRequest.DataOf(t).Where(d => d.Outcome == Outcome.Kept)]))],
        AskedOf(row),
        row.CurrentState == RequestStates.Refused ? new Refusal(row.Code, reason) : null,
        [.. messages.Select(m => new Message(m.Message.At, m.Message.FromPerson, m.Text))],
        RemediesPart.Remedies(row.Country, row.Language),
        null);

    // What the person can do to be answered sooner.
    private static string? AskedOf(SubjectRequest row) =>
        row.CurrentState == RequestStates.AwaitingIdentity ? "identity"
        : row.PausedFrom is not null && row.PausedUntil is null && !RequestStates.Final.Contains(row.CurrentState) ? row.PauseReason
        : null;
}
