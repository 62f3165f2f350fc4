using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Messages.Contacts;
using Gdpr.Messages.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Tests;

public sealed class ConsentParticipantTests
{
    private const string Email = "ada@example.test";

    [Theory]
    [InlineData("withdrawn", "WITHDRAWN")]
    [InlineData("refused", "NO_CONSENT")]
    public async Task A_refusal_outlives_erasure_and_return_under_a_new_id(string decision, string code)
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = await room.RegisterAsync(Email);
        await ConsentRoom.Created(room.SayAsync(subject, "given"));
        await ConsentRoom.Created(room.SayAsync(subject, decision));

        var verified = await room.EraseAsync([subject], Email);
        var again = await room.RegisterAsync(Email);

        Assert.Equal(new Datum("consent.suppressions", 1, Outcome.Kept, "21(3):SUPPRESSION", null), Assert.Single(verified));
        Assert.Equal("UNKNOWN_SUBJECT", await room.DecideAsync(subject));
        await ConsentRoom.RefusedAsync(room.SayAsync(subject, "given"), 409, "SUBJECT_ERASED");
        Assert.Equal(code, await room.DecideAsync(again));
        await ConsentRoom.Created(room.SayAsync(again, "given", method: "import"));
        Assert.Equal(code, await room.DecideAsync(again));
        Assert.Equal(0, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.Events.CountAsync(e => e.SubjectId == subject)));
    }

    [Fact]
    public async Task An_objection_said_before_any_hash_was_known_is_hashed_by_the_erasure()
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = SubjectId.New(TimeProvider.System);
        await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/suppressions", new { subjectId = subject, scope = "all", reason = "objection" }));

        await room.EraseAsync([subject], Email);

        Assert.Equal("OBJECTED", await room.DecideAsync(await room.RegisterAsync(Email)));
    }

    [Fact]
    public async Task A_late_announcement_of_an_erased_person_changes_nothing_and_harms_nobody_else()
    {
        await using var room = await ConsentRoom.StartAsync();
        var erased = await room.RegisterAsync(Email);
        await room.EraseAsync([erased], Email);
        var living = SubjectId.New(TimeProvider.System);
        room.People[living] = ["bob@example.test"];

        await room.Host.PublishAsync(new SubjectsRegistered([erased, living]));

        await ConsentRoom.Until(async () => await room.DecideAsync(living) == "NO_CONSENT");
        Assert.Equal("UNKNOWN_SUBJECT", await room.DecideAsync(erased));
        Assert.Equal(1, await room.Host.ReadAsync<ConsentDbContext, long>(db => db.Marks.Select(m => m.LateWritesRefused).SingleAsync()));
        Assert.False(await room.Host.ReadAsync<ConsentDbContext, bool>(db => db.SubjectHashes.AnyAsync(h => h.SubjectId == erased)));
    }

    [Fact]
    public async Task An_erasure_of_what_was_said_leaves_the_person_known_and_the_refusal_standing()
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = await room.RegisterAsync(Email);
        await ConsentRoom.Created(room.SayAsync(subject, "given"));
        await ConsentRoom.Created(room.SayAsync(subject, "withdrawn"));
        var request = room.OpenPart([subject], ["consent.events", "consent.hashes"], Email);

        var plan = await room.AskAsync(new LocateSubject(request, "consent", RightRequested.Erasure, 1, subject), request, ParticipationPhase.Locate);
        var done = await room.AskAsync(new CarryOut(request, "consent", RightRequested.Erasure, 1, subject, 7, plan), request, ParticipationPhase.Act);
        var verified = await room.AskAsync(new VerifySubject(request, "consent", RightRequested.Erasure, 1, subject), request, ParticipationPhase.Verify);

        Assert.Equal(["consent.events 2 Erased", "consent.hashes 2 Kept"], plan.Select(d => $"{d.DataClass} {d.Count} {d.Outcome}"));
        Assert.Equal(plan, done);
        Assert.Equal(["consent.hashes 2 Kept"], verified.Select(d => $"{d.DataClass} {d.Count} {d.Outcome}"));
        Assert.Equal("WITHDRAWN", await room.DecideAsync(subject));
        await room.Host.PublishAsync(new Messages.SubjectRights.SubjectRequestClosed(request));
        await ConsentRoom.Until(async () => (await room.SayAsync(subject, "given")).IsSuccessStatusCode);
        Assert.Equal("CONSENT", await room.DecideAsync(subject));
    }

    [Fact]
    public async Task Locating_changes_nothing_and_says_what_would_be_done()
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = await room.RegisterAsync(Email);
        await ConsentRoom.Created(room.SayAsync(subject, "given"));
        await ConsentRoom.Created(room.SayAsync(subject, "withdrawn", "sms"));
        var request = room.OpenCase([subject], Email);

        var found = await room.AskAsync(new LocateSubject(request, "consent", RightRequested.Erasure, 1, subject), request, ParticipationPhase.Locate);

        Assert.Equal(
            ["consent.events 2 Erased", "consent.hashes 2 Erased", "consent.links 1 Erased", "consent.suppressions 1 Kept"],
            found.Select(d => $"{d.DataClass} {d.Count} {d.Outcome}"));
        Assert.Equal("CONSENT", await room.DecideAsync(subject));
    }

    [Fact]
    public async Task Verification_reports_what_is_still_there()
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = await room.RegisterAsync(Email);
        await ConsentRoom.Created(room.SayAsync(subject, "given"));
        var request = room.OpenCase([subject], Email);

        var found = await room.AskAsync(new VerifySubject(request, "consent", RightRequested.Erasure, 1, subject), request, ParticipationPhase.Verify);

        Assert.Equal(["consent.events 1 None", "consent.hashes 2 None"], found.Select(d => $"{d.DataClass} {d.Count} {d.Outcome}"));
    }

    [Fact]
    public async Task Without_a_known_person_the_address_alone_finds_the_suppression()
    {
        await using var room = await ConsentRoom.StartAsync();
        await ConsentRoom.Created(room.Http.PostAsJsonAsync(
            "/api/consent/suppressions", new { identifier = new { kind = "email", value = Email }, scope = "email", reason = "complaint" }));

        var verified = await room.EraseAsync([], Email);
        var unknown = await room.EraseAsync([], "nobody@example.test");

        Assert.Equal("consent.suppressions", Assert.Single(verified).DataClass);
        Assert.Empty(unknown);
    }

    [Fact]
    public async Task Another_living_person_with_the_same_address_is_left_alone()
    {
        await using var room = await ConsentRoom.StartAsync();
        var erased = await room.RegisterAsync(Email);
        var other = await room.RegisterAsync(Email);
        await ConsentRoom.Created(room.SayAsync(other, "given"));

        var verified = await room.EraseAsync([erased], Email);

        Assert.Empty(verified);
        Assert.Equal("CONSENT", await room.DecideAsync(other));
    }

    [Fact]
    public async Task A_proof_that_the_reviewer_keeps_is_kept_and_said_to_be()
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = await room.RegisterAsync(Email);
        await ConsentRoom.Created(room.SayAsync(subject, "given"));
        var request = room.OpenCase([subject], Email);
        var keep = new Datum("consent.events", 1, Outcome.Kept, "17(3)(e):CONSENT_PROOF", new DateOnly(2031, 11, 2));

        await room.AskAsync(new CarryOut(request, "consent", RightRequested.Erasure, 1, subject, 3, [keep]), request, ParticipationPhase.Act);
        var verified = await room.AskAsync(new VerifySubject(request, "consent", RightRequested.Erasure, 1, subject), request, ParticipationPhase.Verify);

        Assert.Equal(keep, Assert.Single(verified));
    }

    [Fact]
    public async Task Facts_restated_after_the_request_came_are_marked_and_those_stated_first_are_not()
    {
        await using var room = await ConsentRoom.StartAsync();
        var (changed, fresh) = (await room.RegisterAsync(Email), await room.RegisterAsync("bob@example.test"));
        await room.StateAsync(changed, new { audience = "B2C" });
        var received = TimeProvider.System.GetUtcNow();
        await room.StateAsync(changed, new { audience = "B2B" });
        await room.StateAsync(fresh, new { audience = "B2C" });

        Assert.Equal("15:CHANGED_AFTER_RECEIPT", await GroundAsync(changed, received));
        Assert.Null(await GroundAsync(changed, TimeProvider.System.GetUtcNow()));
        Assert.Null(await GroundAsync(fresh, received));

        async Task<string?> GroundAsync(SubjectId subject, DateTimeOffset at)
        {
            var request = Guid.CreateVersion7();
            room.Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{request}", _ => new
            {
                requestId = request, subjects = new[] { subject }, identifiers = Array.Empty<object>(), receivedAt = at,
            });
            var found = await room.AskAsync(new LocateSubject(request, "consent", RightRequested.Access, 1, subject), request, ParticipationPhase.Locate);
            return found.Single(d => d.DataClass == "consent.facts").Ground;
        }
    }

    [Fact]
    public async Task Portability_hands_out_receipts_with_the_words_shown()
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = await room.RegisterAsync(Email);
        await ConsentRoom.Created(room.SayAsync(subject, "given"));
        await ConsentRoom.Created(room.SayAsync(subject, "withdrawn"));
        var request = room.OpenCase([subject], Email);

        var found = await room.AskAsync(new LocateSubject(request, "consent", RightRequested.Portability, 1, subject), request, ParticipationPhase.Locate);
        using var rights = room.Host.AsRoom("subject-rights");
        var tables = await rights.GetFromJsonAsync<JsonArray>($"/internal/consent/participation/{request}/export?right=portability");

        Assert.Equal(new Datum("consent.events", 2, Outcome.Provided, null, null), Assert.Single(found));
        var table = Assert.Single(tables!)!;
        Assert.Equal("consent", table["legalBasis"]!.GetValue<string>());
        var columns = table["columns"]!.AsArray().Select(c => c!.GetValue<string>()).ToList();
        var rows = table["rows"]!.AsArray();
        Assert.Equal(["given", "withdrawn"], rows.Select(r => r![columns.IndexOf("decision")]!.GetValue<string>()));
        Assert.Equal("Oui à newsletter.", rows[0]![columns.IndexOf("noticeText")]!.GetValue<string>());
    }
}
