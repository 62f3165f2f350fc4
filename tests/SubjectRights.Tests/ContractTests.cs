using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.SubjectRights.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

/// <summary>What the paths promise to integrators, word by word.</summary>
public sealed class ContractTests(SharedDesk shared) : IClassFixture<SharedDesk>
{
    private const string Paths = "/api/subject-rights/requests";

    [Theory]
    [InlineData("right=erasure", 1)]
    [InlineData("right=Erasure&status=awaitingidentity", 1)]
    [InlineData("right=&status=", 1)]
    [InlineData("right=access", 0)]
    [InlineData("right=automatedDecision", 0)]
    [InlineData("status=completed", 0)]
    public async Task A_list_is_asked_for_in_any_case(string query, int expected)
    {
        var id = await WaitingAsync();

        var page = JsonNode.Parse(await shared.Desk.Http.GetStringAsync($"{Paths}?limit=500&{query}"))!;

        Assert.Equal(expected, page["items"]!.AsArray().Count(i => i!["id"]!.GetValue<Guid>() == id));
    }

    [Theory]
    [InlineData("right=oblivion", "RIGHT_UNKNOWN")]
    [InlineData("right=2", "RIGHT_UNKNOWN")]
    [InlineData("status=lost", "STATUS_UNKNOWN")]
    public async Task A_word_that_the_contract_does_not_have_is_refused(string query, string code)
    {
        using var answer = await shared.Desk.Http.GetAsync($"{Paths}?{query}");

        Assert.Equal((422, code), ((int)answer.StatusCode, await CodeAsync(answer)));
    }

    [Fact]
    public async Task Of_two_extensions_at_once_one_counts_and_one_notice_leaves()
    {
        var id = await WaitingAsync();

        Assert.Equal("ALREADY_EXTENDED", await SecondAsync(id, "extension", new { because = "complexity", reason = "twelve systems" }));

        Assert.Equal(1, await shared.Desk.Room.ReadAsync<SubjectRightsDbContext, int>(db => db.Mails.CountAsync(m => m.Reference == id && m.Kind == "extension-notice")));
    }

    [Fact]
    public async Task Of_two_pauses_at_once_one_counts() => Assert.Equal(
        "ALREADY_PAUSED",
        await SecondAsync(await WaitingAsync(), "pause", new { reason = "identity", doubt = "two of that name", asked = new[] { "date of birth" }, messageId = "m1", askedAt = "2026-11-20T10:00:00+01:00" }));

    [Theory]
    [InlineData("session", "confirmed", 202)]
    [InlineData("session", "rejected", 202)]
    [InlineData("staff", "confirmed", 422)]
    [InlineData("staff", "rejected", 422)]
    public async Task Only_staff_say_why_they_know_somebody(string method, string outcome, int expected)
    {
        var id = await WaitingAsync();

        using var answer = await shared.Desk.Http.PostAsJsonAsync($"{Paths}/{id}/identity", new { method, outcome });

        Assert.Equal(expected, (int)answer.StatusCode);
        Assert.Equal(expected == 422, (await answer.Content.ReadAsStringAsync()).Contains("REASON_MISSING", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rejection_by_code_wants_no_reason_either()
    {
        using var answer = await shared.Desk.Http.PostAsJsonAsync($"{Paths}/{await WaitingAsync()}/identity", new { method = "code", outcome = "rejected", code = "0" });

        Assert.NotEqual("REASON_MISSING", await CodeAsync(answer));
    }

    [Fact]
    public async Task A_search_finds_what_the_same_person_asked_for_under_another_address()
    {
        var person = SubjectId.New(TimeProvider.System);
        var ids = new List<Guid>();
        foreach (var (right, email) in new[] { ("access", "old@example.test"), ("erasure", "new@example.test") })
        {
            using var taken = await shared.Desk.Http.PostAsJsonAsync(Paths, new
            {
                right, subject = new { subjectId = person, email }, receivedAt = "2026-11-02T10:00:00+01:00", channel = "post", country = "FR",
            });
            ids.Add(JsonNode.Parse(await taken.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>());
        }

        using var answer = await shared.Desk.Http.PostAsJsonAsync($"{Paths}/search", new { identifier = "NEW@example.test" });

        Assert.Equal(ids, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>()));
    }

    [Theory]
    [InlineData("requests")]
    [InlineData("tasks")]
    public async Task A_cursor_of_another_make_is_refused_as_everywhere(string list)
    {
        using var answer = await shared.Desk.Http.GetAsync($"/api/subject-rights/{list}?after=x");

        Assert.Equal((422, "CURSOR_MALFORMED"), ((int)answer.StatusCode, await CodeAsync(answer)));
    }

    [Fact]
    public async Task The_history_is_a_list_like_every_other()
    {
        var history = JsonNode.Parse(await shared.Desk.Http.GetStringAsync($"{Paths}/{await WaitingAsync()}/history"))!.AsObject();

        Assert.NotEmpty(history["items"]!.AsArray());
        Assert.True(history.ContainsKey("next"));
    }

    [Theory]
    [InlineData("de, fr;q=0.9", true)]
    [InlineData("en;q=0.1, fr", true)]
    [InlineData("fr-BE", true)]
    [InlineData("fr;q=0.1, en", false)]
    [InlineData("fr;q=0", false)]
    [InlineData("frr", false)]
    public async Task The_steps_of_a_clock_are_read_in_the_language_that_weighs_most(string wanted, bool french)
    {
        var id = await WaitingAsync();

        Assert.Equal(await StepsAsync(id, french ? "fr" : "en"), await StepsAsync(id, wanted));
        Assert.NotEqual(await StepsAsync(id, french ? "en" : "fr"), await StepsAsync(id, wanted));
    }

    private async Task<string> StepsAsync(Guid id, string wanted)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, $"{Paths}/{id}");
        ask.Headers.TryAddWithoutValidation("Accept-Language", wanted);
        using var answer = await shared.Desk.Http.SendAsync(ask);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["clock"]!["steps"]!.ToJsonString();
    }

    private async Task<Guid> WaitingAsync()
    {
        var id = await shared.Desk.ReceiveAsync(email: $"{Guid.NewGuid():N}@example.test");
        await shared.Desk.UntilAsync(id, "AwaitingIdentity");
        return id;
    }

    /// <summary>Takes a step twice in the same moment; the code of the one that was refused.</summary>
    private async Task<string?> SecondAsync(Guid id, string step, object body)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => shared.Desk.Http.PostAsJsonAsync($"{Paths}/{id}/{step}", body)));
        Assert.Equal([202, 409], answers.Select(a => (int)a.StatusCode).Order());
        return await CodeAsync(answers.Single(a => (int)a.StatusCode == 409));
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]?.GetValue<string>();
}
