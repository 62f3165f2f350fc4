using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.Reviewing;

namespace Gdpr.SubjectRights.Features.Corresponding;

/// <summary>An answer came back: the case is a task again, and its key waits until the answer has arrived elsewhere.</summary>
internal static class ReportBounce
{
    internal sealed record Request(string Reason);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules() => RuleFor(r => r.Reason).NotEmpty().WithErrorCode("REASON_MISSING").MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/bounces", Handle).WithSummary("Report that the answer came back undelivered");

    internal static async Task<IResult> Handle(Guid id, Request request, SubjectRightsDbContext db, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        if (row.AnsweredAt is null || await db.CaseFiles.FindAsync([id], ct) is not { WrappedKey: not null } file)
        {
            throw new RuleViolation(SubjectRightsErrors.NotAnswered);
        }

        await Bounces.ReopenAsync(db, file, http.Actor(), request.Reason, ct);
        await db.SaveChangesAsync(ct);
        return Steps.Accepted(id);
    }
}
