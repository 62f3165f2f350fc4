using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Delivering;
using Gdpr.Campaigns.Domain;
using Gdpr.Campaigns.Wording;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Defining;

/// <summary>The templates that there are.</summary>
internal static class ReadTemplates
{
    internal sealed record Item(Guid Id, string Name, Channel Channel, int Version);

    internal sealed record Text(string Language, string Subject, string? SubjectB, string? Html, string Body);

    internal sealed record Response(Guid Id, string Name, Channel Channel, int Version, IReadOnlyList<Text> Texts);

    /// <param name="Missing">What every message must say and this one does not: <c>UNSUBSCRIBE_MISSING/fr/html</c>.</param>
    internal sealed record Preview(IReadOnlyList<string> Missing, IReadOnlyList<Text> Texts);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/templates/{id:guid}/preview", ShowAsync).WithName("PreviewTemplate").WithSummary("A template as somebody made up would read it, and what it does not say");
        api.MapGet("/templates", List).WithName("ListTemplates").WithSummary("Templates, oldest first: ?after=&limit=");
        api.MapGet("/templates/{id:guid}", Handle).WithName(nameof(ReadTemplates)).WithSummary("One template");
    }

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> List(string? after, int? limit, CampaignsDbContext db, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.CursorMalformed();
        }

        var take = Paging.Limit(limit);
        var rows = await db.Templates.AsNoTracking().Where(t => t.Id > from).OrderBy(t => t.Id).Take(take + 1)
            .Select(t => new Item(t.Id, t.Name, t.Channel, t.Version)).ToListAsync(ct);
        return TypedResults.Ok(Paging.Of(rows, take, t => t.Id));
    }

    internal static async Task<Ok<Preview>> ShowAsync(Guid id, CampaignsDbContext db, CampaignsSettings settings, GdprSettings suite, CancellationToken ct)
    {
        var t = await db.Templates.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) ?? throw new RuleViolation(CampaignsErrors.TemplateNotFound);
        var facts = new LetterFacts("Ada", "Lovelace", null, suite.Controller.Name, settings.BounceAddress, null, $"{settings.PublicUrl}/u/…", $"{settings.PublicUrl}/");
        var words = Words.Of(t);
        return TypedResults.Ok(new Preview(
            MandatoryWords.Missing(t),
            [.. t.Texts.OrderBy(x => x.Language).Select(x =>
            {
                var letter = words.Write(x, facts, variantB: false);
                return new Text(x.Language, letter.Subject, x.SubjectB is null ? null : words.Write(x, facts, variantB: true).Subject, letter.Html, letter.Text);
            })]));
    }

    internal static async Task<Ok<Response>> Handle(Guid id, CampaignsDbContext db, HttpContext http, CancellationToken ct)
    {
        var t = await db.Templates.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) ?? throw new RuleViolation(CampaignsErrors.TemplateNotFound);
        http.SetETag(t.Version);
        return TypedResults.Ok(new Response(t.Id, t.Name, t.Channel, t.Version, [.. t.Texts.Select(x => new Text(x.Language, x.Subject, x.SubjectB, x.Html, x.Text))]));
    }
}
