using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Law;
using Gdpr.Messages.Consent;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Confirming;

/// <summary>Second step of a double opt-in: whoever reads the person's mail acts, and only then is there a consent. Repeated, it is one.</summary>
internal static class ConfirmByLink
{
    internal sealed record Request(string Token, string? Ip, string? UserAgent);

    internal sealed record Response(Guid ReceiptId, DateTimeOffset ConfirmedAt);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Token).NotEmpty().MaximumLength(4000);
            RuleFor(r => r.Ip).Must(ip => ip is null || System.Net.IPAddress.TryParse(ip, out _)).WithErrorCode("IP_MALFORMED");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/links/confirmations", HandleAsync).AllowAnonymousBecause("The link sent to the person's address is the key: having it is the proof asked for.")
            .WithSummary("Confirm a consent by the link that was mailed");

    internal static async Task<Results<Ok<Response>, NotFound>> HandleAsync(
        Request request, ConsentDbContext db, Links links, FormEntries entries, EntryConfirmation forms, GdprSettings settings, CancellationToken ct)
    {
        if (entries.Open(request.Token) is { } entry)
        {
            return Answer(await forms.ConfirmAsync(entry, request.Ip, Short(request.UserAgent), ct));
        }

        return await links.OpenAsync(Links.Confirmation, request.Token, db, ct) is { Decision: ConsentDecision.Requested } asked
            ? Answer(await db.InTransactionAsync(token => ConfirmAsync(asked, request, db, settings, token), ct))
            : TypedResults.NotFound();
    }

    private static Ok<Response> Answer(ConsentEvent given) => TypedResults.Ok(new Response(given.Id, given.At));

    private static string? Short(string? userAgent) => userAgent is { Length: > 300 } ? userAgent[..300] : userAgent;

    private static async Task<ConsentEvent> ConfirmAsync(
        ConsentEvent asked, Request request, ConsentDbContext db, GdprSettings settings, CancellationToken ct)
    {
        if (await db.Events.AsNoTracking().FirstOrDefaultAsync(e => e.SubjectId == asked.SubjectId && e.FirstStepId == asked.Id, ct) is { } already)
        {
            return already;
        }

        // Who was asked once for a consent never proven has as long as the mail said.
        var until = await db.Asks.Where(a => a.EventId == asked.Id).Select(a => a.AnswerBy).SingleOrDefaultAsync(ct)
            ?? asked.At.AddDays(LawParameters.Number("consent.confirmWithinDays", settings.Controller.DayOf(db.Now)));
        if (db.Now > until)
        {
            throw new RuleViolation(ConsentErrors.ConfirmationExpired);
        }

        var given = new ConsentEvent
        {
            Id = db.NewId(), SubjectId = asked.SubjectId, Purpose = asked.Purpose, Channel = asked.Channel, Decision = ConsentDecision.Given,
            NoticeId = asked.NoticeId, Method = asked.Method, At = db.Now, RecordedAt = db.Now, FirstStepId = asked.Id, ConfirmedAt = db.Now, ControllerId = asked.ControllerId,
        };
        await db.RecordAsync(given, ct);
        db.Trace(given, step: 2, request.Ip, Short(request.UserAgent));
        db.Send("consent-send-receipt", new SendReceipt(given.Id, given.SubjectId));
        await db.SaveChangesAsync(ct);
        return given;
    }
}
