using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Testing;

namespace Gdpr.Consent.Tests.Features;

public sealed class EvaluateDecisionTests(EvaluateDecisionTests.Room shared) : IClassFixture<EvaluateDecisionTests.Room>
{
    private const string Path = "/api/consent/decisions/evaluate";
    private const string Given = "\"consent\":{\"state\":\"given\",\"collectedAt\":\"2026-09-01T10:00:00+02:00\",\"proof\":true}";
    private const string None = "\"consent\":{\"state\":\"none\"}";
    private const string SoftOptIn = "\"softOptIn\":{\"collectedAtSale\":true,\"sameEntity\":true,\"similarProducts\":true,\"optOutAtCollection\":true,\"optOutEachMessage\":true}";

    [Fact]
    public async Task Every_vector_is_answered_as_the_law_says()
    {
        var vectors = JsonNode.Parse(await File.ReadAllTextAsync(Require.SharedFile("vectors/marketing-permission.json")))!["vectors"]!.AsArray();
        Assert.NotEmpty(vectors);

        foreach (var vector in vectors)
        {
            var answer = await AskAsync(vector!.ToJsonString());
            var wrong = $"{vector["id"]}: {answer.ToJsonString()}";
            Assert.True(answer["code"]!.GetValue<string>() == vector["expected"]!["code"]!.GetValue<string>(), wrong);
            Assert.True(answer["allowed"]!.GetValue<bool>() == vector["expected"]!["allowed"]!.GetValue<bool>(), wrong);
            Assert.True(answer["disputable"]!.GetValue<bool>() == (vector["disputable"]?.GetValue<bool>() ?? false), wrong);
            Assert.Empty(answer["ignored"]!.AsArray());
            Assert.NotEmpty(answer["why"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("email", "B2C", $"{None},{SoftOptIn}", "SOFT_OPT_IN")]
    [InlineData("sms", "B2C", $"{None},{SoftOptIn}", "SOFT_OPT_IN")]
    [InlineData("phone_automated", "B2C", $"{None},{SoftOptIn}", "NO_CONSENT")]
    [InlineData("email", "B2C", "\"consent\":{\"state\":\"refused\"}," + SoftOptIn, "NO_CONSENT")]
    [InlineData("email", "B2C", "\"consent\":{\"state\":\"given\",\"collectedAt\":\"2026-09-01\",\"prechecked\":true,\"proof\":true}", "CONSENT_INVALID")]
    [InlineData("sms", "B2C", "\"consent\":{\"state\":\"given\",\"collectedAt\":\"2026-09-01\",\"proof\":true,\"channels\":[\"email\"]}", "WRONG_CHANNEL")]
    [InlineData("phone_automated", "B2C", "\"consent\":{\"state\":\"given\",\"collectedAt\":\"2026-09-01\",\"proof\":true,\"channels\":[\"phone\"]}", "WRONG_CHANNEL")]
    [InlineData("email", "B2C", "\"consent\":{\"state\":\"given\",\"collectedAt\":\"2027-01-01\",\"proof\":true}", "NO_CONSENT")]
    [InlineData("email", "B2C", "\"consent\":{\"state\":\"withdrawn\",\"collectedAt\":\"2026-01-01\",\"withdrawnAt\":\"2026-11-24T10:30:01+01:00\"}", "CONSENT")]
    [InlineData("email", "B2C", Given + ",\"objection\":{\"scope\":\"all\",\"at\":\"2026-08-31\"}", "CONSENT")]
    [InlineData("email", "B2C", Given + ",\"objection\":{\"scope\":\"email\",\"at\":\"2026-09-01\"}", "OBJECTED")]
    [InlineData("email_pixel", "B2C", Given + ",\"objection\":{\"scope\":\"email\",\"at\":\"2026-10-01\"},\"purpose\":\"deliverability_last_open_date_only\"", "OBJECTED")]
    [InlineData("email", "B2C", $"{None},{SoftOptIn},\"objection\":{{\"scope\":\"email\",\"at\":\"2026-11-25\"}}", "SOFT_OPT_IN")]
    [InlineData("email", "B2C", "\"consent\":{\"state\":\"given\",\"collectedAt\":\"2026-09-01\",\"proof\":false}," + SoftOptIn + ",\"objection\":{\"scope\":\"all\",\"at\":\"2026-01-01\"}", "NO_PROOF")]
    [InlineData("email", "B2C", "\"consent\":{\"state\":\"given\",\"collectedAt\":\"2026-09-01\",\"proof\":true,\"channels\":[\"sms\"]}," + SoftOptIn + ",\"objection\":{\"scope\":\"all\",\"at\":\"2026-01-01\"}", "OBJECTED")]
    [InlineData("email", "B2B", $"{None},\"relatedToProfession\":true,\"informed\":false,\"firstMessageCarriesArt14\":true", "B2B_OPT_OUT")]
    [InlineData("email", "B2B", Given + ",\"relatedToProfession\":false", "CONSENT")]
    [InlineData("sms", "B2B", $"{None},\"relatedToProfession\":true,\"informed\":true", "NO_CONSENT")]
    [InlineData("phone_live", "B2B", $"{None},\"relatedToProfession\":true,\"informed\":false", "NOT_INFORMED")]
    [InlineData("email", "B2C", $"{None},\"addressType\":\"generic\"", "NO_CONSENT")]
    [InlineData("email", "B2C", $"{None},\"messageType\":\"service\",\"objection\":{{\"scope\":\"all\",\"at\":\"2026-01-01\"}}", "NOT_MARKETING")]
    [InlineData("postal", "B2C", None, "NOT_INFORMED")]
    [InlineData("postal", "B2C", $"{None},\"informed\":true,\"objection\":{{\"scope\":\"postal\",\"at\":\"2026-01-01\"}}", "OBJECTED")]
    [InlineData("postal", "B2C", $"{None},\"informed\":true,\"sector\":\"energy_renovation\"", "OPT_OUT")]
    [InlineData("phone_live", "B2C", Given + ",\"sector\":\"energy_renovation\"", "SECTOR_BAN")]
    [InlineData("phone_live", "B2C", Given + ",\"sector\":\"energy_renovation\",\"ongoingContract\":true,\"relatedToContract\":true", "CONSENT")]
    [InlineData("phone_live", "B2C", Given + ",\"sector\":\"energy_renovation\",\"callbackRequestedAt\":\"2026-11-16T09:00:00+01:00\"", "CALLBACK_EXPIRED")]
    [InlineData("phone_live", "B2C", Given + ",\"sector\":\"insurance\"", "CONSENT")]
    [InlineData("phone_live", "B2C", Given + ",\"attemptsLast30Days\":4", "FREQUENCY")]
    [InlineData("phone_live", "B2C", Given + ",\"refusedInCallAt\":\"2026-08-02T11:00:00+02:00\"", "CONSENT")]
    [InlineData("phone_live", "B2C", $"{None},\"ongoingContract\":true,\"relatedToContract\":true", "ONGOING_CONTRACT")]
    [InlineData("phone_live", "B2C", $"{None},\"ongoingContract\":true,\"relatedToContract\":true,\"attemptsLast30Days\":9", "FREQUENCY")]
    [InlineData("email", "B2C", Given + ",\"age\":14,\"parentalConsent\":true", "CONSENT")]
    [InlineData("email", "B2C", Given + ",\"lastContactFromPersonAt\":\"2023-11-24\"", "CONSENT")]
    [InlineData("email", "B2C", Given + ",\"lastContactFromPersonAt\":\"2023-11-23\"", "STALE")]
    [InlineData("email", "B2C", Given + ",\"age\":9,\"lastContactFromPersonAt\":\"2020-01-01\"", "MINOR")]
    [InlineData("email", "B2C", Given + ",\"message\":{\"senderIdentity\":true,\"unsubscribe\":false}", "MISSING_CONTENT")]
    [InlineData("email", "B2C", Given + ",\"message\":{\"senderIdentity\":true,\"unsubscribe\":true,\"dailyVolume\":4999}", "CONSENT")]
    [InlineData("sms", "B2C", Given + ",\"message\":{\"senderIdentity\":true,\"unsubscribe\":true,\"dailyVolume\":9000}", "CONSENT")]
    [InlineData("email_pixel", "B2B", "\"consent\":{\"state\":\"none\",\"tracking\":\"given\"},\"purpose\":\"individual_performance\"", "TRACK_CONSENT")]
    [InlineData("email_pixel", "B2C", "\"consent\":{\"state\":\"none\",\"tracking\":\"given\"},\"purpose\":\"consent_request\"", "NO_TRACK_CONSENT")]
    [InlineData("email_link", "B2C", "\"consent\":{\"state\":\"none\"},\"purpose\":\"deliverability_last_open_date_only\"", "NO_TRACK_CONSENT")]
    [InlineData("email", "B2C", "\"consent\":{\"state\":\"given\",\"collectedAt\":\"2026-09-01\",\"proof\":true,\"source\":\"import\"},\"objection\":{\"scope\":\"all\",\"at\":\"2026-03-01\"}", "OBJECTED")]
    [InlineData("email", "B2C", "\"consent\":{\"state\":\"given\",\"collectedAt\":\"2026-09-01\",\"proof\":true,\"prechecked\":true},\"objection\":{\"scope\":\"all\",\"at\":\"2026-03-01\"}", "OBJECTED")]
    [InlineData("postal", "B2C", "\"consent\":{\"state\":\"refused\",\"channels\":[\"email\"]},\"informed\":true", "OPT_OUT")]
    [InlineData("postal", "B2C", "\"consent\":{\"state\":\"refused\"},\"informed\":true", "OBJECTED")]
    [InlineData("postal", "B2C", Given + ",\"informed\":true", "OPT_OUT")]
    [InlineData("postal", "B2C", Given + ",\"informed\":false", "NOT_INFORMED")]
    [InlineData("email", "B2C", "\"consent\":{\"state\":\"refused\",\"channels\":[\"sms\"]}," + SoftOptIn, "SOFT_OPT_IN")]
    [InlineData("email", "B2B", "\"consent\":{\"state\":\"refused\",\"channels\":[\"sms\"]},\"relatedToProfession\":true,\"informed\":true", "B2B_OPT_OUT")]
    [InlineData("email", "B2C", "\"consent\":{\"state\":\"given\",\"collectedAt\":\"2026-01-10\",\"withdrawnAt\":\"2026-03-01\",\"proof\":true}", "WITHDRAWN")]
    [InlineData("email", "B2C", "\"consent\":{\"state\":\"given\",\"collectedAt\":\"2026-06-10\",\"withdrawnAt\":\"2026-03-01\",\"proof\":true}", "CONSENT")]
    [InlineData("email_pixel", "B2C", "\"consent\":{\"state\":\"given\",\"collectedAt\":\"2026-07-01\",\"channels\":[\"email\"],\"tracking\":\"none\"},\"objection\":{\"scope\":\"email_pixel\",\"at\":\"2026-06-01\"},\"purpose\":\"deliverability_last_open_date_only\"", "OBJECTED")]
    public async Task The_rules_hold_beyond_the_samples(string channel, string audience, string facts, string code)
    {
        var answer = await AskAsync($$"""{"at":"2026-11-24T10:30:00+01:00","country":"FR","channel":"{{channel}}","audience":"{{audience}}",{{facts}}}""");

        Assert.True(answer["code"]!.GetValue<string>() == code, answer.ToJsonString());
    }

    [Theory]
    [InlineData("2026-11-24T10:00:00+01:00", "CONSENT")]
    [InlineData("2026-11-24T13:00:00+01:00", "OUT_OF_HOURS")]
    [InlineData("2026-11-24T13:59:59+01:00", "OUT_OF_HOURS")]
    [InlineData("2026-11-24T14:00:00+01:00", "CONSENT")]
    [InlineData("2026-11-24T20:00:00+01:00", "OUT_OF_HOURS")]
    [InlineData("2026-11-28T11:00:00+01:00", "OUT_OF_HOURS")]
    [InlineData("2026-12-25T11:00:00+01:00", "OUT_OF_HOURS")]
    [InlineData("2026-11-24T09:30:00Z", "CONSENT")]
    [InlineData("2027-09-01T10:00:00+02:00", "CONSENT")]
    [InlineData("2027-09-01T10:00:01+02:00", "CONSENT_EXPIRED")]
    public async Task Consumers_are_called_in_their_hours_and_for_a_year(string at, string code)
    {
        var answer = await AskAsync($$"""{"at":"{{at}}","country":"FR","channel":"phone_live","audience":"B2C",{{Given}}}""");

        Assert.True(answer["code"]!.GetValue<string>() == code, answer.ToJsonString());
    }

    [Theory]
    [InlineData("2026-08-10T10:30:00+02:00", "\"bloctel\":false", "PRE_OPT_IN")]
    [InlineData("2026-08-11T10:30:00+02:00", "\"bloctel\":false", "NO_CONSENT")]
    [InlineData("2026-08-10T10:30:00+02:00", "\"ongoingContract\":true,\"relatedToContract\":true,\"bloctel\":true", "ONGOING_CONTRACT")]
    [InlineData("2026-08-10T21:30:00+02:00", "\"bloctel\":false", "OUT_OF_HOURS")]
    [InlineData("2026-08-10T10:30:00+02:00", "\"bloctel\":false,\"objection\":{\"scope\":\"phone_live\",\"at\":\"2026-01-01\"}", "OBJECTED")]
    [InlineData("2026-08-10T10:30:00+02:00", "\"bloctel\":true,\"consent\":{\"state\":\"given\",\"collectedAt\":\"2026-03-01\",\"proof\":true},\"objection\":{\"scope\":\"phone_live\",\"at\":\"2026-01-01\"}", "BLOCTEL")]
    [InlineData("2026-08-10T10:30:00+02:00", "\"bloctel\":false,\"callbackRequestedAt\":\"2026-07-20T09:00:00+02:00\"", "PRE_OPT_IN")]
    public async Task The_day_of_the_reform_decides(string at, string facts, string code)
    {
        var answer = await AskAsync($$"""{"at":"{{at}}","country":"FR","channel":"phone_live","audience":"B2C",{{facts}}}""");

        Assert.True(answer["code"]!.GetValue<string>() == code, answer.ToJsonString());
    }

    [Fact]
    public async Task An_express_consent_opens_the_evening_and_nothing_else_does()
    {
        const string Evening = "{\"at\":\"2026-11-24T21:00:00+01:00\",\"country\":\"FR\",\"channel\":\"phone_live\",\"audience\":\"B2C\",\"consent\":{\"state\":\"given\",\"collectedAt\":\"2026-09-01\",\"proof\":true,\"outOfHours\":";

        Assert.Equal("CONSENT", (await AskAsync(Evening + "true}}"))["code"]!.GetValue<string>());
        Assert.Equal("OUT_OF_HOURS", (await AskAsync(Evening + "false}}"))["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_not_understood_is_named()
    {
        var answer = await AskAsync($$"""{"id":"X","at":"2026-11-24T10:30:00+01:00","country":"FR","channel":"email","audience":"B2C",{{Given}},"moon":"full"}""");

        Assert.Equal(["moon"], answer["ignored"]!.AsArray().Select(i => i!.GetValue<string>()));
    }

    [Theory]
    [InlineData("""{"country":"FR","channel":"email","audience":"B2C"}""", "DECISION_FACTS_INVALID")]
    [InlineData("""{"at":"2026-11-24","country":"FR","channel":"email","audience":"B2C","consent":"yes"}""", "DECISION_FACTS_INVALID")]
    [InlineData("""{"at":"2026-11-24T10:00:00Z","country":"FR","channel":"email","audience":"B2C","consent":{"state":"given","collectedAt":"2026-01-01T10:00:00"}}""", "DECISION_FACTS_INVALID")]
    [InlineData("""{"at":"2026-11-24T10:00:00Z","country":"FR","channel":"email","audience":"B2C","age":1.5}""", "DECISION_FACTS_INVALID")]
    [InlineData("""{"at":"2026-11-24T10:00:00Z","country":"FR","channel":"email","audience":"B2C","lastContactFromPersonAt":"9999-12-31"}""", "DECISION_FACTS_INVALID")]
    [InlineData("""{"at":"2026-11-24T10:00:00Z","country":"FR","channel":"email","audience":"B2C","consent":{"state":"given","collectedAt":"0001-01-01"}}""", "DECISION_FACTS_INVALID")]
    [InlineData("""{"at":"9999-12-31T23:00:00Z","country":"FR","channel":"email","audience":"B2C"}""", "DATE_OUT_OF_RANGE")]
    [InlineData("""{"at":"2026-11-24T10:00:00Z","country":"FR","channel":"fax","audience":"B2C"}""", "CHANNEL_UNKNOWN")]
    [InlineData("""{"at":"2026-11-24T10:00:00Z","country":"FR","channel":"email","audience":"B2G"}""", "AUDIENCE_UNKNOWN")]
    [InlineData("""{"at":"2026-11-24T10:00:00Z","country":"XX","channel":"email","audience":"B2C"}""", "COUNTRY_UNKNOWN")]
    [InlineData("""{"at":"2026-11-24T10:00:00Z","country":"FR","channel":"email","audience":"B2C","consent":{"state":"perhaps"}}""", "CONSENT_STATE_UNKNOWN")]
    [InlineData("""{"at":"2026-11-24T10:00:00Z","country":"FR","channel":"email","audience":"B2C","objection":{"scope":"everything"}}""", "OBJECTION_SCOPE_UNKNOWN")]
    [InlineData("""{"at":"2026-11-24T10:00:00Z","country":"FR","channel":"email","audience":"B2C","age":-1}""", "NUMBER_NEGATIVE")]
    [InlineData("""{"at":"2026-11-24T10:00:00Z","country":"FR","channel":"phone_live","audience":"B2C","consent":{"state":"given"},"consumerTimeZone":"Moon/Tycho"}""", "TIME_ZONE_UNKNOWN")]
    public async Task Facts_that_are_none_get_a_stable_code(string body, string code)
    {
        using var answer = await shared.Value.Http.PostAsync(Path, new StringContent(body, Encoding.UTF8, "application/json"));

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == 422 && JsonNode.Parse(text)!["code"]!.GetValue<string>() == code, text);
    }

    private async Task<JsonNode> AskAsync(string body)
    {
        using var answer = await shared.Value.Http.PostAsync(Path, new StringContent(body, Encoding.UTF8, "application/json"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>One host for all: nothing is recorded.</summary>
    public sealed class Room : IAsyncLifetime
    {
        private ConsentRoom? _room;

        internal ConsentRoom Value => _room!;

        public async ValueTask InitializeAsync() => _room = await ConsentRoom.StartAsync();

        public ValueTask DisposeAsync() => _room!.DisposeAsync();
    }
}
