using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Consent;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Recording;

/// <summary>
/// Appends what a person said about a purpose. A consent needs its proof (Art. 7(1)); a refusal or withdrawal needs
/// nothing and is effective in the same transaction (Art. 7(3)).
/// </summary>
internal static partial class RecordEvent
{
    internal sealed record Request(
        SubjectId? SubjectId,
        string Purpose,
        string Channel,
        ConsentDecision? Decision,
        Guid? NoticeId,
        string Method,
        DateTimeOffset? At,
        IReadOnlyDictionary<string, string>? Evidence,
        string? ControllerId)
    {
        /// <summary>When the address was confirmed, of a double opt-in made elsewhere.</summary>
        public DateTimeOffset? ConfirmedAt { get; init; }

        public bool OutOfHours { get; init; }

        public bool Prechecked { get; init; }

        /// <summary><c>partner</c> when somebody else collected it.</summary>
        public string? Source { get; init; }

        public bool RecipientsNamed { get; init; }

        /// <summary>Mails the person the receipt with the link by which they take it back.</summary>
        public bool SendReceipt { get; init; }
    }

    internal sealed record Response(Guid ReceiptId);

    internal sealed partial class Rules : AbstractValidator<Request>
    {
        private const int MostEvidence = 20;

        public Rules(TimeProvider clock)
        {
            RuleFor(r => r.SubjectId).Must(s => s is { } id && id != default).WithErrorCode("SUBJECT_MISSING");
            RuleFor(r => r.Purpose).NotEmpty().MaximumLength(64);
            RuleFor(r => r.Channel).Must(Channels.IsKnown).WithErrorCode("CHANNEL_UNKNOWN");
            RuleFor(r => r.Decision).NotNull().WithErrorCode("DECISION_MISSING");
            RuleFor(r => r.NoticeId).NotNull().WithErrorCode("NO_PROOF").When(r => r.Decision?.IsConsent() == true);
            RuleFor(r => r.Method).Must(m => m is not null && Word().IsMatch(m)).WithErrorCode("METHOD_MALFORMED");
            RuleFor(r => r.At).NotNull().WithErrorCode("DATE_MISSING");
            RuleFor(r => r.At).Must(at => at is null || at <= clock.GetUtcNow()).WithErrorCode(ConsentErrors.DateInFuture.Code);
            RuleFor(r => r.ConfirmedAt).Must((r, at) => at is null || (at >= r.At && at <= clock.GetUtcNow())).WithErrorCode(ConsentErrors.DateInFuture.Code);
            RuleFor(r => r.Source).Must(s => s is null or "partner").WithErrorCode("SOURCE_UNKNOWN");
            RuleFor(r => r.Evidence).Must(IsShort).WithErrorCode("EVIDENCE_TOO_LARGE");
            RuleFor(r => r.ControllerId).MaximumLength(64);
        }

        private static bool IsShort(IReadOnlyDictionary<string, string>? evidence) =>
            evidence is null
            || (evidence.Count <= MostEvidence && evidence.All(e => e.Key.Length is > 0 and <= 64 && e.Value is { Length: <= 500 }));

        [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")]
        private static partial Regex Word();
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/events", HandleAsync)
            .WithIdempotency<ConsentDbContext>()
            .WithName(nameof(RecordEvent))
            .WithSummary("Record a consent, a refusal or a withdrawal");

    internal static async Task<Created<Response>> HandleAsync(Request request, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        await CheckAsync(request, db, ct);
        var said = Make(request, db, http.Actor());
        await db.InTransactionAsync(
            async token =>
            {
                await db.RecordAsync(said, token);
                if (request.SendReceipt && said.Decision.IsConsent())
                {
                    db.Send("consent-send-receipt", new SendReceipt(said.Id, said.SubjectId));
                }

                await db.SaveChangesAsync(token);
            },
            ct);
        return TypedResults.Created((string?)null, new Response(said.Id));
    }

    private static async Task CheckAsync(Request request, ConsentDbContext db, CancellationToken ct)
    {
        var purpose = await db.PurposeAsync(request.Purpose, ct);
        if (request.NoticeId is { } notice)
        {
            await db.DemandNoticeAsync(notice, purpose, ct);
        }

        // Only a consent is bound to form: no refusal waits for a purpose's channels or for a request being carried out.
        if (request.Decision!.Value.IsConsent())
        {
            if (!purpose.Uses(request.Channel))
            {
                throw new RuleViolation(ConsentErrors.ChannelNotInPurpose);
            }

            await db.DemandNotHeldAsync(request.SubjectId!.Value, ct);
        }
    }

    private static ConsentEvent Make(Request request, ConsentDbContext db, string actor) => new()
    {
        Id = db.NewId(),
        SubjectId = request.SubjectId!.Value,
        Purpose = request.Purpose,
        Channel = Channels.Parse(request.Channel),
        Decision = request.Decision!.Value,
        NoticeId = request.NoticeId,
        Method = request.Method,
        At = request.At!.Value,
        RecordedAt = db.Now,
        Evidence = request.Evidence is { Count: > 0 } evidence ? JsonSerializer.Serialize(evidence, RoomJson.Options) : null,
        ConfirmedAt = request.ConfirmedAt,
        Operator = Methods.IsOral(request.Method) ? actor : null,
        OutOfHours = request.OutOfHours,
        Prechecked = request.Prechecked,
        Partner = request.Source is not null,
        RecipientsNamed = request.RecipientsNamed,
        ControllerId = request.ControllerId,
    };
}
