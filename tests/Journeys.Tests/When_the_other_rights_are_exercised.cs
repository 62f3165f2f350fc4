using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Simulators;
using Gdpr.Simulators.People;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

/// <summary>Arts. 15, 16, 18, 21 and 22 travel the same road as erasure and portability.</summary>
public sealed class When_the_other_rights_are_exercised
{
    [Theory]
    [InlineData(HostedAs.Standalone)]
    [InlineData(HostedAs.Distributed)]
    public async Task A_rectification_is_checked_here_and_at_the_third_party_and_the_contested_data_is_only_stored_meanwhile(HostedAs hosting)
    {
        // Of its own: the third party goes away afterwards, and whoever shared the suite would wait for it.
        await using var suite = await Suites.StartAsync(hosting);
        await using var shop = await InHouseApplication.StartAsync();
        shop.Seed(new Person(Email: "wrong@example.test", Name: "Ann Exemple", Plan: "gold"));
        using var me = await Integrator.SignInAsync(suite);
        await me.ConnectAsync(shop, "shop16");
        var person = await me.RegisterAsync("wrong@example.test");

        var id = await AskAsync(me, "rectification", new { email = "wrong@example.test" }, new
        {
            changes = new object[] { new { datum = "email", from = "wrong@example.test", to = "right@example.test" }, new { datum = "familyName", to = "Durand" } },
        });
        await me.StepAsync(id, "AwaitingIdentity", "identity", new { method = "staff", outcome = "confirmed", reason = "called back" });
        await me.UntilAsync(id, TimeSpan.FromSeconds(60), "AwaitingReview");
        await Eventually.Async(async () => await PatchAsync(me, person) == "SUBJECT_RESTRICTED", TimeSpan.FromSeconds(30), "contested data is only stored");
        await me.StepAsync(id, "AwaitingReview", "approval", new { reason = "proof seen" });
        var end = await me.EndAsync(id);

        Assert.Equal("Completed", end["status"]!.GetValue<string>());
        Assert.All(["contacts", "connection:shop16"], t => Assert.Equal("rectified", Requests.Target(end, t)["outcome"]!.GetValue<string>()));
        Assert.Equal(("readBack", "vendorDeclared"), (Assurance(end, "contacts"), Assurance(end, "connection:shop16")));
        var contact = await me.GetAsync($"api/contacts/{person}");
        Assert.Equal(("Durand", "right@example.test"), (contact["familyName"]!.GetValue<string>(), contact["emails"]![0]!["value"]!.GetValue<string>()));
        Assert.Single(shop.People("right@example.test"));
        Assert.Empty(await me.FindAsync("wrong@example.test"));
        await Eventually.Async(async () => await PatchAsync(me, person) is null, TimeSpan.FromSeconds(30), "after it, staff may edit");
    }

