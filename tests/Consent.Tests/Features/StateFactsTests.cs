using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Participation;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Tests.Features;

public sealed class StateFactsTests(StateFactsTests.Room shared) : IClassFixture<StateFactsTests.Room>
{
    private static readonly string[] EveryChannel = ["email", "sms", "phone_live", "phone_automated", "postal", "email_pixel", "email_link"];
    private static readonly object Customer = new
    {
        country = "FR", audience = "B2C",
        softOptIn = new { collectedAtSale = true, sameEntity = true, similarProducts = true, optOutAtCollection = true, optOutEachMessage = true },
    };

    private ConsentRoom At => shared.Value;

    [Fact]
    public async Task Every_vector_gets_the_same_answer_when_its_facts_are_recorded()
    {
        var vectors = JsonNode.Parse(await File.ReadAllTextAsync(Require.SharedFile("vectors/marketing-permission.json")))!["vectors"]!.AsArray();
        var asked = 0;
        foreach (var vector in vectors.Where(CanBeRecorded))
        {
            var answer = await RecordAndAskAsync(vector!.AsObject());
            var wrong = $"{vector["id"]}: {answer.ToJsonString()}";
            Assert.True(answer["code"]!.GetValue<string>() == vector["expected"]!["code"]!.GetValue<string>(), wrong);
            Assert.True(answer["disputable"]!.GetValue<bool>() == (vector["disputable"]?.GetValue<bool>() ?? false), wrong);
            asked++;
        }

        Assert.True(asked >= 40, $"{asked} vectors");
    }

    [Fact]
    public async Task An_existing_customer_may_be_written_to_until_the_facts_say_otherwise()
    {
        var subject = await NewAsync();
        Assert.Equal("NO_CONSENT", await At.DecideAsync(subject));

        var version = await At.StateAsync(subject, Customer);
        var answer = await At.Http.GetFromJsonAsync<JsonObject>($"/api/consent/decisions?subjectId={subject}&channel=email&purpose=newsletter");
        Assert.Equal(("SOFT_OPT_IN", version), (answer!["code"]!.GetValue<string>(), answer["evidenceIds"]!.AsArray().Single()!.GetValue<Guid>()));
        await At.StateAsync(subject, new { country = "FR", audience = "B2C" });

        Assert.Equal("NO_CONSENT", await At.DecideAsync(subject));
    }

    [Fact]
    public async Task A_refusal_among_the_facts_stands_when_the_facts_and_the_person_are_gone()
    {
        var subject = await NewAsync("refuser@example.test");
        await At.StateAsync(subject, new { refusedInCallAt = "2026-11-02T11:00:00+01:00", objection = new { scope = "email" } });
        await At.StateAsync(subject, new { refusedInCallAt = "2026-11-02T11:00:00+01:00", objection = new { scope = "email" } });
        await At.StateAsync(subject, Customer);

        Assert.Equal("OBJECTED", await At.DecideAsync(subject));
        Assert.Equal("OBJECTED", await At.DecideAsync(subject, "phone", "everything"));
        Assert.Equal(2, await At.Host.ReadAsync<ConsentDbContext, int>(db => db.SuppressionSubjects.CountAsync(l => l.SubjectId == subject)));
        var verified = await At.EraseAsync([subject], "refuser@example.test");
        Assert.DoesNotContain(verified, d => d.DataClass == SubjectFacts.DataClass);
        Assert.False(await At.Host.ReadAsync<ConsentDbContext, bool>(db => db.Facts.AnyAsync(f => f.SubjectId == subject)));
        var again = await NewAsync("refuser@example.test");
        await At.StateAsync(again, Customer);
        Assert.Equal("OBJECTED", await At.DecideAsync(again));
        await ConsentRoom.RefusedAsync(PutAsync(subject, Customer), 409, "SUBJECT_ERASED");
    }

