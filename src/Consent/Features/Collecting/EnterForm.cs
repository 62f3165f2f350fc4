using System.Security.Cryptography;
using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Collecting;

/// <summary>
/// Takes an entry of a form: the address is asked by mail to confirm, and nothing else happens. The answer is the same
/// whoever it is, and an address is asked once a day.
/// </summary>
internal static class EnterForm
{
    private const string Kind = "form-confirmation";

    /// <param name="Website">Nobody sees this field; a robot fills it in.</param>
    internal sealed record Request(
        string Form, string Language, string Email, IReadOnlyList<string>? Boxes, string? GivenName = null, string? FamilyName = null,
        string? Organisation = null, string? Phone = null, string? Website = null, string? Ip = null, string? UserAgent = null);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Form).NotEmpty().MaximumLength(64);
            RuleFor(r => r.Language).Must(l => l is "fr" or "en").WithErrorCode("LANGUAGE_MALFORMED");
            RuleFor(r => r.Email).Must(e => e is { Length: <= 254 } && IdentifierNormalisation.TryNormalise(IdentifierKind.Email, e, "FR", out _)).WithErrorCode("EMAIL_MALFORMED");
            RuleFor(r => r.Boxes).Must(b => b is { Count: > 0 and <= 20 }).WithErrorCode("BOX_MISSING");
            RuleFor(r => r.GivenName).MaximumLength(100);
            RuleFor(r => r.FamilyName).MaximumLength(100);
            RuleFor(r => r.Organisation).MaximumLength(200);
            RuleFor(r => r.Phone).MaximumLength(40);
            RuleFor(r => r.Ip).Must(ip => ip is null || System.Net.IPAddress.TryParse(ip, out _)).WithErrorCode("IP_MALFORMED");
            RuleFor(r => r.UserAgent).MaximumLength(300);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/entries", HandleAsync)
            .AllowAnonymousBecause("Whoever fills in a form has no account; nothing is recorded before the address is confirmed by mail.")
            .WithName(nameof(EnterForm))
            .WithSummary("Fill in a form: the address is asked by mail to confirm");

    internal static async Task<Accepted> HandleAsync(
        Request request, ConsentDbContext db, FormEntries entries, Links links, IdentifierHasher hasher, GdprSettings settings, CancellationToken ct)
    {
        var form = await db.Forms.AsNoTracking().SingleOrDefaultAsync(f => f.Code == request.Form, ct) ?? throw new RuleViolation(ConsentErrors.FormUnknown);
        var boxes = FormBox.Read(form.Boxes);
        if (!FormBox.Languages(boxes).Contains(request.Language) || request.Boxes!.Any(b => boxes.All(x => x.Name != b)))
        {
            throw new RuleViolation(ConsentErrors.BoxUnknown);
        }

        var entry = Entry(request, form, db);
        var reference = OnceADay(entry, hasher);
        if (!string.IsNullOrEmpty(request.Website) || await db.Mails.AnyAsync(m => m.Reference == reference && m.Kind == Kind, ct))
        {
            return TypedResults.Accepted((string?)null);
        }

        var (subject, html) = ConsentMails.FormConfirmation(
            form, await ChosenAsync(entry, boxes, db, ct), links.AddressOf(entries.Enclose(entry), entry.Language), settings.Controller, entry.Language);
        db.Mails.Add(new MailMessage
        {
            Id = db.NewId(), Kind = Kind, Reference = reference, To = entry.Email, Subject = subject, Html = html, CreatedAt = db.Now, AvailableAt = db.Now,
        });
        await db.SaveChangesAsync(ct);
        return TypedResults.Accepted((string?)null);
    }

    private static FormEntry Entry(Request request, CollectionForm form, ConsentDbContext db)
    {
        var asked = form.Fields.Split(',');
        string? If(string field, string? value) => asked.Contains(field) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
        return new FormEntry(
            db.NewId(), form.Code, request.Language, request.Email.Trim(), If("givenName", request.GivenName), If("familyName", request.FamilyName),
            If("organisation", request.Organisation), If(FormFields.Phone, request.Phone), [.. request.Boxes!.Distinct()], db.Now, request.Ip, request.UserAgent);
    }

    private static async Task<IReadOnlyList<(Purpose Purpose, Notice Notice)>> ChosenAsync(
        FormEntry entry, IReadOnlyList<FormBox> boxes, ConsentDbContext db, CancellationToken ct)
    {
        var chosen = new List<(Purpose, Notice)>();
        foreach (var box in boxes.Where(b => entry.Boxes.Contains(b.Name)))
        {
            var notice = box.Notices[entry.Language];
            chosen.Add((await db.PurposeAsync(box.Purpose, ct), await db.Notices.AsNoTracking().SingleAsync(n => n.Id == notice, ct)));
        }

        return chosen;
    }

    // A keyed hash, so that the row tells nobody whose address it was.
    private static Guid OnceADay(FormEntry entry, IdentifierHasher hasher)
    {
        IdentifierNormalisation.TryNormalise(IdentifierKind.Email, entry.Email, "FR", out var address);
        var text = $"{hasher.Hash(new Identifier(IdentifierKind.Email, address))}|{entry.Form}|{entry.At:yyyy-MM-dd}";
        return new Guid(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
