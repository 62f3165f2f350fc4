using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Identifying;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Corresponding;

/// <summary>Stops an erasure by the link that went to another address of the person; the requester is told, and so is the DPO.</summary>
internal static class StopErasure
{
    internal sealed record Request(string Reference, string Token);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Reference).NotEmpty().MaximumLength(20);
            RuleFor(r => r.Token).NotEmpty().MaximumLength(64);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/cases/stop", Handle).AllowAnonymousBecause("The link sent to the person's address is the key; it can only keep data.")
            .WithSummary("Stop an erasure by the link of its notice");

    internal static async Task<IResult> Handle(Request request, SubjectRightsDbContext db, CaseVault vault, GdprSettings settings, CancellationToken ct)
    {
        var row = await db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Reference == request.Reference, ct);
        var file = row is null ? null : await vault.OpenAsync(row.CorrelationId, ct);
        if (file?.Secret is null || !IsSame(TokenOf(file.Secret), request.Token))
        {
            return Problems.From(SubjectRightsErrors.NotFound);
        }

        if (row is not { CurrentState: RequestStates.AwaitingReview, NoticeGivenAt: not null })
        {
            return Problems.From(SubjectRightsErrors.NoticeNotRunning);
        }

        if (file.ReplyTo is { } to)
        {
            var (subject, html) = Mails.Stopped(row, settings.Controller);
            db.Mails.Add(new MailMessage
            {
                Id = db.NewId(), Kind = "stopped", Reference = row.CorrelationId, To = to, Subject = subject, Html = html, CreatedAt = db.Now, AvailableAt = db.Now,
            });
        }

        await RaisedTasks.AddAsync(db, row.CorrelationId, TaskCodes.StoppedByNotice, string.Empty, ct);
        db.Remember(row.CorrelationId, "person", "STOPPED_BY_NOTICE");
        db.Send(ParticipationEndpoints.Saga, new RequestCancelled(row.CorrelationId));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>Follows from the case's secret, which is stored nowhere in the clear, and does not give it away.</summary>
    internal static string TokenOf(string secret) => Secrets.HashOf($"stop:{secret}")[..40];

    private static bool IsSame(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
