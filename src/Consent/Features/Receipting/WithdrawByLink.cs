using System.Text.Json.Nodes;
using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Consent.Features.Receipting;

/// <summary>
/// The link of a receipt: looking shows the proof without an account (C. conso R223-1) and changes nothing; one act takes
/// the consent back, at once and without a login (Art. 7(3)).
/// </summary>
internal static class WithdrawByLink
{
    private const string Method = "link";

    internal sealed record Request(string Token);

    internal sealed record Response(Guid ReceiptId, DateTimeOffset WithdrawnAt);

    internal sealed record Shown(JsonObject Receipt, bool Stands);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules() => RuleFor(r => r.Token).NotEmpty().MaximumLength(200);
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/links/receipt", ShowAsync).ReadsOnly().AllowAnonymousBecause("The link sent to the person is the key; it shows only what the person said.")
            .WithSummary("Look at a consent by the link of its receipt");
        api.MapPost("/links/withdrawals", HandleAsync).AllowAnonymousBecause("The link sent to the person is the key; it can only take a consent back.")
            .WithSummary("Take a consent back by the link of its receipt");
    }

    internal static async Task<Results<Ok<Shown>, NotFound>> ShowAsync(
        Request request, ConsentDbContext db, Links links, SignedReceipts receipts, CancellationToken ct)
    {
        if (await links.OpenAsync(Links.Withdrawal, request.Token, db, ct) is not { } said)
        {
            return TypedResults.NotFound();
        }

        return TypedResults.Ok(new Shown(await receipts.ReadAsync(said, ct), await db.LastAsync(said, ct) is { } last ? last.Decision.IsConsent() : said.Decision == ConsentDecision.Requested));
    }

    internal static async Task<Results<Ok<Response>, NotFound>> HandleAsync(Request request, ConsentDbContext db, Links links, CancellationToken ct)
    {
        if (await links.OpenAsync(Links.Withdrawal, request.Token, db, ct) is not { } said)
        {
            return TypedResults.NotFound();
        }

        var withdrawn = await db.InTransactionAsync(
            async token =>
            {
                if (await db.LastAsync(said, token) is { Decision: ConsentDecision.Withdrawn or ConsentDecision.Refused } already)
                {
                    return already;
                }

                var now = Withdrawal(said, db);
                await db.RecordAsync(now, token);
                await db.SaveChangesAsync(token);
                return now;
            },
            ct);
        return TypedResults.Ok(new Response(withdrawn.Id, withdrawn.At));
    }

    private static ConsentEvent Withdrawal(ConsentEvent said, ConsentDbContext db) => new()
    {
        Id = db.NewId(),
        SubjectId = said.SubjectId,
        Purpose = said.Purpose,
        Channel = said.Channel,
        Decision = said.Decision == ConsentDecision.Requested ? ConsentDecision.Refused : ConsentDecision.Withdrawn,
        Method = Method,
        At = db.Now,
        RecordedAt = db.Now,
        ControllerId = said.ControllerId,
    };
}
