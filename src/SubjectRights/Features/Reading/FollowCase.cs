using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Identifying;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Reading;

/// <summary>The person's own view of the case by reference and secret link; it works after the erasure.</summary>
internal static class FollowCase
{
    internal sealed record Request(string Reference, string Secret);

    internal sealed record Response(
        string Reference, RightRequested Right, string Status, DateTimeOffset ReceivedAt, DateTimeOffset? DueAt, DateTimeOffset? AnsweredAt, IReadOnlyList<Target> Targets);

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

    internal static async Task<IResult> Handle(Request request, SubjectRightsDbContext db, CancellationToken ct)
    {
        var hash = Secrets.HashOf(request.Secret);
        var row = await db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Reference == request.Reference && r.SecretHash == hash, ct);
        return row is null ? Problems.From(SubjectRightsErrors.NotFound) : TypedResults.Ok(Of(row));
    }

    private static Response Of(SubjectRequest row) => new(
        row.Reference,
        row.Right,
        row.CurrentState,
        row.ReceivedAt,
        ReadRequest.Local(row, row.ExtendedDueAt ?? row.DueAt),
        row.AnsweredAt,
        [.. row.Targets.Select(t => new Target(
            t.Name, t.Kind, t.Status, t.Outcome, t.Verified, t.Code, [.. ReadRequest.DataOf(t).Where(d => d.Outcome == Outcome.Kept)]))]);
}
