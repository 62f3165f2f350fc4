using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;

namespace Gdpr.SubjectRights.Tests;

public sealed class ReceiveRequestTests
{
    [Fact]
    public async Task The_clock_runs_since_the_day_it_arrived()
    {
        await using var desk = await Desk.OpenAsync();

        var answer = await desk.Http.PostAsJsonAsync("/api/subject-rights/requests", Desk.Body("erasure", "ann@example.test"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("2026-12-02T23:59:59+01:00", JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["dueAt"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_same_right_of_the_same_person_joins_the_open_request_and_another_right_does_not()
    {
        await using var desk = await Desk.OpenAsync();
        var first = await desk.ReceiveAsync();

        var again = await desk.Http.PostAsJsonAsync("/api/subject-rights/requests", Desk.Body("erasure", " Ann@Example.TEST "));
        var other = await desk.ReceiveAsync("portability");

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var joined = JsonNode.Parse(await again.Content.ReadAsStringAsync())!;
        Assert.Equal(first, joined["id"]!.GetValue<Guid>());
        Assert.True(joined["joined"]!.GetValue<bool>());
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task Who_asks_for_another_takes_in_neither_the_person_s_own_request_nor_another_s()
    {
        await using var desk = await Desk.OpenAsync();
        object By(string? name) => new
        {
            right = "access", subject = new { email = "ann@example.test" }, receivedAt = "2026-11-02T10:00:00+01:00", channel = "post", country = "FR",
            requester = name is null ? null : new { capacity = "representative", name, mandate = "power of attorney" },
        };

        var ids = new List<Guid>();
        foreach (var by in new[] { "Mallory", null, "Maître Exemple", "mallory", null })
        {
            var answer = await desk.Http.PostAsJsonAsync("/api/subject-rights/requests", By(by));
            ids.Add(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>());
        }

        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal((ids[0], ids[1]), (ids[3], ids[4]));
    }

    [Fact]
    public async Task Twelve_letters_that_come_at_once_are_one_request()
    {
        await using var desk = await Desk.OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => desk.Http.PostAsJsonAsync("/api/subject-rights/requests", Desk.Body("access", "ann@example.test"))));

        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.Created));
        Assert.Equal(11, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.Single(JsonNode.Parse(await desk.Http.GetStringAsync("/api/subject-rights/requests"))!["items"]!.AsArray());
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_one_request()
    {
        await using var desk = await Desk.OpenAsync();

        var first = await SendAsync(desk, "key-1", "ann@example.test");
        var second = await SendAsync(desk, "key-1", "ann@example.test");
        var reused = await SendAsync(desk, "key-1", "bob@example.test");

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reused.StatusCode);
        var list = JsonNode.Parse(await desk.Http.GetStringAsync("/api/subject-rights/requests"))!;
        Assert.Single(list["items"]!.AsArray());
    }

    [Fact]
    public async Task A_code_is_right_once_and_five_tries_are_the_most()
    {
        await using var desk = await Desk.OpenAsync(null, new SubjectId(Guid.CreateVersion7()));
        var id = await desk.ReceiveAsync();
        await desk.UntilAsync(id, "AwaitingIdentity");
        var code = Desk.CodeIn(await desk.MailAsync("<strong>"));
        Assert.Equal(8, code.Length);

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("CODE_WRONG", await TryAsync(desk, id, "00000000"));
        }

        Assert.Null(await TryAsync(desk, id, code));
        Assert.Contains(await TryAsync(desk, id, code), (string[])["CODE_EXPIRED", "REQUEST_STATE"]);

        var other = await desk.ReceiveAsync("portability");
        await desk.UntilAsync(other, "AwaitingIdentity");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("CODE_WRONG", await TryAsync(desk, other, "00000000"));
        }

        Assert.Equal("CODE_EXPIRED", await TryAsync(desk, other, "00000000"));
    }

    [Fact]
    public async Task Many_tries_at_once_are_not_more_than_five_and_a_code_dies_after_its_time_and_its_use()
    {
        await using var desk = await Desk.OpenAsync(null, new SubjectId(Guid.CreateVersion7()));
        var id = await desk.ReceiveAsync();
        await desk.UntilAsync(id, "AwaitingIdentity");

        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TryAsync(desk, id, "00000000")));

        Assert.Equal(5, tries.Count(t => t == "CODE_WRONG"));
        Assert.Equal(15, tries.Count(t => t == "CODE_EXPIRED"));

        var late = await desk.ReceiveAsync("portability", "late@example.test");
        await desk.UntilAsync(late, "AwaitingIdentity");
        var code = Desk.CodeIn(await desk.MailAsync("late@example.test"));
        desk.Clock.Set(desk.Clock.GetUtcNow().AddMinutes(15).AddSeconds(1));
        Assert.Equal("CODE_EXPIRED", await TryAsync(desk, late, code));
    }

    private static async Task<HttpResponseMessage> SendAsync(Desk desk, string key, string email)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/subject-rights/requests") { Content = JsonContent.Create(Desk.Body("erasure", email)) };
        request.Headers.Add("Idempotency-Key", key);
        return await desk.Http.SendAsync(request);
    }

    private static async Task<string?> TryAsync(Desk desk, Guid id, string code)
    {
        var answer = await desk.Http.PostAsJsonAsync($"/api/subject-rights/requests/{id}/identity", new { method = "code", outcome = "confirmed", code });
        return answer.IsSuccessStatusCode ? null : JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>();
    }
}
