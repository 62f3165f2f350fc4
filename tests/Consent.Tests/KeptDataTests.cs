using System.Net.Http.Json;
using Gdpr.Consent.Data;
using Gdpr.Consent.Features.Ageing;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Tests;

public sealed class KeptDataTests
{
    private const string Email = "ada@example.test";
    private const string Words = "The box on page nine";
    private const string Browser = "Browser of Ada";
    private static readonly DateOnly Last = new(2030, 1, 1);
    private static readonly DateTimeOffset After = DateTimeOffset.Parse("2030-01-02T00:30:00+01:00");

    [Fact]
    public async Task A_proof_kept_until_a_day_goes_by_itself_after_it_also_when_the_process_was_away()
    {
        var clock = new MovableClock();
        await using var room = await ConsentRoom.StartAsync(o => o.Clock = clock);
        var (subject, request) = await KeepAsync(room, Last);
        Assert.Equal([Keep(2, Last)], await CheckAsync(room, subject, request, 9));
        clock.Set(After.AddDays(-1));
        Assert.NotEmpty(Bytes.Containing(room.Host.DataFolder, Words));
        Assert.Empty(Bytes.Containing(room.Host.DataFolder, Browser));
        Assert.Equal("UNKNOWN_SUBJECT", await room.DecideAsync(subject));

        await room.Host.StopAsync();
        clock.Set(After);
        await room.StartAgainAsync();

        await GoneAsync(room);
        Assert.Equal([request], await room.Host.ReadAsync<ConsentDbContext, List<Guid>>(
            db => db.AuditEntries.Where(a => a.Code == "kept.erased" && a.SubjectId == subject).Select(a => a.Reference!.Value).ToListAsync()));
        Assert.False(await room.Host.ReadAsync<ConsentDbContext, bool>(db => db.Kept.AnyAsync()));
        Assert.Empty(await CheckAsync(room, subject, request, 10));
    }

    [Fact]
    public async Task A_claim_and_an_open_request_put_the_end_off_and_a_refusal_outlives_the_proof()
    {
        var clock = new MovableClock();
        await using var room = await ConsentRoom.StartAsync(o => o.Clock = clock);
        var (subject, _) = await KeepAsync(room, Last, refused: true);
        room.Claimed.Add(subject);
        clock.Set(After);
        await PutOffAsync(room, clock);
        room.Claimed.Clear();
        room.Asking.Add(subject);
        clock.Advance(TimeSpan.FromHours(2));
        await PutOffAsync(room, clock);
        Assert.NotEmpty(Bytes.Containing(room.Host.DataFolder, Words));

        room.Asking.Clear();
        clock.Advance(TimeSpan.FromHours(2));

        await GoneAsync(room);
        Assert.Equal("WITHDRAWN", await room.DecideAsync(await room.RegisterAsync(Email)));
    }

    [Fact]
    public async Task The_term_of_a_proof_kept_of_somebody_erased_stops_no_sweep_of_the_others()
    {
        var clock = new MovableClock();
        await using var room = await ConsentRoom.StartAsync(o => o.Clock = clock);
        var notice = await room.PublishNoticeAsync("yearly", consentMonths: 12);
        var other = await room.RegisterAsync("bob@example.test");
        await GiveAsync(other);
        var (subject, _) = await KeepAsync(room, null, s => GiveAsync(s));

        clock.Set(After);
        var ended = await room.Host.ReadAsync<ConsentDbContext, int>(db => AgeingSweeper.SweepAsync(db, CancellationToken.None));

        Assert.Equal(1, ended);
        Assert.Equal(3, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.Events.CountAsync(e => e.SubjectId == subject)));

        Task GiveAsync(SubjectId s) => ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/events", new
        {
            subjectId = s, purpose = "yearly", channel = "email", decision = "given", method = "form", noticeId = notice, at = TimeProvider.System.GetUtcNow(),
        }));
    }

    private static Datum Keep(int count, DateOnly? until) => new("consent.events", count, Outcome.Kept, "17(3)(e):CONSENT_PROOF", until);

    private static async Task<(SubjectId Subject, Guid Request)> KeepAsync(ConsentRoom room, DateOnly? until, Func<SubjectId, Task>? also = null, bool refused = false)
    {
        var subject = await room.RegisterAsync(Email);
        await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/events", new
        {
            subjectId = subject, purpose = ConsentRoom.Newsletter, channel = "email", decision = "given", method = "form", noticeId = room.Notice,
            at = TimeProvider.System.GetUtcNow(), evidence = new { page = Words },
        }));
        await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/confirmations", new
        {
            subjectId = subject, purpose = ConsentRoom.Newsletter, channel = "email", noticeId = room.Notice, userAgent = Browser,
        }));
        Assert.NotEmpty(Bytes.Containing(room.Host.DataFolder, Browser));
        await (also?.Invoke(subject) ?? Task.CompletedTask);
        if (refused)
        {
            await ConsentRoom.Created(room.SayAsync(subject, "withdrawn"));
        }

        var request = room.OpenCase([subject], Email);
        await room.AskAsync(new CarryOut(request, "consent", RightRequested.Erasure, 1, subject, 3, [Keep(1, until)]), request, ParticipationPhase.Act);
        await room.Host.PublishAsync(new SubjectRequestClosed(request));
        await ConsentRoom.Until(() => room.Host.ReadAsync<ConsentDbContext, bool>(async db => !await db.Holds.AnyAsync() && !await db.Participations.AnyAsync()));
        return (subject, request);
    }

    // The second check comes after the request was closed.
    private static async Task<Datum[]> CheckAsync(ConsentRoom room, SubjectId subject, Guid request, int round)
    {
        await room.Host.SendAsync("consent-participation", new VerifySubject(request, "consent", RightRequested.Erasure, round, subject));
        return (await Eventually.Async(
            () => Task.FromResult(room.Host.Bus.All<ParticipantReported>().LastOrDefault(r => r.Round == round)), TimeSpan.FromSeconds(20), "the check")).Data;
    }

    private static Task PutOffAsync(ConsentRoom room, MovableClock clock) => Eventually.Async(
        () => room.Host.ReadAsync<ConsentDbContext, bool>(async db => await db.Kept.AllAsync(k => k.DueAt > clock.GetUtcNow())), TimeSpan.FromSeconds(30), "it is put off");

    private static Task GoneAsync(ConsentRoom room) => Eventually.Async(
        () => Task.FromResult(Bytes.Containing(room.Host.DataFolder, Words).Count == 0), TimeSpan.FromSeconds(20), "no byte of the proof is left");
}
