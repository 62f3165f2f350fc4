using FluentValidation;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Domain;
using Gdpr.Campaigns.Wording;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Defining;

/// <summary>Words of a message in French and English. What is mandatory and missing is said at once; the pre-flight refuses it.</summary>
internal static class SaveTemplate
{
    internal sealed record Request(string Name, Channel? Channel, IReadOnlyList<TextBody>? Texts);

    internal sealed record TextBody(string? Language, string? Subject, string? SubjectB, string? Html, string? Text);

    internal sealed record Response(Guid Id, int Version, IReadOnlyList<string> Missing);

    internal sealed class Rules : AbstractValidator<Request>
    {
        private static readonly string[] Languages = ["fr", "en"];

        public Rules()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Channel).NotNull();
            RuleFor(r => r.Texts).Must(t => t is { Count: > 0 and <= 2 }).WithErrorCode("TEXTS_MISSING");
            RuleFor(r => r.Texts).Must(t => t is null || t.Select(x => x.Language).Distinct().Count() == t.Count).WithErrorCode("LANGUAGE_TWICE");
            RuleForEach(r => r.Texts).ChildRules(t =>
            {
                t.RuleFor(x => x.Language).Must(l => Languages.Contains(l)).WithErrorCode("LANGUAGE_UNKNOWN");
                t.RuleFor(x => x.Subject).MaximumLength(400).Must(Words.IsWellFormed).WithErrorCode(CampaignsErrors.TemplateMalformed.Code);
                t.RuleFor(x => x.SubjectB).MaximumLength(400).Must(Words.IsWellFormed).WithErrorCode(CampaignsErrors.TemplateMalformed.Code);
                t.RuleFor(x => x.Html).MaximumLength(200_000).Must(Words.IsWellFormed).WithErrorCode(CampaignsErrors.TemplateMalformed.Code);
                t.RuleFor(x => x.Text).NotEmpty().WithErrorCode("PLAIN_TEXT_MISSING");
                t.RuleFor(x => x.Text).MaximumLength(100_000).Must(Words.IsWellFormed).WithErrorCode(CampaignsErrors.TemplateMalformed.Code);
            });
            RuleForEach(r => r.Texts).Must(t => !string.IsNullOrWhiteSpace(t.Subject)).WithErrorCode("SUBJECT_MISSING").When(r => r.Channel == Domain.Channel.Email);
        }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/templates", Create).WithIdempotency<CampaignsDbContext>().WithName(nameof(SaveTemplate)).WithSummary("Write a template");
        api.MapPut("/templates/{id:guid}", Change).WithName("ChangeTemplate").WithSummary("Rewrite a template that no launched campaign uses");
    }

    internal static async Task<Created<Response>> Create(Request request, CampaignsDbContext db, HttpContext http, CancellationToken ct)
    {
        var template = new Template { Id = db.NewId(), Name = request.Name, Channel = request.Channel!.Value, CreatedAt = db.Now };
        Write(template, request);
        db.Templates.Add(template);
        db.Audit(http.Actor(), "template.written", reference: template.Id);
        await db.SaveChangesAsync(ct);
        http.SetETag(template.Version);
        return TypedResults.Created($"/api/campaigns/templates/{template.Id}", Answer(template));
    }

    internal static async Task<Ok<Response>> Change(Guid id, Request request, CampaignsDbContext db, HttpContext http, CancellationToken ct)
    {
        var template = await db.Templates.SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new RuleViolation(CampaignsErrors.TemplateNotFound);
        http.DemandVersion(template.Version);
        if (await db.Campaigns.AnyAsync(c => c.TemplateId == id && c.State != CampaignState.Draft, ct))
        {
            throw new RuleViolation(CampaignsErrors.TemplateInUse);
        }

        template.Name = request.Name;
        Write(template, request);
        db.Entry(template).State = EntityState.Modified;
        db.Audit(http.Actor(), "template.written", reference: id);
        await db.SaveChangesAsync(ct);
        http.SetETag(template.Version);
        return TypedResults.Ok(Answer(template));
    }

    private static void Write(Template template, Request request)
    {
        template.Texts.RemoveAll(t => request.Texts!.All(x => x.Language != t.Language));
        foreach (var said in request.Texts!)
        {
            var text = template.Texts.Find(t => t.Language == said.Language);
            if (text is null)
            {
                text = new TemplateText { TemplateId = template.Id, Language = said.Language!, Subject = string.Empty, Text = string.Empty };
                template.Texts.Add(text);
            }

            (text.Subject, text.SubjectB, text.Html, text.Text) = (said.Subject ?? string.Empty, said.SubjectB, said.Html, said.Text!);
        }
    }

    private static Response Answer(Template template) => new(template.Id, template.Version, MandatoryWords.Missing(template));
}
