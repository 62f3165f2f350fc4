using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Reviewing;

namespace Gdpr.SubjectRights.Features.Assigning;

/// <summary>Says who takes a task, so that it is somebody's.</summary>
internal static class OwnTask
{
    internal sealed record Request(string Code, string? About, string Owner);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Code).Must(c => TaskCodes.All.Contains(c)).WithErrorCode("TASK_UNKNOWN");
            RuleFor(r => r.About).MaximumLength(110).WithErrorCode("TASK_UNKNOWN");
            RuleFor(r => r.Owner).NotEmpty().MaximumLength(100).Matches("^[A-Za-z0-9_.:-]+$").WithErrorCode("OWNER_INVALID");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tasks/{requestId:guid}/owner", Handle).WithSummary("Take a task, or give it to somebody (staff id)");

    internal static async Task<IResult> Handle(Guid requestId, Request request, SubjectRightsDbContext db, HttpContext http, CancellationToken ct)
    {
        await Steps.FindAsync(db, requestId, ct);
        var (code, about) = (request.Code, request.About ?? string.Empty);
        var task = await db.Tasks.FindAsync([requestId, code, about], ct)
            ?? db.Tasks.Add(new RequestTask { RequestId = requestId, Code = code, About = about, Raised = false, OpenedAt = db.Now }).Entity;
        (task.Owner, task.Version) = (request.Owner, task.Version + 1);
        db.Audit(http.Actor(), "task.owned", reference: requestId);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
