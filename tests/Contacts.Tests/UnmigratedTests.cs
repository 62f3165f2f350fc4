using System.Net;
using Gdpr.Kernel.Identifiers;
using Gdpr.Testing;

namespace Gdpr.Contacts.Tests;

public sealed class UnmigratedTests
{
    [Fact]
    public async Task A_room_that_starts_before_its_tables_are_there_waits_without_a_failure_and_works_once_they_are()
    {
        using var folder = new TempFolder();
        var options = new ChildHostOptions(Path.Combine(AppContext.BaseDirectory, "Gdpr.Contacts.dll"))
        {
            WaitUntilReady = false,
            Environment = new Dictionary<string, string?>
            {
                ["Gdpr__DataFolder"] = folder.Path,
                ["Gdpr__Bus"] = "memory",
                ["Gdpr__Database"] = "sqlite",
                ["Gdpr__AllowLonelyRoom"] = "true",
                ["Gdpr__Keys__Identifiers"] = IdentifierKeyRing.Generate().ToJson(),
                ["Gdpr__Identity__RoomSecrets__contacts"] = "test",
            },
        };
        await using var room = await ChildHost.StartAsync(options);
        await Eventually.Async(
            async () => (await room.Client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(60), "the room runs and is not ready");

        await using (var migration = await ChildHost.StartAsync(options with { Arguments = ["migrate"] }))
        {
            Assert.Equal(0, await migration.EndAsync(TimeSpan.FromSeconds(60)));
        }

        await room.ReadyAsync();
        Assert.DoesNotContain("Exception", room.Output);
        Assert.DoesNotContain("stumbled", room.Output);
    }
}