    [Theory]
    [InlineData(HostedAs.Standalone)]
    [InlineData(HostedAs.Distributed)]
    public async Task A_restriction_stops_every_use_but_the_person_s_own_and_ends_after_the_person_was_told(HostedAs hosting)
    {
        await using var suite = await Suites.BorrowAsync(hosting);
        using var me = await Integrator.SignInAsync(suite);
        var person = await me.RegisterAsync("still@example.test", "still-1");
        var purpose = await PurposeAsync(me);

        var id = await AskAsync(me, "restriction", new { email = "still@example.test" }, new { ground = "unlawful" });
        await me.ConfirmAndApproveAsync(id);
        var end = await me.EndAsync(id);

        Assert.Equal("Completed", end["status"]!.GetValue<string>());
        Assert.Contains(Requests.Target(end, "contacts")["data"]!.AsArray(), d => d!["dataClass"]!.GetValue<string>() == "contacts.email" && d["outcome"]!.GetValue<string>() == "restricted" && d["ground"]!.GetValue<string>() == "18(1)(b)");

        // The end of the request is heard a moment after it is read; until then the person is held.
        await Eventually.Async(async () => await PatchAsync(me, person) == "SUBJECT_RESTRICTED", TimeSpan.FromSeconds(30), "the request is over and the restriction stands");
        using (var note = await me.PostAsync($"api/contacts/{person}/notes", new { text = "Called" }))
        {
            Assert.Equal(423, (int)note.StatusCode);
        }

        var import = await me.ImportAsync("id;mail;nom\nstill-1;still@example.test;Autre\n"u8.ToArray(), """{"externalId":"id","email":"mail","familyName":"nom","key":"externalId"}""");
        Assert.Equal(1, People.Count(import, "rejected"));
        Assert.DoesNotContain("still@example.test", await ExportAsync(me), StringComparison.Ordinal);
        Assert.Equal("RESTRICTED", await DecisionAsync(me, person, purpose));

        // The person's own refusal passes, and what the person consents to does too.
        await me.DoAsync("api/consent/suppressions", new { subjectId = person, scope = "sms", reason = "objection" });
        await me.DoAsync($"api/subject-rights/requests/{id}/lifting", new { reason = "The processing has a basis again" });
        await Eventually.Async(async () => await PatchAsync(me, person) is null, TimeSpan.FromSeconds(60), "the restriction is lifted");
        var told = Directory.EnumerateFiles(suite.MailFolder, "*.eml").Select(File.ReadAllText).Single(m => m.Contains("has a basis again", StringComparison.Ordinal));
        Assert.Contains("still@example.test", told, StringComparison.Ordinal);
        await Eventually.Async(async () => await DecisionAsync(me, person, purpose) != "RESTRICTED", TimeSpan.FromSeconds(30), "Consent has heard of it too");
    }

    [Theory]
    [InlineData(HostedAs.Standalone)]
    [InlineData(HostedAs.Distributed)]
    public async Task An_objection_to_marketing_waits_for_nobody_and_a_later_one_counts_anew(HostedAs hosting)
    {
        await using var suite = await Suites.BorrowAsync(hosting);
        using var me = await Integrator.SignInAsync(suite);
        var person = await me.RegisterAsync("enough@example.test");
        var purpose = await PurposeAsync(me);
        await ConsentAsync(me, person, purpose);
        Assert.Equal("CONSENT", await DecisionAsync(me, person, purpose));

        // Nobody has proved who they are: the objection stands already.
        var id = await AskAsync(me, "objection", new { email = "enough@example.test" }, new { scope = "marketing" });
        await Eventually.Async(async () => await DecisionAsync(me, person, purpose) == "OBJECTED", TimeSpan.FromSeconds(30), "the objection stands");
        Assert.Contains((await me.StateAsync(id))["status"]!.GetValue<string>(), (string[])["Received", "AwaitingIdentity"]);
        await me.ConfirmAndApproveAsync(id);
        var end = await me.EndAsync(id);
        Assert.Equal("Completed", end["status"]!.GetValue<string>());
        Assert.Equal("21(3):SUPPRESSION", Requests.Target(end, "consent")["data"]![0]!["ground"]!.GetValue<string>());

        await ConsentAsync(me, person, purpose);
        Assert.Equal("CONSENT", await DecisionAsync(me, person, purpose));
        await AskAsync(me, "objection", new { subjectId = person }, new { scope = "marketing" });
        await Eventually.Async(async () => await DecisionAsync(me, person, purpose) == "OBJECTED", TimeSpan.FromSeconds(30), "the second objection stands");
    }

