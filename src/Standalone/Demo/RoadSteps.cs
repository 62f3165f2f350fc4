using Gdpr.Standalone.Demo.Company;
using Gdpr.Standalone.Demo.Screens;

namespace Gdpr.Standalone.Demo;

/// <summary>A request that has ended, with what came of it on disk.</summary>
internal sealed record EndedRequest(RequestView Request, IReadOnlyList<string> Story, IReadOnlyList<string> Files);

/// <summary>Takes one request down the main road as an integrator does: receive, confirm, approve, watch, fetch.</summary>
internal sealed class RoadSteps(DemoApi api, MailBox mails, DemoFolder folder, IDemoScreen screen, TimeProvider clock)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CodePatience = TimeSpan.FromSeconds(15);

    public async Task<Guid> ReceiveAsync(string right, Customer who, DateTimeOffset at, CancellationToken ct)
    {
        var received = await api.PostAsync<Received>(
            "api/subject-rights/requests",
            new { right, subject = new { email = who.Email }, receivedAt = at, channel = "email", country = "FR", language = "fr" },
            $"{at.UtcTicks}-{right}", ct);
        return received!.Id;
    }

    public async Task<EndedRequest> PlayAsync(string name, Guid id, CancellationToken ct)
    {
        var witness = new Witness();
        var request = await screen.WatchAsync(board => WalkAsync(id, witness, board, ct));
        return new EndedRequest(request, witness.Story, await FetchAsync(name, request, ct));
    }

    public async Task ShowAsync(string name, EndedRequest ended, CancellationToken ct)
    {
        screen.Say($"{name}: {ended.Request.Status}, {ended.Request.Reference}");
        foreach (var file in ended.Files)
        {
            screen.Say($"  {file}");
        }

        if (await mails.LinkAsync(ended.Request.Reference, ct) is { } link)
        {
            screen.Say($"  the person follows the case at {link}");
        }
    }

    private async Task<RequestView> WalkAsync(Guid id, Witness witness, IBoard board, CancellationToken ct)
    {
        var (since, codeSent, approved, retried) = (clock.GetTimestamp(), (long?)null, false, false);
        while (true)
        {
            var request = await api.GetAsync<RequestView>($"api/subject-rights/requests/{id}", ct);
            witness.Heard = () => board.Show(request, witness.Story);
            witness.See(request);
            board.Show(request, witness.Story);
            switch (request.Status)
            {
                case "AwaitingIdentity":
                    codeSent = await ConfirmAsync(request, codeSent, witness, ct);
                    break;
                case "AwaitingReview" when !approved:
                    witness.Tell("A person reads what would be done to which data, and approves it.");
                    await api.PostAsync<object>($"api/subject-rights/requests/{id}/approval", new { reason = "Demonstration: the preview was read." }, null, ct, "REQUEST_STATE");
                    approved = true;
                    break;
                case "PartiallyCompleted" when !retried:
                    witness.Tell("Not everything could be verified, and the answer says so. A person asks the open ones again.");
                    await api.PostAsync<object>($"api/subject-rights/requests/{id}/retry", new { }, null, ct, "REQUEST_STATE");
                    retried = true;
                    break;
                case var _ when request.Ended && (request.Status != "PartiallyCompleted" || clock.GetElapsedTime(since) > Patience):
                    return request;
            }

            if (clock.GetElapsedTime(since) > Patience)
            {
                throw new DemoFailed($"{request.Status} for too long");
            }

            await Task.Delay(Pace, clock, ct);
        }
    }

    private async Task<long?> ConfirmAsync(RequestView request, long? sent, Witness witness, CancellationToken ct)
    {
        var path = $"api/subject-rights/requests/{request.Id}/identity";
        if (sent is null && await mails.CodeAsync(request.Reference, ct) is { } code)
        {
            witness.Tell("A one-time code went to the address that the request came from; the person types it in. No identity papers.");
            await api.PostAsync<object>(path, new { method = "code", outcome = "confirmed", code }, null, ct, "REQUEST_STATE", "CODE_EXPIRED", "CODE_WRONG");
            return clock.GetTimestamp();
        }

        if (sent is { } at && clock.GetElapsedTime(at) > CodePatience)
        {
            witness.Tell("The code had expired while the demonstration was stopped: staff confirms the identity instead.");
            await api.PostAsync<object>(path, new { method = "staff", outcome = "confirmed", reason = "The code expired during a pause of the demonstration." }, null, ct, "REQUEST_STATE");
            return clock.GetTimestamp();
        }

        return sent;
    }

    private async Task<IReadOnlyList<string>> FetchAsync(string name, RequestView request, CancellationToken ct)
    {
        var files = new List<string>();
        foreach (var (what, file) in ((string, string)[])[("certificate", "certificate.json"), ("letter", "letter.html"), ("package", "package.zip")])
        {
            if (await api.FileAsync($"api/subject-rights/requests/{request.Id}/{what}", ct) is { } content)
            {
                files.Add(folder.Keep(name, file, content));
            }
        }

        return files;
    }

    private sealed record Received(Guid Id);
}
