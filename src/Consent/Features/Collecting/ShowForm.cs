using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Collecting;

/// <summary>A form as HTML, to be embedded in any page: no script, no image, nothing from a third party.</summary>
internal static class ShowForm
{
    internal sealed record Item(string Code, DefineForm.Title Title, IReadOnlyList<string> Fields, IReadOnlyList<FormBox> Boxes, IReadOnlyList<string> Languages, string PrivacyUrl);

    /// <param name="Html">The form itself, without a page around it.</param>
    internal sealed record Response(string Title, string Html);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/forms", ListAsync).WithName("ListForms").WithSummary("Forms");
        api.MapGet("/entries/{form}", ShowAsync)
            .AllowAnonymousBecause("A form is there to be seen by everybody; it says nothing about people.")
            .WithName(nameof(ShowForm))
            .WithSummary("A form as HTML without script, to embed or to show");
    }

    internal static async Task<Ok<Page<Item>>> ListAsync(ConsentDbContext db, CancellationToken ct)
    {
        var forms = await db.Forms.AsNoTracking().OrderBy(f => f.Code).Take(Paging.MaxLimit).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(
            [.. forms.Select(f => new Item(
                f.Code, new DefineForm.Title(f.TitleFr, f.TitleEn), f.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries), FormBox.Read(f.Boxes),
                FormBox.Languages(FormBox.Read(f.Boxes)), f.PrivacyUrl))],
            null));
    }

    internal static async Task<Results<Ok<Response>, NotFound>> ShowAsync(
        string form, string? language, ConsentDbContext db, Links links, GdprSettings settings, CancellationToken ct)
    {
        var tongue = language == "en" ? "en" : "fr";
        if (await db.Forms.AsNoTracking().SingleOrDefaultAsync(f => f.Code == form, ct) is not { } found
            || FormBox.Read(found.Boxes) is var boxes && !FormBox.Languages(boxes).Contains(tongue))
        {
            return TypedResults.NotFound();
        }

        var notices = boxes.Select(b => b.Notices[tongue]).ToList();
        var words = await db.Notices.AsNoTracking().Where(n => notices.Contains(n.Id)).ToDictionaryAsync(n => n.Id, n => n.Text, ct);
        var shown = boxes.Select(b => (b.Name, words[b.Notices[tongue]])).ToList();
        return TypedResults.Ok(new Response(
            tongue == "fr" ? found.TitleFr : found.TitleEn,
            FormHtml.Of(found, shown, links.FormAddress(found.Code, tongue), settings.Controller, tongue)));
    }
}
