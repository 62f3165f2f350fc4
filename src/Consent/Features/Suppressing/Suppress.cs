using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Consent.Features.Suppressing;

/// <summary>Takes a refusal, of a known person or of an address alone; effective at once (Art. 21(3)). Of an address only a keyed hash is kept.</summary>
internal static class Suppress
{
    internal sealed record Request(
        SubjectId? SubjectId,
        RawIdentifier? Identifier,
        string Scope,
        SuppressionReason? Reason,
        string? Purpose,
        DateTimeOffset? At,
        string? ControllerId);

    internal sealed record RawIdentifier(IdentifierKind Kind, string Value);

    internal sealed record Response(Guid Id);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules(TimeProvider clock)
        {
            RuleFor(r => r).Must(r => r.SubjectId is null != r.Identifier is null).WithErrorCode("SUPPRESSION_TARGET_UNCLEAR");
            RuleFor(r => r.Scope).Must(Channels.IsKnown).WithErrorCode("CHANNEL_UNKNOWN");
            RuleFor(r => r.Reason).NotNull().WithErrorCode("REASON_MISSING");
            RuleFor(r => r.Purpose).MaximumLength(64);
            RuleFor(r => r.ControllerId).MaximumLength(64);
            RuleFor(r => r.At).Must(at => at is null || at <= clock.GetUtcNow()).WithErrorCode(ConsentErrors.DateInFuture.Code);

            // A name is shared by many: a refusal under it would silence strangers.
            RuleFor(r => r.Identifier!.Kind).NotEqual(IdentifierKind.Name).WithErrorCode("IDENTIFIER_KIND_NOT_ALLOWED")
                .When(r => r.Identifier is not null);
            RuleFor(r => r.Identifier!.Value).NotEmpty().MaximumLength(320).WithErrorCode(ConsentErrors.IdentifierMalformed.Code)
                .When(r => r.Identifier is not null);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/suppressions", HandleAsync)
            .WithIdempotency<ConsentDbContext>()
            .WithName(nameof(Suppress))
            .WithSummary("Record an objection, complaint or other refusal");

    internal static void MapInside(IEndpointRouteBuilder inside) => inside.MapPost("/suppressions", HandleAsync).CalledBy("campaigns");

    internal static async Task<Created<Response>> HandleAsync(
        Request request, ConsentDbContext db, IdentifierHasher hasher, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        if (request.Purpose is not null)
        {
            await db.PurposeAsync(request.Purpose, ct);
        }

        var act = new Suppression
        {
            Id = db.NewId(),
            Scope = Channels.Parse(request.Scope),
            Purpose = request.Purpose,
            Reason = request.Reason!.Value,
            At = request.At ?? db.Now,
            RecordedAt = db.Now,
            ControllerId = request.ControllerId,
        };
        await db.InTransactionAsync(
            async token =>
            {
                await (request.SubjectId is { } subject
                    ? db.SuppressAsync(act, subject, token)
                    : db.SuppressAsync(act, Normalise(request.Identifier!, settings), hasher, token));
                db.Audit(http.Actor(), "suppression.recorded", request.SubjectId, act.Id);
                await db.SaveChangesAsync(token);
            },
            ct);
        return TypedResults.Created((string?)null, new Response(act.Id));
    }

    private static Identifier Normalise(RawIdentifier raw, GdprSettings settings) =>
        IdentifierNormalisation.TryNormalise(raw.Kind, IdentifierNormalisation.Qualified(raw.Kind, raw.Value), settings.Controller.Country, out var value)
            ? new Identifier(raw.Kind, value)
            : throw new RuleViolation(ConsentErrors.IdentifierMalformed);
}
