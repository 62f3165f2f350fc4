using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;

namespace Gdpr.Journeys.Tests;

/// <summary>
/// Two contacts turn out to be one person: whoever asks by anything that either ever had is answered for the whole, and a copy
/// shows what was held when the request came.
/// </summary>
public sealed class When_two_contacts_are_one_person
{
    [Fact]
    public async Task Every_later_request_reaches_what_is_held_under_both_ids_in_every_room()
    {
        await using var suite = await StandaloneSuite.StartAsync(null);
        using var me = await Integrator.SignInAsync(suite);
        var (first, second) = (await PersonAsync(me, "first@example.test", "Ann"), await PersonAsync(me, "second@example.test", "Anne"));
        foreach (var (person, number) in new[] { (first, "O-first"), (second, "O-second") })
        {
            await me.DoAsync("api/sales/orders", new { number, orderedOn = "2026-01-01", subjectId = person, lines = new[] { new { product = "Boat", quantity = 1, amount = 5 } } });
        }

        await MergeAsync(me, first, second);

        // By the address of the one that is gone, edited between receipt and packing.
        var access = await me.AskAsync("access", new { email = "second@example.test" });
        await me.UntilAsync(access, TimeSpan.FromSeconds(30), "AwaitingIdentity");
        await HeldAsync(suite);
        await SendAsync(me, HttpMethod.Patch, $"api/contacts/{first}", new { givenName = "Edited" });
        await me.ConfirmAndApproveAsync(access);
        Assert.Equal("Completed", (await me.EndAsync(access))["status"]!.GetValue<string>());
        var data = await PackageAsync(me, access);
        var contact = Assert.Single(data["contacts"]!["contacts"]!.AsArray())!;
        Assert.Equal("Ann", contact["givenName"]!.GetValue<string>());
        Assert.Equal(["first@example.test", "second@example.test"], data["contacts"]!["emails"]!.AsArray().Select(e => e!["value"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(["O-first", "O-second"], data["sales"]!["orders"]!.AsArray().Select(o => o!["number"]!.GetValue<string>()).Order(StringComparer.Ordinal));

        // By the second id itself.
        var erasure = await me.AskAsync("erasure", new { subjectId = second });
        await me.ConfirmAndApproveAsync(erasure);
        var end = await me.EndAsync(erasure);
        Assert.True(end["status"]!.GetValue<string>() == "Completed", end.ToJsonString());
        Assert.Empty(await me.FindAsync("first@example.test"));
        Assert.All([first, second], person => Assert.Empty(me.GetAsync($"api/sales/orders?subjectId={person}").GetAwaiter().GetResult()["items"]!.AsArray()));
    }

    private static async Task<Guid> PersonAsync(Integrator me, string email, string given) => (await me.DoAsync("api/contacts", new
    {
        kind = "person", givenName = given, familyName = "Exemple", country = "FR", emails = new[] { new { value = email } },
    }))["id"]!.GetValue<Guid>();

    private static async Task MergeAsync(Integrator me, Guid survivor, Guid absorbed)
    {
        var preview = await me.DoAsync($"api/contacts/{survivor}/merge/preview", new { absorbedId = absorbed });
        Assert.Null(preview["blockedBy"]);
        await SendAsync(me, HttpMethod.Post, $"api/contacts/{survivor}/merge", new { absorbedId = absorbed, absorbedVersion = preview["absorbedVersion"]!.GetValue<int>() });
    }

    private static Task HeldAsync(StandaloneSuite suite) => Testing.Eventually.Async(
        () => Task.FromResult(Backups.Count(suite, "contacts.db", "SELECT COUNT(*) FROM SubjectHolds") == 2), TimeSpan.FromSeconds(30), "Contacts has been told of the request, under both ids");

    private static async Task SendAsync(Integrator me, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await me.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonNode> PackageAsync(Integrator me, Guid access)
    {
        using var zip = new ZipArchive(new MemoryStream(await me.Http.GetByteArrayAsync($"api/subject-rights/requests/{access}/package")), ZipArchiveMode.Read);
        using var data = zip.GetEntry("data.json")!.Open();
        return (await JsonNode.ParseAsync(data))!["data"]!;
    }
}
