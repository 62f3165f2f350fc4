using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using Gdpr.Campaigns.Asking;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Delivering;
using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Campaigns;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Texting;

/// <summary>
/// A text message from a person, relayed by whoever polls the provider or sent by Twilio itself. STOP stops text messages
/// from this transaction on; START takes back a STOP, and Consent lets stand again what had been
/// consented to before it. The words are not kept.
/// </summary>
internal static class TakeText
{
    internal sealed record Request(string? From, string? Text);

    internal sealed record Response(string Understood, int People);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules(GdprSettings settings)
        {
            RuleFor(r => r.From).NotEmpty().MaximumLength(40);
            RuleFor(r => r.From).Must(from => IsNumber(from, settings)).WithErrorCode("PHONE_INVALID");
            RuleFor(r => r.Text).MaximumLength(2000);
        }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/texts", Handle).WithName(nameof(TakeText)).WithSummary("A text message from a person: STOP and START are understood");
        api.MapPost("/texts/twilio", FromTwilio).DisableAntiforgery()
            .AllowAnonymousBecause("Twilio signs each call with the account's token; a call without that signature is refused.")
            .WithName("TakeTwilioText");
    }

    internal static async Task<Ok<Response>> Handle(
        Request request, CampaignsDbContext db, People people, Permissions permissions, HttpContext http, CancellationToken ct) =>
        TypedResults.Ok(await TakeAsync(request.From!, request.Text, db, people, permissions, http.Actor(), ct));

    internal static async Task<Results<ContentHttpResult, ProblemHttpResult>> FromTwilio(
        CampaignsDbContext db, People people, Permissions permissions, CampaignsSettings settings, GdprSettings suite, HttpContext http, CancellationToken ct)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(ct) : FormCollection.Empty;
        if (settings.Sms is not { Provider: "twilio" } sms || !IsSigned(http.Request, form, sms.Secret, settings.PublicUrl))
        {
            return Problems.Create(403, "SIGNATURE_INVALID", "The call is not signed by the provider.");
        }

        // A sender that is no number is no person whom we could write to.
        if (form["From"].ToString() is var from && IsNumber(from, suite))
        {
            await TakeAsync(from, form["Body"].ToString(), db, people, permissions, "twilio", ct);
        }

        return TypedResults.Content("<Response/>", "application/xml");
    }

    internal static bool IsNumber(string? from, GdprSettings settings) =>
        from is not null && IdentifierNormalisation.TryNormalise(IdentifierKind.Phone, from, settings.Controller.Country, out _);

    internal static async Task<Response> TakeAsync(
        string from, string? text, CampaignsDbContext db, People people, Permissions permissions, string by, CancellationToken ct)
    {
        var keyword = Keywords.Of(text);
        var found = keyword == Keyword.None ? [] : await people.WithPhoneAsync(from, ct);
        if (keyword == Keyword.Stop && found.Count == 0)
        {
            await permissions.RefuseAsync(from, ct);
        }

        if (found.Count > 0)
        {
            await db.InTransactionAsync(token => ApplyAsync(db, keyword, found, by, token), ct);
        }

        return new Response(keyword.ToString().ToLowerInvariant(), found.Count);
    }

    private static async Task ApplyAsync(CampaignsDbContext db, Keyword keyword, IReadOnlyList<SubjectId> people, string by, CancellationToken ct)
    {
        var living = (await db.LivingAsync(people, ct)).ToList();
        var open = await db.Stops.Where(s => living.Contains(s.SubjectId) && s.Channel == Channel.Sms && s.Reason == StopReason.Keyword && s.ReopenedAt == null).ToListAsync(ct);
        if (keyword == Keyword.Start)
        {
            open.ForEach(s => s.ReopenedAt = db.Now);
            foreach (var stops in open.GroupBy(s => s.SubjectId))
            {
                db.Publish(new ContactReopened(stops.Key, Channel.Sms.Name(), [.. stops.Select(s => s.Id)], db.Now));
            }
        }
        else
        {
            foreach (var person in living.Except(open.Select(s => s.SubjectId)))
            {
                db.StopSending(new Stop { Id = db.NewId(), SubjectId = person, Channel = Channel.Sms, Reason = StopReason.Keyword, At = db.Now }, controllerId: null);
            }
        }

        living.ForEach(p => db.Audit(by, $"text.{keyword}", p));
        await db.SaveChangesAsync(ct);
    }

    // Twilio: base64(HMAC-SHA1(token, url and every parameter in the order of its name)).
    private static bool IsSigned(HttpRequest request, IFormCollection form, string token, string publicUrl)
    {
        var text = new StringBuilder(publicUrl).Append(request.Path);
        foreach (var name in form.Keys.Order(StringComparer.Ordinal))
        {
            text.Append(name).Append(form[name].ToString());
        }

#pragma warning disable CA5350 // Twilio prescribes SHA-1 for this signature.
        var mac = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5350
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(mac), Encoding.ASCII.GetBytes(request.Headers["X-Twilio-Signature"].ToString()));
    }
}
