using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gdpr.Simulators;
using Gdpr.Simulators.Contract;
using Gdpr.Simulators.People;

namespace Gdpr.Testing.Tests;

public sealed class InHouseContractTests : IAsyncLifetime
{
    private const string Alice = "alice@example.test";

    private InHouseApplication application = null!;
    private InHouseCaller caller = null!;

    public async ValueTask InitializeAsync()
    {
        application = await InHouseApplication.StartAsync();
        application.Seed(
            new Person(Alice, "+33 6 00 00 00 01", "A-1", "Alice", "gold", "likes tea"),
            new Person("bob@example.test", ExternalId: "B-2", Name: "Bob", Invoices: 3, InvoicesUntil: new DateOnly(2035, 12, 31)));
        caller = new InHouseCaller(application.Address);
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await application.DisposeAsync();
    }

    [Fact]
    public async Task Discovery_speaks_the_words_of_the_contract()
    {
        var text = await caller.Http.GetStringAsync(".well-known/subject-rights");

        using var document = JsonDocument.Parse(text);
        Assert.Contains("unsubscribe", document.RootElement.GetProperty("rights").EnumerateArray().Select(e => e.GetString()));
        Assert.Contains("externalId", document.RootElement.GetProperty("identifiers").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal("P1D", document.RootElement.GetProperty("sla").GetProperty("answerWithin").GetString());
    }

    [Fact]
    public async Task Without_the_token_nothing_is_answered_not_even_about_a_bad_body()
    {
        using var stranger = new InHouseCaller(application.Address, "wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync(Erase(Alice))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.Http.PostAsync("subject-requests", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.Http.GetAsync(".well-known/subject-rights")).StatusCode);
        Assert.Equal(2, application.People().Count);
    }

    [Theory]
    [InlineData("""{"type":"erase"}""")]
    [InlineData("""{"id":"0197f0c0-0000-7000-8000-000000000001","identifiers":[],"type":"erase","submittedAt":"2026-03-01T09:00:00Z"}""")]
    [InlineData("""{"id":"0197f0c0-0000-7000-8000-000000000001","identifiers":[{"kind":"email","value":"x"}],"submittedAt":"2026-03-01T09:00:00Z"}""")]
    public async Task A_request_with_something_missing_is_refused(string body)
    {
        using var content = new StringContent(body, null, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, (await caller.Http.PostAsync("subject-requests", content)).StatusCode);
        Assert.Empty(application.Effects());
    }

    [Fact]
    public async Task The_same_key_twice_has_one_effect_and_one_answer()
    {
        var first = await caller.AskAsync(Erase(Alice));
        application.Seed(new Person(Alice));
        var second = await caller.AskAsync(Erase(Alice));

        Assert.Equal(RequestStatus.Completed, first.Status);
        Assert.Equal(["contact", "subscription", "notes"], first.Records!.Select(record => record.Category));
        Assert.Equivalent(first, second);
        Assert.Single(application.People(Alice));
        Assert.Equal([new Gdpr.Simulators.Requests.KeyEffects(first.Id, RequestType.Erase, 1, 2)], application.Effects());
    }

    [Fact]
    public async Task The_same_key_for_something_else_is_a_mismatch()
    {
        await caller.AskAsync(Erase(Alice));

        using var other = await caller.PostAsync(Erase("bob@example.test"));

        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Contains("IDEMPOTENCY_MISMATCH", await other.Content.ReadAsStringAsync());
        Assert.Single(application.People("bob@example.test"));
    }

    [Fact]
    public async Task What_the_law_keeps_is_kept_without_what_identifies()
    {
        var answer = await caller.AskAsync(Erase("bob@example.test"));

        Assert.Equal(RequestStatus.RetainedByLaw, answer.Status);
        var kept = Assert.Single(answer.Records!, record => record.Outcome == RecordOutcome.Kept);
        Assert.Equal(("invoices", 3, new DateOnly(2035, 12, 31)), (kept.Category, kept.Count, kept.Until));
        var left = Assert.Single(application.People(), person => person.ExternalId == "B-2");
        Assert.Equal((null, null, 3), (left.Email, left.Name, left.Invoices));
    }

    [Fact]
    public async Task Access_gives_the_data_and_an_unknown_person_gives_nothing_found()
    {
        var access = await caller.AskAsync(InHouseCaller.About(RequestType.Access, Alice));
        var unknown = await caller.AskAsync(InHouseCaller.About(RequestType.Locate, "nobody@example.test", Other));

        Assert.Contains("+33 6 00 00 00 01", string.Join(' ', access.Records![0].Data!));
        Assert.Equal(RequestStatus.CompletedNothingFound, unknown.Status);
        Assert.Equal(RecordOutcome.NothingFound, Assert.Single(unknown.Records!).Outcome);
        Assert.All(application.Effects(), key => Assert.Equal(0, key.Effects));
    }

    [Fact]
    public async Task Rectifying_changes_only_what_was_named()
    {
        var change = InHouseCaller.About(RequestType.Rectify, Alice) with
        {
            Changes = new Dictionary<string, string> { ["name"] = "Alice Martin" },
        };

        await caller.AskAsync(change);

        var person = Assert.Single(application.People(Alice));
        Assert.Equal(("Alice Martin", "gold"), (person.Name, person.Plan));
    }

    private const string Other = "0197f0c0-0000-7000-8000-000000000002";

    private static SubjectRequest Erase(string email) => InHouseCaller.About(RequestType.Erase, email);
}
