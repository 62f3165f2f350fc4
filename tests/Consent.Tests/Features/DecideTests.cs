using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;

namespace Gdpr.Consent.Tests.Features;

public sealed class DecideTests
{
    [Fact]
    public async Task The_answer_says_why_in_the_reader_s_language_with_its_evidence()
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = await room.RegisterAsync("ada@example.test");
        var receipt = (await ConsentRoom.Created(room.SayAsync(subject, "given")))["receiptId"]!.GetValue<Guid>();

        var french = await Ask("fr-FR,fr;q=0.9,en;q=0.5");
        var english = await Ask("en");

        Assert.True(french["allowed"]!.GetValue<bool>());
        Assert.Equal("CONSENT", french["code"]!.GetValue<string>());
        Assert.Equal(receipt, french["evidenceIds"]!.AsArray().Single()!.GetValue<Guid>());
        Assert.StartsWith("La personne a consenti", french["why"]!.GetValue<string>());
        Assert.StartsWith("The person consented", english["why"]!.GetValue<string>());
        Assert.Equal("read", french["confidence"]!.GetValue<string>());
        Assert.All(["ruleId", "source", "disputable", "asOf"], name => Assert.NotNull(french[name]));

        async Task<JsonObject> Ask(string language)
        {
            using var client = room.Host.Client();
            client.DefaultRequestHeaders.Add("Accept-Language", language);
            return (await client.GetFromJsonAsync<JsonObject>($"/api/consent/decisions?subjectId={subject}&channel=email&purpose=newsletter"))!;
        }
    }

    [Fact]
    public async Task Nothing_known_is_denied_and_nonsense_is_refused()
    {
        await using var room = await ConsentRoom.StartAsync();
        var nobody = SubjectId.New(TimeProvider.System);

        Assert.Equal("UNKNOWN_SUBJECT", await room.DecideAsync(nobody));
        Assert.Equal("NO_CONSENT", await room.DecideAsync(await room.RegisterAsync("ada@example.test")));
        await ConsentRoom.RefusedAsync(room.Http.GetAsync($"/api/consent/decisions?subjectId={nobody}&channel=fax&purpose=newsletter"), 422, "CHANNEL_UNKNOWN");
        await ConsentRoom.RefusedAsync(room.Http.GetAsync($"/api/consent/decisions?subjectId={nobody}&channel=all&purpose=newsletter"), 422, "CHANNEL_UNKNOWN");
        await ConsentRoom.RefusedAsync(room.Http.GetAsync($"/api/consent/decisions?subjectId={nobody}&channel=email&purpose=none"), 422, "PURPOSE_UNKNOWN");
        await ConsentRoom.RefusedAsync(room.Http.GetAsync("/api/consent/decisions?subjectId=1&channel=email&purpose=newsletter"), 400, "BODY_MALFORMED");
    }

    [Fact]
    public async Task A_consent_to_all_channels_is_one_to_those_of_the_purpose()
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = await room.RegisterAsync("ada@example.test");
        await ConsentRoom.Created(room.SayAsync(subject, "given", "all"));

        Assert.Equal("CONSENT", await room.DecideAsync(subject, "sms"));
        Assert.Equal("NO_CONSENT", await room.DecideAsync(subject, "phone"));
    }

    [Fact]
    public async Task A_batch_answers_for_each_of_five_hundred()
    {
        await using var room = await ConsentRoom.StartAsync();
        var yes = await room.RegisterAsync("ada@example.test");
        var no = await room.RegisterAsync("bob@example.test");
        await ConsentRoom.Created(room.SayAsync(yes, "given"));
        await ConsentRoom.Created(room.SayAsync(no, "refused"));
        SubjectId[] all = [yes, no, .. Enumerable.Range(0, 498).Select(_ => SubjectId.New(TimeProvider.System))];

        var answer = await Ask(all);
        var items = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!.AsArray();

        Assert.Equal(500, items.Count);
        Assert.Equal(["CONSENT", "NO_CONSENT", "UNKNOWN_SUBJECT"], items.Take(3).Select(i => i!["decision"]!["code"]!.GetValue<string>()));
        await ConsentRoom.RefusedAsync(Ask([.. all, SubjectId.New(TimeProvider.System)]), 422, "BATCH_TOO_LARGE");

        Task<HttpResponseMessage> Ask(SubjectId[] ids) =>
            room.Http.PostAsJsonAsync("/api/consent/decisions/batch", new { subjectIds = ids, channel = "email", purpose = "newsletter" });
    }
}
