using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.Reviewing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Assigning;

/// <summary>Ends a raised task with the reason; tasks that follow from a request's state end when the state does.</summary>
internal static class EndTask
{
    internal sealed record Request(string Code, string? About, string Reason);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Code).Must(c => TaskCodes.All.Contains(c)).WithErrorCode("TASK_UNKNOWN");
            RuleFor(r => r.Reason).NotEmpty().WithErrorCode("REASON_MISSING").MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tasks/{requestId:guid}/end", Handle).WithSummary("End a raised task with a reason");

    internal static async Task<IResult> Handle(Guid requestId, Request request, SubjectRightsDbContext db, HttpContext http, CancellationToken ct)
    {
        await Steps.FindAsync(db, requestId, ct);
        if (await db.Tasks.FindAsync([requestId, request.Code, request.About ?? string.Empty], ct) is not { Raised: true, DoneAt: null } task)
        {
            throw new RuleViolation(SubjectRightsErrors.TaskNotRaised);
        }

        (task.DoneAt, task.Version) = (db.Now, task.Version + 1);
        if (task.Code == TaskCodes.RecipientToTell)
        {
            await ToldAsync(db, task, http.Actor(), ct);
        }

        db.Remember(requestId, http.Actor(), $"TASK_ENDED_{request.Code}", request.Reason);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    // A person told the recipient; the reason says how.
    private static async Task ToldAsync(SubjectRightsDbContext db, RequestTask task, string actor, CancellationToken ct)
    {
        foreach (var notice in await db.Notices.Where(n => n.RequestId == task.RequestId && n.Recipient == task.About && n.ToldAt == null).ToListAsync(ct))
        {
            (notice.ToldAt, notice.ToldBy) = (db.Now, actor);
        }
    }
}
