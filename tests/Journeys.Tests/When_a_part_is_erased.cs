using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Simulators;
using Gdpr.Simulators.People;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

/// <summary>A person wants one thing forgotten and stays a customer: every room does that much and no more.</summary>
public sealed class When_a_part_is_erased
{
    [Fact]
    public async Task The_address_is_gone_everywhere_and_the_customer_stays_one()
    {
        await using var suite = await StandaloneSuite.StartAsync(null);
        await using var shop = await InHouseApplication.StartAsync();
        shop.Seed(new Person(Email: "part@example.test", Name: "Ann Exemple"));
        using var me = await Integrator.SignInAsync(suite);
        await me.ConnectAsync(shop, "partshop");
        var person = (await me.DoAsync("api/contacts", new
        {
            kind = "person", givenName = "Ann", familyName = "Exemple", country = "FR", externalId = "part-1",
            emails = new[] { new { value = "part@example.test" } }, phones = new[] { new { value = "+33612345678" } },
        }))["id"]!.GetValue<Guid>();
        await me.DoAsync("api/sales/orders", new { number = "O-part", orderedOn = "2026-01-01", subjectId = person, lines = new[] { new { product = "Boat", quantity = 1, amount = 5 } } });

        var id = await AskAsync(me, "contacts.email");
        await me.StepAsync(id, "AwaitingIdentity", "identity", new { method = "staff", outcome = "confirmed", reason = "called back" });
        await me.UntilAsync(id, TimeSpan.FromSeconds(60), "AwaitingReview");
        var preview = (await me.GetAsync($"api/subject-rights/requests/{id}/preview"))["items"]!.AsArray().Select(i => $"{i!["target"]} {i["dataClass"]} {i["outcome"]}").Order(StringComparer.Ordinal).ToList();
        await me.StepAsync(id, "AwaitingReview", "approval", new { reason = "preview read" });
        var end = await me.EndAsync(id);

        Assert.Equal(["contacts contacts.email erased", "contacts contacts.identifier erased"], preview);
        Assert.True(end["status"]!.GetValue<string>() == "Completed", end.ToJsonString());
        Assert.Empty(end["warnings"]!.AsArray());
        Assert.Equal(preview, end["targets"]!.AsArray().SelectMany(t => t!["data"]!.AsArray().Select(d => $"{t["name"]} {d!["dataClass"]} {d["outcome"]}")).Order(StringComparer.Ordinal));
        Assert.Empty(await me.FindAsync("part@example.test"));
        Assert.Equal("+33612345678", (await me.GetAsync($"api/contacts/{person}"))["phones"]![0]!["value"]!.GetValue<string>());
        Assert.Single((await me.GetAsync($"api/sales/orders?subjectId={person}"))["items"]!.AsArray());
        Assert.Single(shop.People("part@example.test"));

        // Nobody is dead: staff edit, and the person may give the address again.
        await Eventually.Async(async () => await EditAsync(me, person) == 200, TimeSpan.FromSeconds(30), "staff edit again");
        var import = await me.ImportAsync("id;mail\npart-1;part@example.test\n"u8.ToArray(), """{"externalId":"id","email":"mail","key":"externalId"}""");
        Assert.Equal(1, People.Count(import, "updated"));
    }

    private static async Task<Guid> AskAsync(Integrator me, params string[] scope) => (await me.DoAsync("api/subject-rights/requests", new
    {
        right = "erasure", subject = new { email = "part@example.test" }, receivedAt = DateTimeOffset.UtcNow.AddMinutes(-1), channel = "email", country = "FR", details = new { scope },
    }))["id"]!.GetValue<Guid>();

    private static async Task<int> EditAsync(Integrator me, Guid person)
    {
        using var change = new HttpRequestMessage(HttpMethod.Patch, $"api/contacts/{person}") { Content = System.Net.Http.Json.JsonContent.Create(new { givenName = "Anne" }) };
        change.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await me.Http.SendAsync(change);
        return (int)answer.StatusCode;
    }
}
