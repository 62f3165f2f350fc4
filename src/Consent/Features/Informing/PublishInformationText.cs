using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Informing;

/// <summary>Publishes the next version of the words of Art. 14 in a language; earlier ones stay as proof of what was sent.</summary>
internal static class PublishInformationText
{
    internal sealed record Request(string Language, string Subject, string Text);

    internal sealed record Response(Guid Id, int Version, string Sha256);

    internal sealed record Item(Guid Id, string Language, int Version, string Subject, string Text, string Sha256, DateTimeOffset CreatedAt, string By);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Language).Must(l => l is "fr" or "en").WithErrorCode("LANGUAGE_UNKNOWN");
            RuleFor(r => r.Subject).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Text).NotEmpty().MaximumLength(50_000);
        }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/information/texts", HandleAsync)
            .WithIdempotency<ConsentDbContext>()
            .WithName(nameof(PublishInformationText))
            .WithSummary("Publish the words by which people are told whose data came from elsewhere (Art. 14)");
        api.MapGet("/information/texts", ListAsync).WithName("ListInformationTexts").WithSummary("The words of Art. 14, every version");
    }

    internal static async Task<Created<Response>> HandleAsync(Request request, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        var text = await db.InTransactionAsync(
            async token =>
            {
                var last = await db.InformationTexts.Where(t => t.Language == request.Language).MaxAsync(t => (int?)t.Version, token) ?? 0;
                var next = new InformationText
                {
                    Id = db.NewId(), Language = request.Language, Version = last + 1, Subject = request.Subject, Text = request.Text,
                    Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Subject}\n{request.Text}"))), CreatedAt = db.Now, By = http.Actor(),
                };
                db.InformationTexts.Add(next);
                db.Audit(http.Actor(), "information.text.published", reference: next.Id);
                await db.SaveOrRefuseAsync(ConsentErrors.NoticeVersionTaken, token);
                return next;
            },
            ct);
        return TypedResults.Created((string?)null, new Response(text.Id, text.Version, text.Sha256));
    }

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> ListAsync(string? after, int? limit, ConsentDbContext db, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.Create(422, "CURSOR_MALFORMED", "The cursor is not one of ours.");
        }

        var take = Paging.Limit(limit);
        var rows = await db.InformationTexts.AsNoTracking().Where(t => t.Id > from).OrderBy(t => t.Id).Take(take + 1)
            .Select(t => new Item(t.Id, t.Language, t.Version, t.Subject, t.Text, t.Sha256, t.CreatedAt, t.By)).ToListAsync(ct);
        return TypedResults.Ok(Paging.Of(rows, take, t => t.Id));
    }
}
