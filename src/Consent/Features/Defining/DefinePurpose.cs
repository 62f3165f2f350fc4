using System.Text.RegularExpressions;
using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Defining;

/// <summary>Names a purpose (Art. 5(1)(b)), its legal basis (Art. 6(1)) and its channels; the code is never reused.</summary>
internal static partial class DefinePurpose
{
    internal sealed record Request(
        string Code, Names? Name, LegalBasis? LegalBasis, IReadOnlyList<string>? Channels, int? RetentionMonths, string? ControllerId, int? ConsentMonths = null, IReadOnlyList<string>? DataClasses = null);

    internal sealed record Names(string Fr, string En);

    internal sealed record Response(string Code);

    internal sealed partial class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Code).Must(c => c is { Length: <= 64 } && Kebab().IsMatch(c)).WithErrorCode("PURPOSE_CODE_MALFORMED");
            RuleFor(r => r.Name).NotNull();
            RuleFor(r => r.Name!.Fr).NotEmpty().MaximumLength(200).When(r => r.Name is not null);
            RuleFor(r => r.Name!.En).NotEmpty().MaximumLength(200).When(r => r.Name is not null);
            RuleFor(r => r.LegalBasis).NotNull().WithErrorCode("LEGAL_BASIS_MISSING");
            RuleFor(r => r.Channels).NotEmpty();
            RuleForEach(r => r.Channels).Must(Domain.Channels.IsOne).WithErrorCode("CHANNEL_UNKNOWN");
            RuleFor(r => r.RetentionMonths).InclusiveBetween(1, 1200);
            RuleFor(r => r.ConsentMonths).InclusiveBetween(1, 120);
            RuleFor(r => r.ControllerId).MaximumLength(64);
            RuleFor(r => r.DataClasses).Must(c => c is null or { Count: > 0 and <= 20 } && (c?.All(k => k is { Length: <= 64 } && DataClass().IsMatch(k)) ?? true)).WithErrorCode("DATA_CLASS_MALFORMED");
        }

        // As every room's data map names them.
        [GeneratedRegex("^[a-z][a-z-]*\\.[A-Za-z-]+$")]
        private static partial Regex DataClass();

        [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
        private static partial Regex Kebab();
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/purposes", HandleAsync)
            .WithIdempotency<ConsentDbContext>()
            .WithName(nameof(DefinePurpose))
            .WithSummary("Define a purpose");

    internal static async Task<Created<Response>> HandleAsync(Request request, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        if (await db.Purposes.AnyAsync(p => p.Code == request.Code, ct))
        {
            throw new RuleViolation(ConsentErrors.PurposeExists);
        }

        db.Purposes.Add(new Purpose
        {
            Code = request.Code,
            NameFr = request.Name!.Fr,
            NameEn = request.Name.En,
            LegalBasis = request.LegalBasis!.Value,
            Channels = string.Join(',', request.Channels!.Select(c => Domain.Channels.Parse(c).Name()).Distinct()),
            RetentionMonths = request.RetentionMonths,
            ConsentMonths = request.ConsentMonths,
            DataClasses = request.DataClasses is { } classes ? string.Join(',', classes.Distinct()) : null,
            ControllerId = request.ControllerId,
            CreatedAt = db.Now,
        });
        db.Audit(http.Actor(), "purpose.defined");
        await db.SaveOrRefuseAsync(ConsentErrors.PurposeExists, ct);
        return TypedResults.Created((string?)null, new Response(request.Code));
    }
}
