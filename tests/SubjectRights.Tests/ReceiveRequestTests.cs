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
