using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Defining;

/// <summary>Publishes the next version of the words shown when consent is asked (Art. 7(1)); earlier versions stay as proof.</summary>
internal static partial class PublishNotice
{
    internal sealed record Request(string Purpose, string Language, string Text, string? Form, string? ControllerId);

    internal sealed record Response(Guid Id, int Version, string Sha256);

    internal sealed partial class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Purpose).NotEmpty().MaximumLength(64);
            RuleFor(r => r.Language).Must(l => l is { Length: <= 35 } && Tag().IsMatch(l)).WithErrorCode("LANGUAGE_MALFORMED");
            RuleFor(r => r.Text).NotEmpty().MaximumLength(50_000);
            RuleFor(r => r.Form).MaximumLength(200);
            RuleFor(r => r.ControllerId).MaximumLength(64);
        }

        [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
        private static partial Regex Tag();
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/notices", HandleAsync)
            .WithIdempotency<ConsentDbContext>()
            .WithName(nameof(PublishNotice))
            .WithSummary("Publish a new version of a notice");

    internal static async Task<Created<Response>> HandleAsync(Request request, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        await db.PurposeAsync(request.Purpose, ct);
        var notice = await db.InTransactionAsync(
            async token =>
            {
                var last = await db.Notices
                    .Where(n => n.Purpose == request.Purpose && n.Language == request.Language)
                    .MaxAsync(n => (int?)n.Version, token) ?? 0;
                var next = Make(request, last + 1, db);
                db.Notices.Add(next);
                db.Audit(http.Actor(), "notice.published", reference: next.Id);
                await db.SaveOrRefuseAsync(ConsentErrors.NoticeVersionTaken, token);
                return next;
            },
            ct);
        return TypedResults.Created($"/api/consent/notices/{notice.Id}", new Response(notice.Id, notice.Version, notice.Sha256));
    }

    private static Notice Make(Request request, int version, ConsentDbContext db) => new()
    {
        Id = db.NewId(),
        Purpose = request.Purpose,
        Language = request.Language,
        Version = version,
        Text = request.Text,
        Form = request.Form,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Text))),
        ControllerId = request.ControllerId,
        CreatedAt = db.Now,
    };
}
