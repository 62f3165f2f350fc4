using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Simulators;
using Gdpr.Simulators.People;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests.Chaos;

/// <summary>Requests of every right, carried to their ends by tireless staff who repeat whatever did not get through.</summary>
internal sealed class Caseload(Integrator me, int many)
{
    private static readonly string[] Rights = ["access", "portability", "erasure", "rectification", "restriction", "objection", "automatedDecision"];
    private static readonly string[] ForStaff = ["AwaitingIdentity", "AwaitingReview", "PartiallyCompleted"];

    // In the order of the road, so that no request passes a question by; only a retry goes back, from the state asked first and last.
    private static readonly string[] Open =
        ["PartiallyCompleted", "Received", "AwaitingIdentity", "Locating", "AwaitingReview", "Executing", "Verifying", "PartiallyCompleted"];

    // A step that was accepted is kept: staff who take it again every few seconds only make the queue longer.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(Guid, string), DateTimeOffset> _stepped = [];

    public IReadOnlyList<Case> Cases { get; } = [.. Enumerable.Range(0, many).Select(n => new Case(n, Rights[n % Rights.Length]))];

    public async Task RegisterAsync(InHouseApplication loyalty)
    {
        loyalty.Seed(Cases.Select(c => new Person(Email: c.Address, Name: "Ann Exemple", Plan: "gold")));
        var rows = Cases.Select(c => $"{c.ExternalId};Exemple;{c.Address}");
        var import = await me.ImportAsync(Encoding.UTF8.GetBytes("id;name;mail\n" + string.Join('\n', rows)), LargeFile.Mapping);
        Assert.Equal(many, People.Count(import, "created"));
        await Crowd.EachAsync(Cases, async c => c.Person = (await me.FindAsync(c.Address))[0]!["id"]!.GetValue<Guid>());
    }

    /// <summary>Asks, each under one key however often it must be repeated.</summary>
    public Task AskAsync(IEnumerable<Case> cases) => Crowd.EachAsync(
        cases, async c => c.Id = (await me.InsistAsync("api/subject-rights/requests", c.Body, Guid.CreateVersion7().ToString()))["id"]!.GetValue<Guid>());

    /// <summary>Takes every step that waits for staff, until everybody has asked and nothing is open any more.</summary>
    public Task EndAsync(TimeSpan within) => Eventually.Async(
        async () =>
        {
            using var pace = new PeriodicTimer(Pace);
            await pace.WaitForNextTickAsync();
            foreach (var status in ForStaff)
            {
                await Crowd.EachAsync(await ListAsync(status), id => StepAsync(id, status));
            }

            return Cases.All(c => c.Id != Guid.Empty) && await NothingIsOpenAsync();
        },
        within,
        "no request is open");

    public async Task<IReadOnlyList<JsonNode>> EndsAsync() => [.. await Crowd.EachAsync(Cases, c => me.StateAsync(c.Id))];

    private async Task<bool> NothingIsOpenAsync()
    {
        foreach (var status in Open)
        {
            var page = await me.GetAsync($"api/subject-rights/requests?status={status}&limit=1");
            if (page["items"]!.AsArray().Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<IReadOnlyList<Guid>> ListAsync(string status)
    {
        var ids = new List<Guid>();
        for (string? after = string.Empty; after is not null;)
        {
            var page = await me.GetAsync($"api/subject-rights/requests?status={status}&limit=200&after={after}");
            ids.AddRange(page["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>()));
            after = page["next"]?.GetValue<string>();
        }

        return ids;
    }

    private async Task<bool> StepAsync(Guid id, string status)
    {
        var now = DateTimeOffset.UtcNow;
        if (Requests.StaffStep(status) is not ({ } step, var body) || (_stepped.TryGetValue((id, status), out var last) && now - last < Again))
        {
            return false;
        }

        using var answer = await me.PostAsync($"api/subject-rights/requests/{id}/{step}", body);
        if (answer.IsSuccessStatusCode)
        {
            _stepped[(id, status)] = now;
        }

        return answer.IsSuccessStatusCode;
    }
}
