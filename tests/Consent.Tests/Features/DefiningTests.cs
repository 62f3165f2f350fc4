using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gdpr.Consent.Tests.Features;

public sealed class DefiningTests
{
    [Fact]
    public async Task A_new_text_is_a_new_version_and_the_old_one_stays()
    {
        await using var room = await ConsentRoom.StartAsync();

        var second = await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/notices", new { purpose = "newsletter", language = "fr", text = "Deux" }));
        var english = await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/notices", new { purpose = "newsletter", language = "en", text = "One" }));

        Assert.Equal(2, second["version"]!.GetValue<int>());
        Assert.Equal(1, english["version"]!.GetValue<int>());
        Assert.Equal("32fa68610e79e049781f8c44dc79f06fb7fc492173398077a817970776f41e5a", second["sha256"]!.GetValue<string>());
        var first = await room.Http.GetFromJsonAsync<JsonObject>($"/api/consent/notices/{room.Notice}");
        Assert.Equal("Oui à newsletter.", first!["text"]!.GetValue<string>());
        var all = await room.Http.GetFromJsonAsync<JsonObject>("/api/consent/notices?purpose=newsletter&language=fr");
        Assert.Equal(2, all!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_purpose_is_defined_once_and_well_formed()
    {
        await using var room = await ConsentRoom.StartAsync();

        await ConsentRoom.RefusedAsync(Define("newsletter", "email"), 409, "PURPOSE_EXISTS");
        await ConsentRoom.RefusedAsync(Define("News Letter", "email"), 422, "PURPOSE_CODE_MALFORMED");
        await ConsentRoom.RefusedAsync(Define(new string('a', 65), "email"), 422, "PURPOSE_CODE_MALFORMED");
        await ConsentRoom.RefusedAsync(Define("fax-letter", "fax"), 422, "CHANNEL_UNKNOWN");
        await ConsentRoom.RefusedAsync(Define("vague", "all"), 422, "CHANNEL_UNKNOWN");
        var list = await room.Http.GetFromJsonAsync<JsonObject>("/api/consent/purposes");
        Assert.Equal("newsletter", list!["items"]!.AsArray().Single()!["code"]!.GetValue<string>());

        Task<HttpResponseMessage> Define(string code, string channel) => room.Http.PostAsJsonAsync("/api/consent/purposes", new
        {
            code, name = new { fr = "Lettre", en = "Letter" }, legalBasis = "consent", channels = new[] { channel },
        });
    }

    [Fact]
    public async Task Readers_cannot_write_and_strangers_see_nothing()
    {
        await using var room = await ConsentRoom.StartAsync();
        using var reader = room.Host.Client("consent.read");
        using var stranger = room.Host.Stranger();
        using var integrator = room.Host.Client();

        await ConsentRoom.RefusedAsync(reader.PostAsJsonAsync("/api/consent/suppressions", new { }), 403, "SCOPE_MISSING");
        await ConsentRoom.RefusedAsync(stranger.GetAsync("/api/consent/suppressions"), 401, "UNAUTHENTICATED");
        await ConsentRoom.RefusedAsync(integrator.PostAsJsonAsync("/internal/consent/suppressions/match", new { items = Array.Empty<int>() }), 403, "SCOPE_MISSING");
        using var asked = await reader.PostAsJsonAsync(
            "/api/consent/decisions/batch", new { subjectIds = new[] { Guid.CreateVersion7() }, channel = "email", purpose = "newsletter" });
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
    }
}
