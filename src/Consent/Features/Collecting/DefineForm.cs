using System.Text.RegularExpressions;
using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Collecting;

/// <summary>
/// Defines a form that can only ask lawfully: a box for each purpose, none ticked, none a condition, no datum that no
/// purpose needs. A changed form is another code, so that the proof shows what was seen.
/// </summary>
internal static partial class DefineForm
{
    private const int MostBoxes = 10;

    internal sealed record Request(
        string Code, Title? Title, IReadOnlyList<string>? Fields, IReadOnlyList<Box>? Boxes, string? PrivacyUrl, string? ControllerId);

    internal sealed record Title(string Fr, string En);

    /// <param name="Purposes">Exactly one: several in one box are no specific consent (Art. 4(11)).</param>
    /// <param name="Notices">The notice beside the box, by language.</param>
    internal sealed record Box(IReadOnlyList<string>? Purposes, string? Channel, Dictionary<string, Guid>? Notices, bool Checked = false, bool Required = false);

    internal sealed record Response(string Code, IReadOnlyList<string> Languages);

    internal sealed partial class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Code).Must(c => c is { Length: <= 64 } && Kebab().IsMatch(c)).WithErrorCode("FORM_CODE_MALFORMED");
            RuleFor(r => r.Title).NotNull();
            RuleFor(r => r.Title!.Fr).NotEmpty().MaximumLength(200).When(r => r.Title is not null);
            RuleFor(r => r.Title!.En).NotEmpty().MaximumLength(200).When(r => r.Title is not null);
            RuleForEach(r => r.Fields).Must(f => FormFields.All.Contains(f)).WithErrorCode("FIELD_NOT_NEEDED");
            RuleFor(r => r.Fields).Must((r, f) => f?.Contains(FormFields.Phone) != true || r.Boxes?.Any(b => b.Channel is not (null or "email" or "postal")) == true)
                .WithErrorCode("FIELD_NOT_NEEDED");
            RuleFor(r => r.Boxes).Must(b => b is { Count: > 0 and <= MostBoxes }).WithErrorCode("BOX_MISSING");
            RuleFor(r => r.Boxes).Must(b => b is null || b.All(x => x.Purposes is null or { Count: <= 1 })).WithErrorCode("PURPOSES_BUNDLED");
            RuleFor(r => r.Boxes).Must(b => b is null || !b.Any(x => x.Checked)).WithErrorCode("BOX_PRETICKED");
            RuleFor(r => r.Boxes).Must(b => b is null || !b.Any(x => x.Required)).WithErrorCode("CONSENT_CONDITIONAL");
            RuleFor(r => r.Boxes).Must(b => b is null || b.All(x => x.Purposes is [{ Length: > 0 }, ..] or [_, _, ..])).WithErrorCode("PURPOSE_UNKNOWN");
            RuleFor(r => r.Boxes).Must(b => b is null || b.All(x => x.Channel is { } c && Channels.IsOne(c))).WithErrorCode("CHANNEL_UNKNOWN");
            RuleFor(r => r.Boxes).Must(b => b is null || b.All(x => x.Notices is { Count: > 0 })).WithErrorCode("NO_PROOF");
            RuleFor(r => r.PrivacyUrl).Must(u => u is { Length: <= 500 } && Uri.TryCreate(u, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http")
                .WithErrorCode("PRIVACY_URL_MISSING");
            RuleFor(r => r.ControllerId).MaximumLength(64);
        }

        [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
        private static partial Regex Kebab();
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/forms", HandleAsync)
            .WithIdempotency<ConsentDbContext>()
            .WithName(nameof(DefineForm))
            .WithSummary("Define a form by which people give their address and consents");

    internal static async Task<Created<Response>> HandleAsync(Request request, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        FormBox[] boxes = [.. request.Boxes!.Select(b => new FormBox(b.Purposes![0], Channels.Parse(b.Channel!).Name(), b.Notices!))];
        if (boxes.DistinctBy(b => b.Name).Count() < boxes.Length)
        {
            throw new RuleViolation(ConsentErrors.BoxTwice);
        }

        foreach (var box in boxes)
        {
            await DemandLawfulAsync(box, db, ct);
        }

        if (FormBox.Languages(boxes) is not { Count: > 0 } languages)
        {
            throw new RuleViolation(ConsentErrors.NoticeLanguagesDiffer);
        }

        db.Forms.Add(Make(request, boxes, db));
        db.Audit(http.Actor(), "form.defined");
        await db.SaveOrRefuseAsync(ConsentErrors.FormExists, ct);
        return TypedResults.Created($"/api/consent/forms/{request.Code}", new Response(request.Code, languages));
    }

    private static async Task DemandLawfulAsync(FormBox box, ConsentDbContext db, CancellationToken ct)
    {
        var purpose = await db.PurposeAsync(box.Purpose, ct);
        if (purpose.LegalBasis != LegalBasis.Consent)
        {
            throw new RuleViolation(ConsentErrors.PurposeNeedsNoConsent);
        }

        if (!purpose.Uses(box.Channel))
        {
            throw new RuleViolation(ConsentErrors.ChannelNotInPurpose);
        }

        foreach (var (language, id) in box.Notices)
        {
            await db.DemandNoticeAsync(id, purpose, ct);
            if (!await db.Notices.AnyAsync(n => n.Id == id && n.Language == language, ct))
            {
                throw new RuleViolation(ConsentErrors.NoticeOfOtherLanguage);
            }
        }
    }

    private static CollectionForm Make(Request request, FormBox[] boxes, ConsentDbContext db) => new()
    {
        Code = request.Code,
        TitleFr = request.Title!.Fr,
        TitleEn = request.Title.En,
        Fields = string.Join(',', FormFields.All.Where(f => request.Fields?.Contains(f) == true)),
        Boxes = FormBox.Write(boxes),
        PrivacyUrl = request.PrivacyUrl!,
        ControllerId = request.ControllerId,
        CreatedAt = db.Now,
    };
}
