using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Kernel.FreeText;
using Gdpr.Platform.FreeText;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reviewing;

namespace Gdpr.SubjectRights.Features.Redacting;

/// <summary>
/// Staff decide about words that name the person: each span goes when the erasure is carried out, or stays for a reason. A
/// text that has changed since it was read is not touched, and found again by the check.
/// </summary>
internal static class DecideMentions
{
    internal sealed record Request(IReadOnlyList<Decision> Decisions);

    internal sealed record Decision(string Room, string Place, string Digest, IReadOnlyList<SpanDecision> Spans);

    internal sealed record Response(int Undecided);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Decisions).NotEmpty().WithErrorCode("DECISIONS_MISSING").Must(d => d is null || d.Count <= 1000).WithErrorCode("DECISIONS_TOO_MANY");
            RuleForEach(r => r.Decisions).Must(d => d is { Room: not null, Place: not null, Digest: not null, Spans.Count: > 0 }).WithErrorCode("DECISION_INVALID");
            RuleForEach(r => r.Decisions).Must(d => d?.Spans is null || d.Spans.All(s => s is not null && SpanRules.HasReason(s))).WithErrorCode("REASON_MISSING");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/mentions", Handle).WithSummary("Redact or leave, span by span, words in which the person is named");

    internal static async Task<IResult> Handle(
        Guid id, Request request, SubjectRightsDbContext db, CaseVault vault, RoomHttp rooms, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        ListMentions.Demand(row);
        string[] asked = [.. request.Decisions.Select(d => d.Room).Distinct().Where(r => row.Target(r) is { IsRoom: true })];
        var found = await ListMentions.FetchAsync(rooms, db.Room, row, asked, ct);
        var decided = (await ReviewFile.ReadAsync(vault, id, ct)).With([.. request.Decisions.Select(d => Of(d, found))]);
        var open = found.ToDictionary(f => f.Room, f => f.Texts.Count(t => !ListMentions.IsDecided(f.Room, t, decided)));
        await db.InTransactionAsync(
            async token =>
            {
                await decided.WriteAsync(vault, id, token);
                foreach (var (room, left) in open)
                {
                    await SettleTaskAsync(db, id, room, left, token);
                }

                db.Remember(id, http.Actor(), "MENTIONS_DECIDED");
                await db.SaveChangesAsync(token);
            },
            ct);
        return TypedResults.Ok(new Response(open.Values.Sum()));
    }

    private static MentionDecision Of(Decision decision, IReadOnlyList<(string Room, IReadOnlyList<TextFound> Texts)> found)
    {
        var text = found.Where(f => f.Room == decision.Room).SelectMany(f => f.Texts).FirstOrDefault(t => t.Place == decision.Place);
        if (text is null || text.Digest != decision.Digest)
        {
            throw new RuleViolation(SubjectRightsErrors.TextChanged);
        }

        SpanRules.DemandIn(text.Text, decision.Spans);
        if (text.Fixed && decision.Spans.Any(s => s.Redact))
        {
            throw new RuleViolation(SubjectRightsErrors.TextFixed);
        }

        return new MentionDecision(
            decision.Room,
            decision.Place,
            decision.Digest,
            [.. decision.Spans.Select(s => new DecidedSpan(s.Start, s.Length, s.Redact, TextDigest.Of(new TextSpan(s.Start, s.Length).Of(text.Text))))],
            [.. decision.Spans.Select(s => s.Reason)]);
    }

    private static async Task SettleTaskAsync(SubjectRightsDbContext db, Guid requestId, string room, int left, CancellationToken ct)
    {
        var task = await db.Tasks.FindAsync([requestId, TaskCodes.FreeText, room], ct)
            ?? db.Tasks.Add(new RequestTask { RequestId = requestId, Code = TaskCodes.FreeText, About = room, Raised = false, OpenedAt = db.Now }).Entity;
        task.DoneAt = left == 0 ? db.Now : null;
        task.Version++;
    }
}
