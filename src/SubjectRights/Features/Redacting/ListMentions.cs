using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.FreeText;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reviewing;

namespace Gdpr.SubjectRights.Features.Redacting;

/// <summary>Words about others in which the person to be erased is named, text by text and span by span.</summary>
internal static class ListMentions
{
    internal sealed record Response(Guid Id, IReadOnlyList<Item> Items);

    /// <param name="Redactable">False in a chained record, which can only be left with a reason.</param>
    /// <param name="Decided">Whether each span has been decided about.</param>
    internal sealed record Item(string Room, string Place, string DataClass, bool Redactable, string Digest, string Text, IReadOnlyList<Span> Spans, bool Decided);

    internal sealed record Span(int Start, int Length, string Kind);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/requests/{id:guid}/mentions", Handle).WithSummary("Free text in which the person is named, to be redacted span by span");

    internal static async Task<IResult> Handle(Guid id, SubjectRightsDbContext db, CaseVault vault, RoomHttp rooms, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        Demand(row);
        var review = await ReviewFile.ReadAsync(vault, id, ct);
        var items = new List<Item>();
        foreach (var (room, texts) in await FetchAsync(rooms, db.Room, row, [.. row.Targets.Where(t => t.IsRoom).Select(t => t.Name)], ct))
        {
            items.AddRange(texts.Select(t => Of(room, t, review)));
        }

        db.Audit(http.Actor(), "mentions.read", row.SubjectId, id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(id, items));
    }

    /// <summary>Words are looked at while an erasure is reviewed, and again where one is not finished.</summary>
    internal static void Demand(SubjectRequest row)
    {
        if (row.Right != RightRequested.Erasure)
        {
            throw new RuleViolation(SubjectRightsErrors.NotAnErasure);
        }

        Steps.Demand(row, RequestStates.AwaitingReview, RequestStates.PartiallyCompleted);
    }

    internal static async Task<IReadOnlyList<(string Room, IReadOnlyList<TextFound> Texts)>> FetchAsync(
        RoomHttp http, string caller, SubjectRequest row, IReadOnlyList<string> asked, CancellationToken ct)
    {
        var found = new List<(string, IReadOnlyList<TextFound>)>();
        foreach (var room in asked)
        {
            found.Add((room, await http.GetAsync<List<TextFound>>(caller, room, $"internal/{room}/participation/{row.CorrelationId}/texts", ct) ?? []));
        }

        return found;
    }

    /// <summary>Every span of the text as it is now is covered by a decision about that text.</summary>
    internal static bool IsDecided(string room, TextFound text, ReviewFile review) =>
        review.Mentions.FirstOrDefault(m => m.Room == room && m.Place == text.Place && m.Digest == text.Digest) is { } decision
        && text.Mentions.All(m => decision.Spans.Any(s => s.Start <= m.Span.Start && s.Start + s.Length >= m.Span.End));

    private static Item Of(string room, TextFound text, ReviewFile review) => new(
        room,
        text.Place,
        text.DataClass,
        !text.Fixed,
        text.Digest,
        text.Text,
        [.. text.Mentions.Select(m => new Span(m.Span.Start, m.Span.Length, m.Kind.ToString().ToLowerInvariant()))],
        IsDecided(room, text, review));
}
