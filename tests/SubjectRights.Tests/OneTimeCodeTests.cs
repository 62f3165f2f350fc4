using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Data.Sqlite;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.SubjectRights.Tests;

/// <summary>The use of a code and what it proves are one commit.</summary>
public sealed class OneTimeCodeTests
{
    [Fact]
    public async Task What_dies_between_the_check_and_the_confirmation_leaves_the_code_usable()
    {
        var death = new Death();
        await using var desk = await Desk.OpenAsync(
            o => o.Adjust = b => b.Services.ConfigureDbContext<SqliteSubjectRightsDbContext>(c => c.AddInterceptors(death)), new SubjectId(Guid.CreateVersion7()));
        var (id, code) = await AskedAsync(desk);

        Assert.Equal(500, await TryAsync(desk, id, code));
        Assert.Equal(1, death.Count);
        Assert.Equal("AwaitingIdentity", (await desk.StateAsync(id))["status"]!.GetValue<string>());

        Assert.Equal(202, await TryAsync(desk, id, code));
        await desk.UntilAsync(id, "Locating");
        Assert.Single(await ConfirmationsAsync(desk, id));
    }

    [Fact]
    public async Task Of_right_answers_that_come_at_once_one_confirms()
    {
        await using var desk = await Desk.OpenAsync(null, new SubjectId(Guid.CreateVersion7()));
        var (id, code) = await AskedAsync(desk);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TryAsync(desk, id, code)));

        Assert.Single(answers, 202);
        await desk.UntilAsync(id, "Locating");
        Assert.Single(await ConfirmationsAsync(desk, id));
    }

    [Fact]
    public async Task A_portal_session_suffices_and_no_code_is_used_up()
    {
        await using var desk = await Desk.OpenAsync(null, new SubjectId(Guid.CreateVersion7()));
        var (id, _) = await AskedAsync(desk);

        using var bare = await desk.Http.PostAsJsonAsync($"/api/subject-rights/requests/{id}/identity", new { method = "staff", outcome = "confirmed" });
        Assert.Equal(422, (int)bare.StatusCode);
        await desk.StepAsync(id, "identity", new { method = "session", outcome = "confirmed" });

        await desk.UntilAsync(id, "Locating");
        var history = await desk.Http.GetFromJsonAsync<JsonNode>($"/api/subject-rights/requests/{id}/history");
        Assert.Contains("IDENTITY_SESSION_CONFIRMED", history!["items"]!.AsArray().Select(h => h!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Another_code_is_sent_once_the_last_has_expired_and_the_last_one_is_dead()
    {
        await using var desk = await Desk.OpenAsync(null, new SubjectId(Guid.CreateVersion7()));
        var (id, first) = await AskedAsync(desk);
        Assert.Equal((409, "CODE_STILL_VALID"), await SendAgainAsync(desk, id));

        desk.Clock.Set(desk.Clock.GetUtcNow().AddMinutes(15).AddSeconds(1));
        Assert.Equal(202, (await SendAgainAsync(desk, id)).Status);
        Assert.Equal((409, "CODE_STILL_VALID"), await SendAgainAsync(desk, id));
        var second = await Eventually.Async(
            () => Task.FromResult(Directory.GetFiles(Path.Combine(desk.Room.DataFolder, "mail"), "*.eml").Select(f => Desk.CodeIn(File.ReadAllText(f))).FirstOrDefault(c => c.Length > 0 && c != first)),
            TimeSpan.FromSeconds(20),
            "another code");

        Assert.Equal(422, await TryAsync(desk, id, first));
        Assert.Equal(202, await TryAsync(desk, id, second));
        await desk.UntilAsync(id, "Locating");
        Assert.Equal((409, "REQUEST_STATE"), await SendAgainAsync(desk, id));
    }

    private static async Task<(int Status, string? Code)> SendAgainAsync(Desk desk, Guid id)
    {
        using var answer = await desk.Http.PostAsync($"/api/subject-rights/requests/{id}/identity/code", null);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text)!["code"]?.GetValue<string>());
    }

    private static async Task<(Guid Id, string Code)> AskedAsync(Desk desk)
    {
        var id = await desk.ReceiveAsync();
        await desk.UntilAsync(id, "AwaitingIdentity");
        return (id, Desk.CodeIn(await desk.MailAsync("<strong>")));
    }

    private static async Task<int> TryAsync(Desk desk, Guid id, string code)
    {
        using var answer = await desk.Http.PostAsJsonAsync($"/api/subject-rights/requests/{id}/identity", new { method = "code", outcome = "confirmed", code });
        return (int)answer.StatusCode;
    }

    private static async Task<IEnumerable<JsonNode?>> ConfirmationsAsync(Desk desk, Guid id) =>
        JsonNode.Parse(await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/history"))!["items"]!.AsArray()
            .Where(h => h!["code"]!.GetValue<string>() == "IDENTITY_CODE_CONFIRMED");

    /// <summary>Ends the first confirmation when it is written and not committed yet.</summary>
    private sealed class Death : SaveChangesInterceptor
    {
        public int Count { get; private set; }

        public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            var confirms = eventData.Context!.ChangeTracker.Entries<RequestEvent>().Any(e => e.Entity.Code == "IDENTITY_CODE_CONFIRMED");
            return confirms && Count++ == 0 ? throw new InvalidOperationException("The host died.") : ValueTask.FromResult(result);
        }
    }
}
