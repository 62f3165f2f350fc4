using System.Text.Json;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Data;
using Gdpr.Platform.Disclosing;
using Gdpr.Platform.FreeText;
using Gdpr.Platform.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Participation;

/// <summary>
/// Speaks the participation protocol for a room: asks its <typeparamref name="TParticipant"/>, remembers the answer
/// of each phase and round, and reports. The same question again gets the same report without a second effect.
/// </summary>
internal sealed partial class ParticipationConsumer<TDb, TParticipant>(TDb db, TParticipant participant, CaseFiles cases)
    : IConsumer<LocateSubject>, IConsumer<CarryOut>, IConsumer<VerifySubject>, IConsumer<SubjectRequestClosed>,
        IConsumer<SubjectsHeld>, IConsumer<SubjectsRestricted>, IConsumer<RestrictionLifted>
    where TDb : RoomDbContext
    where TParticipant : IParticipant
{
    public Task Consume(ConsumeContext<LocateSubject> context)
    {
        var m = context.Message;
        return OnceAsync(m.RequestId, m.Target, ParticipationPhase.Locate, m.Round, m.Right, [], null, LocateAsync, context.CancellationToken);
    }

    public Task Consume(ConsumeContext<CarryOut> context)
    {
        var m = context.Message;
        return OnceAsync(m.RequestId, m.Target, ParticipationPhase.Act, m.Round, m.Right, m.Plan, m.LedgerSequence, CarryOutAsync, context.CancellationToken);
    }

    public Task Consume(ConsumeContext<VerifySubject> context)
    {
        var m = context.Message;
        return OnceAsync(m.RequestId, m.Target, ParticipationPhase.Verify, m.Round, m.Right, [], null, VerifyAsync, context.CancellationToken);
    }

    public async Task Consume(ConsumeContext<SubjectRequestClosed> context)
    {
        var id = context.Message.RequestId;
        await db.InTransactionAsync(
            async ct =>
            {
                await db.Holds.Where(h => h.RequestId == id).ExecuteDeleteAsync(ct);
                await db.Restrictions.Where(r => r.RequestId == id && r.UntilClosed).ExecuteDeleteAsync(ct);
                await db.Participations.Where(p => p.RequestId == id).ExecuteDeleteAsync(ct);
            },
            context.CancellationToken);
    }

    private async Task OnceAsync(
        Guid requestId,
        string target,
        ParticipationPhase phase,
        int round,
        RightRequested right,
        IReadOnlyList<Datum> plan,
        long? sequence,
        Func<ParticipationCase, CancellationToken, Task<PhaseResult>> work,
        CancellationToken ct)
    {
        var name = phase.ToString();
        var known = await db.Participations.SingleOrDefaultAsync(
            p => p.RequestId == requestId && p.Target == target && p.Phase == name && p.Round == round, ct);
        if (known is not null)
        {
            Report(JsonSerializer.Deserialize<ParticipantReported>(known.Report, MessageJson.Options)!);
            return;
        }

        var file = await cases.ReadAsync(db.Room, requestId, ct);
        if (file is null)
        {
            // The case was closed meanwhile: nobody waits for this answer.
            return;
        }

        var @case = new ParticipationCase(
            requestId, right, file.Subjects, file.Known(), plan, sequence) { Asked = file.Asked, Texts = file.Texts, ReceivedAt = file.ReceivedAt };
        var result = await work(@case, ct);
        var report = new ParticipantReported(
            requestId, target, phase, round, ReportStatus.Done, Assurance.ReadBack, ReportLength.Within(result.Data, db.Room), null, result.IdentifiersAdded, null,
            result.Mentions, [.. result.Recipients ?? []]);
        db.Participations.Add(new ParticipationRecord
        {
            RequestId = requestId,
            Target = target,
            Phase = name,
            Round = round,
            Report = JsonSerializer.Serialize(report, MessageJson.Options),
            At = db.Now,
        });
        Report(report);
    }

    private void Report(ParticipantReported report) => db.Send(ParticipationEndpoints.Saga, report);

    private async Task<PhaseResult> LocateAsync(ParticipationCase @case, CancellationToken ct)
    {
        await HoldAsync(@case.RequestId, @case.Subjects, editsHeld: false, until: null, ct);
        var findings = @case.Right == RightRequested.Restriction ? await RestrictableAsync(@case, ct)
            : IsAnswered(@case) ? await participant.LocateAsync(@case, ct)
            : Findings.Of();
        var added = await cases.AddAsync(db.Room, @case.RequestId, findings.NewIdentifiers, ct);
        return new PhaseResult(findings.Data, added, await UndecidedAsync(@case, ct), await db.RecipientsAsync(@case.Subjects, ct));
    }

    private async Task<PhaseResult> CarryOutAsync(ParticipationCase @case, CancellationToken ct)
    {
        await HoldAsync(@case.RequestId, @case.Subjects, editsHeld: true, until: null, ct);
        if (@case.Right == RightRequested.Erasure)
        {
            // Before the room changes its words itself: what was decided was decided about what was read.
            await db.RedactAsync(@case, @case.Texts, participant, ct);
        }

        return new PhaseResult(@case.Right == RightRequested.Restriction ? await RestrictAsync(@case, ct)
            : IsAnswered(@case) ? await participant.CarryOutAsync(@case, ct)
            : []);
    }

    // Words that name the person and that nobody has decided about are still there.
    private async Task<PhaseResult> VerifyAsync(ParticipationCase @case, CancellationToken ct)
    {
        var found = @case.Right == RightRequested.Restriction ? await RestrictedAsync(@case, ct)
            : IsAnswered(@case) ? await participant.VerifyAsync(@case, ct)
            : [];
        var undecided = await UndecidedAsync(@case, ct);
        return new PhaseResult(undecided == 0 ? found : [.. found, new Datum($"{db.Room}.freeText", undecided, Outcome.None, null, null)], Mentions: undecided);
    }

    private async Task<int> UndecidedAsync(ParticipationCase @case, CancellationToken ct) =>
        @case.Right == RightRequested.Erasure ? await db.UndecidedAsync(@case, @case.Texts, participant, ct) : 0;

    private bool IsAnswered(ParticipationCase @case) => participant.Answers.Contains(@case.Right);
}

/// <summary>What a phase came to in this room.</summary>
/// <param name="Mentions">Places in words about others that name the person and that nobody has decided about.</param>
/// <param name="Recipients">Who received the person's data from here.</param>
internal sealed record PhaseResult(IReadOnlyList<Datum> Data, int IdentifiersAdded = 0, int Mentions = 0, IReadOnlyList<string>? Recipients = null);

/// <summary>Names of the endpoints of the protocol.</summary>
public static class ParticipationEndpoints
{
    public const string Saga = "subject-rights-subject-request";

    public static string Of(string room) => $"{room}-participation";
}