    [Fact]
    public async Task Facts_are_read_back_as_stated_with_their_provenance_and_the_reading_is_audited()
    {
        var subject = await NewAsync();
        await At.StateAsync(subject, new
        {
            country = "FR", audience = "B2B", relatedToProfession = true, lastContactFromPersonAt = "2026-01-05",
            provenance = new { origin = "purchased", supplier = "Fichiers SA", partnersNamed = false, obtainedAt = "2026-01-02T10:00:00Z" },
        });

        using var answer = await At.Http.GetAsync($"/api/consent/subjects/{subject}/facts");
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal(("B2B", true), (body["facts"]!["audience"]!.GetValue<string>(), body["facts"]!["relatedToProfession"]!.GetValue<bool>()));
        Assert.Equal(("purchased", "Fichiers SA", false), (body["provenance"]!["origin"]!.GetValue<string>(), body["provenance"]!["supplier"]!.GetValue<string>(), body["provenance"]!["partnersNamed"]!.GetValue<bool>()));
        Assert.NotNull(answer.Headers.ETag);
        Assert.Equal(1, await At.Host.ReadAsync<ConsentDbContext, int>(db => db.AuditEntries.CountAsync(a => a.Code == "facts.read" && a.SubjectId == subject)));
    }

    [Fact]
    public async Task Whoever_states_on_an_old_version_is_told()
    {
        var subject = await NewAsync();
        await At.StateAsync(subject, Customer);
        await At.StateAsync(subject, Customer);
        using var stale = new HttpRequestMessage(HttpMethod.Put, $"/api/consent/subjects/{subject}/facts") { Content = JsonContent.Create(Customer) };
        stale.Headers.TryAddWithoutValidation("If-Match", "\"1\"");

        await ConsentRoom.RefusedAsync(At.Http.SendAsync(stale), 412, "CHANGED_MEANWHILE");
    }

    [Theory]
    [InlineData("""{"age":"old"}""", "FACTS_INVALID")]
    [InlineData("""{"age":-1}""", "NUMBER_NEGATIVE")]
    [InlineData("""{"audience":"B2G"}""", "AUDIENCE_UNKNOWN")]
    [InlineData("""{"country":"XX"}""", "COUNTRY_UNKNOWN")]
    [InlineData("""{"consumerTimeZone":"Moon/Tycho"}""", "FACTS_INVALID")]
    [InlineData("""{"consent":{"state":"given","proof":true}}""", "CONSENT_NEEDS_EVENT")]
    [InlineData("""{"lastContactFromPersonAt":"2999-01-01"}""", "DATE_IN_FUTURE")]
    [InlineData("""{"provenance":{"origin":"A Bought File"}}""", "FACTS_INVALID")]
    public async Task Facts_that_are_none_get_a_stable_code(string facts, string code)
    {
        var subject = SubjectId.New(TimeProvider.System);

        await ConsentRoom.RefusedAsync(PutAsync(subject, JsonNode.Parse(facts)!), 422, code);

        Assert.Equal("UNKNOWN_SUBJECT", await At.DecideAsync(subject));
    }

    [Fact]
    public async Task What_belongs_to_one_message_or_is_not_understood_is_named()
    {
        using var answer = await PutAsync(await NewAsync(), new { audience = "B2C", moon = "full", message = new { unsubscribe = true }, at = "2026-01-01T00:00:00Z" });

        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(["moon", "message", "at"], body["ignored"]!.AsArray().Select(i => i!.GetValue<string>()));
    }

    [Fact]
    public async Task The_audience_that_Contacts_tells_counts_until_it_is_stated_here()
    {
        var subject = SubjectId.New(TimeProvider.System);
        At.Audiences[subject] = "b2B";
        At.People[subject] = ["pro@example.test"];
        await At.Host.PublishAsync(new Messages.Contacts.SubjectsRegistered([subject]));
        await ConsentRoom.Until(async () => await At.DecideAsync(subject) == "B2B_NOT_RELATED");

        await At.StateAsync(subject, new { relatedToProfession = true, informed = true });
        Assert.Equal("B2B_OPT_OUT", await At.DecideAsync(subject));
        await At.StateAsync(subject, new { audience = "B2C", relatedToProfession = true, informed = true });
        Assert.Equal("NO_CONSENT", await At.DecideAsync(subject));
    }

    [Fact]
    public async Task A_restricted_person_hears_only_what_the_person_agreed_to()
    {
        var subject = await NewAsync();
        await At.StateAsync(subject, Customer);
        await At.Host.ReadAsync<ConsentDbContext, int>(db =>
        {
            db.Restrictions.Add(new SubjectRestriction
            {
                RequestId = Guid.CreateVersion7(), SubjectId = subject, DataClass = SubjectRestriction.Everything, Ground = RestrictionGround.Accuracy, Since = DateTimeOffset.UtcNow, UntilClosed = false,
            });
            return db.SaveChangesAsync();
        });

        Assert.Equal("RESTRICTED", await At.DecideAsync(subject));
        await ConsentRoom.RefusedAsync(PutAsync(subject, new { audience = "B2B", relatedToProfession = true }), 423, "SUBJECT_RESTRICTED");
        await ConsentRoom.Created(At.SayAsync(subject, "given"));
        Assert.Equal("CONSENT", await At.DecideAsync(subject));
    }

