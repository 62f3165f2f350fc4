using System.Text.Json.Nodes;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>What people say about a newsletter, and what follows from it.</summary>
internal static class Choices
{
    public const string Newsletter = "newsletter";

    /// <summary>Defines the purpose; the id of its notice.</summary>
    public static async Task<Guid> OfferNewsletterAsync(this Integrator me)
    {
        await me.DoAsync("api/consent/purposes", new
        {
            code = Newsletter, name = new { fr = "Lettre", en = "Letter" }, legalBasis = "consent", channels = new[] { "email" },
        });
        var notice = await me.DoAsync("api/consent/notices", new { purpose = Newsletter, language = "fr", text = "Oui." });
        return notice["id"]!.GetValue<Guid>();
    }

    public static Task<JsonNode> SayAsync(this Integrator me, Guid subject, string decision, Guid? notice = null) => me.DoAsync("api/consent/events", new
    {
        subjectId = subject, purpose = Newsletter, channel = "email", decision, method = "form", noticeId = notice, at = DateTimeOffset.UtcNow,
    });

    public static Task<JsonNode> ObjectAsync(this Integrator me, Guid subject) =>
        me.DoAsync("api/consent/suppressions", new { subjectId = subject, scope = "all", reason = "objection" });

    public static async Task<string> DecideAsync(this Integrator me, Guid subject) =>
        (await me.GetAsync($"api/consent/decisions?subjectId={subject}&channel=email&purpose={Newsletter}"))["code"]!.GetValue<string>();
}
