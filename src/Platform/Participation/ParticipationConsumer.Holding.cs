using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Participation;

// What may not be done to a person while a request is open (holds) or processing is restricted (Art. 18). A message that
// comes after the end of its request holds or restricts nobody: nothing would lift it again.
internal sealed partial class ParticipationConsumer<TDb, TParticipant>
{
    // Nobody has proved to be the requester yet: after this time the hold ends by itself, whatever else is lost.
    private static readonly TimeSpan UnidentifiedHold = TimeSpan.FromDays(30);

    public async Task Consume(ConsumeContext<SubjectsHeld> context)
    {
        var m = context.Message;
        if (await cases.IsOpenAsync(db.Room, m.RequestId, context.CancellationToken))
        {
            await HoldAsync(m.RequestId, m.SubjectIds, editsHeld: false, db.Now + UnidentifiedHold, context.CancellationToken);
        }
    }

    public async Task Consume(ConsumeContext<SubjectsRestricted> context)
    {
        var m = context.Message;
        if (await cases.IsOpenAsync(db.Room, m.RequestId, context.CancellationToken))
        {
            await RestrictAsync(m.RequestId, m.SubjectIds, [], m.Ground, untilClosed: true, context.CancellationToken);
        }
    }

    public Task Consume(ConsumeContext<RestrictionLifted> context) => db.InTransactionAsync(
        ct => db.Restrictions.Where(r => r.RequestId == context.Message.RequestId).ExecuteDeleteAsync(ct), context.CancellationToken);

    private async Task HoldAsync(Guid requestId, IReadOnlyList<SubjectId> subjects, bool editsHeld, DateTimeOffset? until, CancellationToken ct)
    {
        var held = await db.Holds.Where(h => h.RequestId == requestId).ToListAsync(ct);
        foreach (var hold in held)
        {
            hold.EditsHeld |= editsHeld;
            hold.Until = until is null ? null : hold.Until;
        }

        db.Holds.AddRange(subjects.Except(held.Select(h => h.SubjectId)).Select(s =>
            new SubjectHold { RequestId = requestId, SubjectId = s, Since = db.Now, EditsHeld = editsHeld, Until = until }));
    }

    /// <summary>What a restriction would cover is what an access would show.</summary>
    private async Task<Findings> RestrictableAsync(ParticipationCase @case, CancellationToken ct)
    {
        var found = await participant.LocateAsync(@case with { Right = RightRequested.Access }, ct);
        return found with { Data = [.. found.Data.Where(d => Covers(@case.Asked, d)).Select(d => d with { Outcome = Outcome.Restricted, Ground = ArticleOf(@case), Until = null })] };
    }

    private async Task<IReadOnlyList<Datum>> RestrictAsync(ParticipationCase @case, CancellationToken ct)
    {
        await RestrictAsync(
            @case.RequestId, @case.Subjects, @case.Asked.DataClasses, @case.Asked.Ground ?? RestrictionGround.Accuracy, untilClosed: false, ct);
        return (await RestrictableAsync(@case, ct)).Data;
    }

    // Asked of the table itself: a datum without a standing restriction is reported as not done, and so is one that is known
    // by an identifier alone: nobody could be held to it.
    private async Task<IReadOnlyList<Datum>> RestrictedAsync(ParticipationCase @case, CancellationToken ct)
    {
        var standing = await db.Restrictions.AsNoTracking().Where(r => r.RequestId == @case.RequestId).ToListAsync(ct);
        var data = (await RestrictableAsync(@case, ct)).Data;
        return [.. data.Select(d => @case.Subjects.Count > 0 && @case.Subjects.All(s => standing.Exists(r => r.SubjectId == s && (r.DataClass == SubjectRestriction.Everything || r.DataClass == d.DataClass)))
            ? d
            : d with { Outcome = Outcome.None })];
    }

    private async Task RestrictAsync(
        Guid requestId, IReadOnlyList<SubjectId> subjects, IReadOnlyList<string> classes, RestrictionGround ground, bool untilClosed, CancellationToken ct)
    {
        var wanted = subjects.SelectMany(s => classes.DefaultIfEmpty(SubjectRestriction.Everything).Select(c => (Subject: s, Class: c)));
        var standing = (await db.Restrictions.Where(r => r.RequestId == requestId).ToListAsync(ct)).Select(r => (r.SubjectId, r.DataClass)).ToHashSet();
        db.Restrictions.AddRange(wanted.Where(w => !standing.Contains(w)).Select(w => new SubjectRestriction
        {
            RequestId = requestId,
            SubjectId = w.Subject,
            DataClass = w.Class,
            Ground = ground,
            Since = db.Now,
            UntilClosed = untilClosed,
        }));
    }

    private static bool Covers(RequestDetails asked, Datum datum) => asked.DataClasses.Count == 0 || asked.DataClasses.Contains(datum.DataClass);

    private static string ArticleOf(ParticipationCase @case) => @case.Asked.Ground switch
    {
        RestrictionGround.Unlawful => "18(1)(b)",
        RestrictionGround.Claims => "18(1)(c)",
        RestrictionGround.Objection => "18(1)(d)",
        _ => "18(1)(a)",
    };
}