    [Fact]
    public async Task A_copy_for_the_person_holds_the_facts()
    {
        var subject = await NewAsync("copy@example.test");
        await At.StateAsync(subject, Customer);
        var request = At.OpenCase([subject], "copy@example.test");

        var found = await At.AskAsync(new LocateSubject(request, "consent", RightRequested.Access, 1, subject), request, ParticipationPhase.Locate);
        using var rights = At.Host.AsRoom("subject-rights");
        var tables = await rights.GetFromJsonAsync<JsonArray>($"/internal/consent/participation/{request}/export?right=access");

        Assert.Contains(found, d => d.DataClass == SubjectFacts.DataClass && d.Outcome == Outcome.Provided && d.Count > 5);
        Assert.Contains("collectedAtSale", Assert.Single(tables!)!["rows"]!.ToJsonString(), StringComparison.Ordinal);
    }

    // A consent without proof comes in by import only; what a pixel is for belongs to the message.
    private static bool CanBeRecorded(JsonNode? vector) =>
        vector!["consent"]?["proof"]?.GetValue<bool>() != false && vector["purpose"]?.GetValue<string>() is null or "individual_performance";

    private async Task<JsonNode> RecordAndAskAsync(JsonObject vector)
    {
        var subject = SubjectId.New(TimeProvider.System);
        var facts = (JsonObject)vector.DeepClone();
        facts.Remove("consent");
        await At.StateAsync(subject, facts);
        if (vector["consent"] is { } consent && consent["state"]!.GetValue<string>() is "given" or "withdrawn")
        {
            await GiveAsync(subject, consent);
        }

        var purpose = vector["messageType"]?.GetValue<string>() == "service" ? "orders" : "everything";
        using var answer = await At.Http.PostAsJsonAsync("/api/consent/decisions/batch", new
        {
            subjectIds = new[] { subject }, channel = vector["channel"], purpose, at = vector["at"], message = vector["message"],
        });
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]![0]!["decision"]!;
    }

    private async Task GiveAsync(SubjectId subject, JsonNode consent)
    {
        var at = consent["collectedAt"]!.GetValue<string>();
        foreach (var channel in consent["channels"]?.AsArray().Select(c => c!.GetValue<string>()) ?? ["all"])
        {
            await ConsentRoom.Created(At.Http.PostAsJsonAsync("/api/consent/events", new
            {
                subjectId = subject, purpose = "everything", channel, decision = "given", method = "form", noticeId = shared.Notice,
                at = at.Length == 10 ? at + "T12:00:00+02:00" : at,
                source = consent["source"], recipientsNamed = consent["recipientsNamed"]?.GetValue<bool>() ?? false,
            }));
        }

        if (consent["withdrawnAt"] is { } withdrawn)
        {
            await ConsentRoom.Created(At.SayAsync(subject, "withdrawn", "email", withdrawn.GetValue<DateTimeOffset>(), purpose: "everything"));
        }
    }

    private Task<SubjectId> NewAsync(params string[] emails) => At.RegisterAsync(emails.Length > 0 ? emails : [$"{Guid.CreateVersion7():N}@example.test"]);

    private Task<HttpResponseMessage> PutAsync(SubjectId subject, object facts) => At.Http.PutAsJsonAsync($"/api/consent/subjects/{subject}/facts", facts);

    /// <summary>One host for all: each test has people of its own.</summary>
    public sealed class Room : IAsyncLifetime
    {
        private ConsentRoom? _room;

        internal ConsentRoom Value => _room!;

        internal Guid Notice { get; private set; }

        public async ValueTask InitializeAsync()
        {
            _room = await ConsentRoom.StartAsync();
            Notice = await _room.PublishNoticeAsync("everything", EveryChannel);
            await _room.PublishNoticeAsync("orders", legalBasis: "contract");
        }

        public ValueTask DisposeAsync() => _room!.DisposeAsync();
    }
}
