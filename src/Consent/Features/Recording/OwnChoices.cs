using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Recording;

/// <summary>A person's own choices, purpose by channel: what stands, what was said when, and another word on it (Art. 7(3)).</summary>
internal static class OwnChoices
{
    private const string Method = "portal";

    internal sealed record Request(string Purpose, string Channel, bool? Allow, string Language);

    internal sealed record Names(string Fr, string En);

    /// <param name="Said">Null when nothing was said.</param>
    internal sealed record Choice(string Channel, ConsentDecision? Said, DateTimeOffset? At, Guid? ReceiptId, bool Allowed);

    /// <param name="Words">The notice that a consent given now would rest on; null when it cannot be given here.</param>
    internal sealed record Item(string Code, Names Name, LegalBasis LegalBasis, string? Words, IReadOnlyList<Choice> Choices);

    internal sealed record Response(IReadOnlyList<Item> Purposes);

    internal sealed record Said(Guid ReceiptId, string Purpose, string Channel, ConsentDecision Decision, DateTimeOffset At, string Method);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Purpose).NotEmpty().MaximumLength(64);
            RuleFor(r => r.Channel).Must(Channels.IsKnown).WithErrorCode("CHANNEL_UNKNOWN");
            RuleFor(r => r.Allow).NotNull().WithErrorCode("DECISION_MISSING");
            RuleFor(r => r.Language).Must(l => l is "fr" or "en").WithErrorCode("LANGUAGE_UNKNOWN");
        }
    }

    internal static void Map(IEndpointRouteBuilder self)
    {
        self.MapGet("/choices", ListAsync).WithName("OwnChoices").WithSummary("My choices, purpose by channel");
        self.MapPost("/choices", ChooseAsync).WithName("ChooseForMyself").WithSummary("Give or withdraw a consent of mine");
        self.MapGet("/events", HistoryAsync).WithName("OwnEvents").WithSummary("Everything I said about purposes, newest first");
    }

    private static async Task<Ok<Response>> ListAsync(string? language, ConsentDbContext db, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var (me, home) = (http.OwnSubject(), settings.Controller.Country);
        var purposes = await db.Purposes.AsNoTracking().OrderBy(p => p.Code).Take(Paging.MaxLimit).ToListAsync(ct);
        var said = (await db.Events.AsNoTracking().Where(e => e.SubjectId == me).OrderByDescending(e => e.Id).ToListAsync(ct)).ToLookup(e => e.Purpose);
        var items = new List<Item>();
        foreach (var purpose in purposes)
        {
            var words = await NoticeAsync(db, purpose.Code, language ?? "fr", ct);
            var choices = new List<Choice>();
            foreach (var channel in purpose.Channels.Split(',').Where(c => c != "all"))
            {
                var asked = new DecisionQuestion(purpose.Code, Channels.Parse(channel), db.Now, purpose.IsService, home);
                var facts = await db.FactsAsync([me], purpose, asked, ct);
                var last = said[purpose.Code].FirstOrDefault(e => e.Channel.Covers(asked.Channel));
                choices.Add(new Choice(channel, last?.Decision, last?.At, last?.Id, ContactDecision.Of(facts[me], asked).Allowed));
            }

            items.Add(new Item(purpose.Code, new Names(purpose.NameFr, purpose.NameEn), purpose.LegalBasis, words?.Text, choices));
        }

        return TypedResults.Ok(new Response(items));
    }

    private static async Task<Created<RecordEvent.Response>> ChooseAsync(Request request, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        var allow = request.Allow!.Value;
        var notice = allow ? await NoticeAsync(db, request.Purpose, request.Language, ct) ?? throw new RuleViolation(ConsentErrors.NoticeUnknown) : null;
        var said = new RecordEvent.Request(
            http.OwnSubject(), request.Purpose, request.Channel, allow ? ConsentDecision.Given : ConsentDecision.Withdrawn, notice?.Id, Method, db.Now, null, notice?.ControllerId);
        return await RecordEvent.HandleAsync(said, db, http, ct);
    }

    private static async Task<Ok<Page<Said>>> HistoryAsync(ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        var me = http.OwnSubject();
        var rows = await db.Events.AsNoTracking().Where(e => e.SubjectId == me).OrderByDescending(e => e.Id).Take(Paging.MaxLimit).ToListAsync(ct);
        return TypedResults.Ok(new Page<Said>([.. rows.Select(e => new Said(e.Id, e.Purpose, e.Channel.Name(), e.Decision, e.At, e.Method))], null));
    }

    private static Task<Notice?> NoticeAsync(ConsentDbContext db, string purpose, string language, CancellationToken ct) =>
        db.Notices.AsNoTracking().Where(n => n.Purpose == purpose && n.Language == language).OrderByDescending(n => n.Version).FirstOrDefaultAsync(ct);
}
