using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Informing;

/// <summary>
/// Tells people by mail where their data come from (Art. 14): those named, or the next ones of the list. Each notice is
/// written with its proof in one commit, once; nobody erased, restricted or held is written to. It is no marketing, so no
/// refusal of marketing stands in its way.
/// </summary>
internal static class SendInformation
{
    private const string Kind = "information";

    internal sealed record Request(IReadOnlyList<SubjectId>? SubjectIds, string? After, int? Limit);

    internal sealed record Left(SubjectId SubjectId, string Code);

    /// <param name="Next">Where the list goes on; null at its end, and where people were named.</param>
    internal sealed record Response(int Written, IReadOnlyList<Left> Left, string? Next);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.SubjectIds).Must(s => s is null or { Count: > 0 and <= Paging.MaxLimit }).WithErrorCode("BATCH_TOO_LARGE");
            RuleFor(r => r.After).Must(a => Paging.Decode(a) is not null).WithErrorCode("CURSOR_MALFORMED");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/information/sendings", HandleAsync)
            .WithIdempotency<ConsentDbContext>()
            .WithName(nameof(SendInformation))
            .WithSummary("Tell people where their data come from: {subjectIds?} or the next of the list {after?, limit?}");

    internal static async Task<Ok<Response>> HandleAsync(
        Request request, ConsentDbContext db, Addresses addresses, Links links, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var texts = (await db.InformationTexts.AsNoTracking().ToListAsync(ct)).GroupBy(t => t.Language).ToDictionary(g => g.Key, g => g.MaxBy(t => t.Version)!);
        if (texts.Count == 0)
        {
            throw new RuleViolation(ConsentErrors.InformationTextMissing);
        }

        var (people, next) = request.SubjectIds is { } named ? ([.. named.Distinct()], null) : await NextAsync(db, request, ct);
        var known = people.Length == 0 ? [] : (await addresses.OfAsync(people, ct)).ToDictionary(a => a.SubjectId);
        var left = new List<Left>();
        await db.InTransactionAsync(
            async token =>
            {
                var state = await StateOf.ReadAsync(db, people, token);
                foreach (var id in people)
                {
                    if (state.Problem(id) is { } code)
                    {
                        left.Add(new Left(id, code));
                    }
                    else if (known.GetValueOrDefault(id) is not { } to)
                    {
                        left.Add(new Left(id, "NO_ADDRESS"));
                    }
                    else if (!texts.TryGetValue(to.Spoken, out var text))
                    {
                        left.Add(new Left(id, "TEXT_MISSING"));
                    }
                    else
                    {
                        db.Write(state.Duties[id], to, text, InformationMails.Of(text, state.Duties[id], links.Portal(text.Language), settings.Controller), http.Actor());
                    }
                }

                await db.SaveChangesAsync(token);
            },
            ct);
        return TypedResults.Ok(new Response(people.Length - left.Count, left, next));
    }

    private static async Task<(SubjectId[] People, string? Next)> NextAsync(ConsentDbContext db, Request request, CancellationToken ct)
    {
        var (take, from) = (Paging.Limit(request.Limit), Paging.Decode(request.After)!.Value);
        var rows = await db.Owed().AsNoTracking().Where(d => d.Id > from).OrderBy(d => d.Id).Take(take + 1).Select(d => new { d.Id, d.SubjectId }).ToListAsync(ct);
        var page = Paging.Of(rows, take, r => r.Id);
        return ([.. page.Items.Select(r => r.SubjectId)], page.Next);
    }

    private static void Write(this ConsentDbContext db, InformationDuty duty, Addresses.Address to, InformationText text, (string Subject, string Html) mail, string actor)
    {
        var notice = new InformationNotice
        {
            Id = db.NewId(), SubjectId = duty.SubjectId, TextId = text.Id, TextVersion = text.Version, Language = text.Language, TextSha256 = text.Sha256,
            BodySha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.Html))), Origin = duty.Origin, At = db.Now, By = actor,
        };
        db.InformationNotices.Add(notice);
        duty.NoticeId = notice.Id;
        db.Mails.Add(new MailMessage
        {
            Id = db.NewId(), SubjectId = duty.SubjectId, Kind = Kind, Reference = notice.Id, To = to.Email, Subject = mail.Subject, Html = mail.Html, CreatedAt = db.Now, AvailableAt = db.Now,
        });
        db.Audit(actor, "information.written", duty.SubjectId, notice.Id);
    }

    /// <summary>What stands in the way of a notice, asked inside the transaction that writes it.</summary>
    private sealed record StateOf(Dictionary<SubjectId, InformationDuty> Duties, HashSet<SubjectId> Owed, HashSet<SubjectId> Living, HashSet<SubjectId> Restricted, HashSet<SubjectId> Held, HashSet<Guid> UnderWay)
    {
        public static async Task<StateOf> ReadAsync(ConsentDbContext db, SubjectId[] people, CancellationToken ct)
        {
            var living = (await db.LivingAsync(people, ct)).ToHashSet();
            var duties = await db.Duties.Where(d => EF.Parameter(people).Contains(d.SubjectId)).ToDictionaryAsync(d => d.SubjectId, ct);
            var owed = (await db.Owed().Where(d => EF.Parameter(people).Contains(d.SubjectId)).Select(d => d.SubjectId).ToListAsync(ct)).ToHashSet();
            var restricted = (await db.Restrictions.Where(r => EF.Parameter(people).Contains(r.SubjectId)).Select(r => r.SubjectId).ToListAsync(ct)).ToHashSet();
            var held = (await db.Holds.Where(h => h.EditsHeld && EF.Parameter(people).Contains(h.SubjectId)).Select(h => h.SubjectId).ToListAsync(ct)).ToHashSet();
            var notices = duties.Values.Where(d => d.NoticeId is not null).Select(d => d.NoticeId).ToList();

            // One that was given up told nobody and may be written again; of one whose fate is unknown a person has to say.
            var underWay = await db.Mails.Where(m => notices.Contains(m.Reference) && m.LastError != MailErrors.GivenUp).Select(m => m.Reference!.Value).ToListAsync(ct);
            return new StateOf(duties, owed, living, restricted, held, [.. underWay]);
        }

        public string? Problem(SubjectId id) =>
            !Living.Contains(id) ? "SUBJECT_ERASED"
            : !Duties.TryGetValue(id, out var duty) || (!Owed.Contains(id) && duty is { NoticeId: null }) ? "NOTHING_OWED"
            : !Owed.Contains(id) || (duty.NoticeId is { } notice && UnderWay.Contains(notice)) ? "NOTICE_WRITTEN"
            : Restricted.Contains(id) ? "SUBJECT_RESTRICTED"
            : Held.Contains(id) ? "SUBJECT_HELD"
            : null;
    }
}
