using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reading;
using Gdpr.SubjectRights.Features.Reviewing;

namespace Gdpr.SubjectRights.Features.Corresponding;

/// <summary>Sends the answer once more, to the same address or to one that staff have found; the time it must stand begins anew.</summary>
internal static class ResendAnswer
{
    internal sealed record Request(string? Email, string Reason);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Reason).NotEmpty().WithErrorCode("REASON_MISSING").MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
            RuleFor(r => r.Email).Must(e => e is null || IdentifierNormalisation.TryNormalise(IdentifierKind.Email, e, null, out _)).WithErrorCode("EMAIL_INVALID");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/answer/resending", Handle).WithSummary("Send an answer that came back once more");

    internal static async Task<IResult> Handle(
        Guid id, Request request, SubjectRightsDbContext db, CaseVault vault, AnswerMail mails, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        if (await db.Tasks.FindAsync([id, TaskCodes.AnswerBounced, string.Empty], ct) is not { DoneAt: null } task)
        {
            throw new RuleViolation(SubjectRightsErrors.NotBounced);
        }

        var file = await vault.OpenAsync(id, ct) ?? throw new RuleViolation(SubjectRightsErrors.CaseOver);
        var letter = await vault.ReadFileAsync(id, FileKinds.Letter, ct) ?? throw new RuleViolation(SubjectRightsErrors.AnswerNotReady);
        var to = request.Email is { } given && IdentifierNormalisation.TryNormalise(IdentifierKind.Email, given, null, out var normal) ? normal : file.ReplyTo;
        await vault.UpdateAsync(id, file with { ReplyTo = to ?? throw new RuleViolation(SubjectRightsErrors.ReplyMissing) }, ct);
        db.Mails.Add(mails.Of(row, System.Text.Encoding.UTF8.GetString(letter), to, file.Secret));
        (task.DoneAt, task.Version) = (db.Now, task.Version + 1);
        db.Remember(id, http.Actor(), "ANSWER_RESENT", request.Reason);
        await db.SaveChangesAsync(ct);
        return Steps.Accepted(id);
    }
}
