using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Platform.Data;
using Gdpr.SubjectRights.Data;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

public sealed class ProposeRightsTests
{
    private const string Path = "/api/subject-rights/intake/propose";

    [Fact]
    public async Task Two_rights_in_one_letter_are_two_linked_requests_in_their_order()
    {
        await using var desk = await Desk.OpenAsync();

        var answer = await desk.Http.PostAsJsonAsync(Path, new { text = "Avant de supprimer mon compte, envoyez-moi une copie de mes données. Et plus de pub !" });

        var result = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("fr", result["language"]!.GetValue<string>());
        Assert.True(result["personConfirms"]!.GetValue<bool>());
        Assert.True(result["linkedRequests"]!.GetValue<bool>());
        Assert.Equal(["access", "marketingObjection", "erasure"], result["proposals"]!.AsArray().Select(p => p!["proposed"]!.GetValue<string>()));
        Assert.Equal(["access", "objection", "erasure"], result["proposals"]!.AsArray().Select(p => p!["right"]!.GetValue<string>()));
        Assert.Equal([false, true, false], result["proposals"]!.AsArray().Select(p => p!["atOnce"]!.GetValue<bool>()));
        Assert.Equal("supprimer mon compte", result["proposals"]![2]!["because"]![0]!["words"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_withdrawal_of_consent_is_no_request()
    {
        await using var desk = await Desk.OpenAsync();

        var answer = await desk.Http.PostAsJsonAsync(Path, new { text = "I withdraw my consent.", language = "en" });

        var proposal = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["proposals"]![0]!;
        Assert.Null(proposal["right"]);
        Assert.True(proposal["atOnce"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("", null, "TEXT_MISSING")]
    [InlineData("  ", null, "TEXT_MISSING")]
    [InlineData("effacez mes données", "de", "LANGUAGE_UNKNOWN")]
    public async Task What_cannot_be_read_gets_a_code(string text, string? language, string code)
    {
        await using var desk = await Desk.OpenAsync();

        var answer = await desk.Http.PostAsJsonAsync(Path, new { text, language });

        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Equal(code, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_without_being_said_again()
    {
        await using var desk = await Desk.OpenAsync();

        var answer = await desk.Http.PostAsJsonAsync(Path, new { text = string.Concat(Enumerable.Repeat("Zyxomira ", 2000)) });

        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal("TEXT_TOO_LONG", JsonNode.Parse(body)!["code"]!.GetValue<string>());
        Assert.DoesNotContain("Zyxomira", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_the_text_stays_anywhere()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.Http.PostAsJsonAsync(Path, new { text = "Zyxomira Quondevil : effacez mes données." });
        Assert.Equal(0, await desk.Room.ReadAsync<SubjectRightsDbContext, int>(db => db.Set<AuditEntry>().CountAsync()));
        await desk.Room.StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();

        Assert.All(Directory.EnumerateFiles(desk.Room.DataFolder, "*", SearchOption.AllDirectories), file =>
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf("Quondevil"u8) < 0, file));
    }

    [Fact]
    public async Task Reading_is_enough_to_ask()
    {
        await using var desk = await Desk.OpenAsync();
        using var reader = desk.Room.Client("subject-rights.read");
        using var stranger = desk.Room.Stranger();

        Assert.Equal(200, (int)(await reader.PostAsJsonAsync(Path, new { text = "Bonjour" })).StatusCode);
        Assert.Equal(401, (int)(await stranger.PostAsJsonAsync(Path, new { text = "Bonjour" })).StatusCode);
    }
}