    [Theory]
    [InlineData(HostedAs.Standalone)]
    [InlineData(HostedAs.Distributed)]
    public async Task Send_me_my_data_then_delete_it_is_done_in_this_order(HostedAs hosting)
    {
        await using var suite = await Suites.BorrowAsync(hosting);
        using var me = await Integrator.SignInAsync(suite);
        var person = await me.RegisterAsync("both@example.test");
        await me.DoAsync($"api/contacts/{person}/notes", new { text = "Prefers the morning" });
        var access = await AskAsync(me, "access", new { email = "both@example.test" }, null);
        var erasure = await AskAsync(me, "erasure", new { email = "both@example.test" }, null, access);

        await me.StepAsync(erasure, "AwaitingIdentity", "identity", new { method = "staff", outcome = "confirmed", reason = "called back" });
        await me.StepAsync(erasure, "AwaitingReview", "approval", new { reason = "preview read" }, leaves: false);
        await Eventually.Async(async () => (await me.StateAsync(erasure))["code"]?.GetValue<string>() == "WAITS_FOR_COPY", TimeSpan.FromSeconds(30), "the erasure waits");
        await me.ConfirmAndApproveAsync(access);

        Assert.Equal("Completed", (await me.EndAsync(access))["status"]!.GetValue<string>());
        Assert.Equal("Completed", (await me.EndAsync(erasure))["status"]!.GetValue<string>());
        using var zip = new ZipArchive(await me.Http.GetStreamAsync($"api/subject-rights/requests/{access}/package"));
        using var data = new StreamReader(zip.GetEntry("data.json")!.Open());
        var json = JsonNode.Parse(await data.ReadToEndAsync())!["data"]!;
        Assert.Contains("both@example.test", json["contacts"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("Prefers the morning", json["contacts"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await me.FindAsync("both@example.test"));
    }

    [Fact]
    public async Task A_decision_by_machine_is_looked_at_by_a_person_whose_reason_is_in_the_answer()
    {
        await using var suite = await Suites.BorrowAsync(HostedAs.Standalone);
        using var me = await Integrator.SignInAsync(suite);
        await me.RegisterAsync("machine@example.test");

        var id = await AskAsync(me, "automatedDecision", new { email = "machine@example.test" }, "My credit was refused by a score");
        await me.ConfirmAndApproveAsync(id);
        var end = await me.EndAsync(id);

        var letter = await me.Http.GetStringAsync($"api/subject-rights/requests/{id}/letter");
        Assert.Equal("Completed", end["status"]!.GetValue<string>());
        Assert.Contains("article 22", letter, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Requests.ApprovalReason, letter, StringComparison.Ordinal);
    }

    private static async Task<Guid> AskAsync(Integrator me, string right, object subject, object? details, Guid? after = null) =>
        (await me.DoAsync("api/subject-rights/requests", new
        {
            right, subject, receivedAt = DateTimeOffset.UtcNow.AddMinutes(-1), channel = "email", country = "FR", details, after,
        }))["id"]!.GetValue<Guid>();

    private static string? Assurance(JsonNode state, string target) => Requests.Target(state, target)["assurance"]?.GetValue<string>();

    /// <summary>The code of the refusal, or null when the edit was taken.</summary>
    private static async Task<string?> PatchAsync(Integrator me, Guid person)
    {
        using var current = await me.Http.GetAsync($"api/contacts/{person}");
        using var change = new HttpRequestMessage(HttpMethod.Patch, $"api/contacts/{person}") { Content = JsonContent.Create(new { city = "Lyon" }) };
        change.Headers.IfMatch.Add(current.Headers.ETag!);
        using var answer = await me.Http.SendAsync(change);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.Locked]);
        return answer.IsSuccessStatusCode ? null : JsonNode.Parse(text)!["code"]!.GetValue<string>();
    }

    private static async Task<string> ExportAsync(Integrator me)
    {
        using var answer = await me.PostAsync("api/contacts/exports", new { format = "csv" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string> PurposeAsync(Integrator me)
    {
        var code = $"news-{Guid.CreateVersion7():N}"[..20];
        await me.DoAsync("api/consent/purposes", new { code, name = new { fr = "Lettre", en = "Newsletter" }, channels = new[] { "email" }, legalBasis = "consent" });
        return code;
    }

    private static async Task ConsentAsync(Integrator me, Guid person, string purpose)
    {
        var notice = await me.DoAsync("api/consent/notices", new { purpose, language = "fr", text = "Oui, je veux la lettre." });
        // Right after a request about the person, edits are still held for a moment.
        await me.InsistAsync("api/consent/events", new
        {
            subjectId = person, purpose, channel = "email", decision = "given", noticeId = notice["id"]!.GetValue<Guid>(), method = "form", at = DateTimeOffset.UtcNow,
        }, Guid.CreateVersion7().ToString());
    }

    private static async Task<string> DecisionAsync(Integrator me, Guid person, string purpose) =>
        (await me.GetAsync($"api/consent/decisions?subjectId={person}&channel=email&purpose={purpose}"))["code"]!.GetValue<string>();
}
