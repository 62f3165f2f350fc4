using Gdpr.Standalone.Demo.Company;
using Gdpr.Standalone.Demo.Screens;

namespace Gdpr.Standalone.Demo;

/// <summary>
/// The demonstration: a company with customers and consents, a third party that lies, one erasure, one portability.
/// Every step asks first whether it is done, so that it can be stopped anywhere and started again.
/// </summary>
internal sealed class DemoStory(
    DemoApi api, DemoFolder folder, DemoOptions options, IDemoScreen screen, TimeProvider clock)
{
    public async Task<bool> PlayAsync(CancellationToken ct)
    {
        await api.ReadyAsync(ct);
        var state = folder.Read(clock);
        await using var shop = await DemoThirdParty.StartAsync(folder, state.ThirdPartyPort, ct);
        Remember(state = state with { ThirdPartyPort = shop.Port });

        var company = new CompanySteps(api, screen, clock);
        screen.Title("Maison Exemple SAS, a made-up company");
        Remember(state = await company.ImportAsync(state, Remember, ct));
        Remember(state = await company.ConsentsAsync(state, Remember, ct));
        Remember(state = await company.ConnectAsync(state, shop, ct));

        var road = new RoadSteps(api, new MailBox(folder), folder, screen, clock);
        screen.Title("1. Erasure (Art. 17): one customer leaves");
        state = await ReceiveAsync(road, state, "erasure", MadeUpCompany.Leaving, s => s.ErasureId, (s, id) => s with { ErasureId = id }, ct);
        var erasure = await road.PlayAsync("erasure", state.ErasureId!.Value, ct);

        screen.Title("2. Portability (Art. 20): another takes their data along");
        state = await ReceiveAsync(road, state, "portability", MadeUpCompany.Moving, s => s.PortabilityId, (s, id) => s with { PortabilityId = id }, ct);
        var portability = await road.PlayAsync("portability", state.PortabilityId!.Value, ct);

        if (options.Record is { } file)
        {
            await new Picture(api).WriteAsync(file, erasure, ct);
            screen.Say($"Picture: {file}");
        }

        screen.Title("What to look at");
        await road.ShowAsync("erasure", erasure, ct);
        await road.ShowAsync("portability", portability, ct);
        if (!options.Exit)
        {
            // The third party stays for whoever tries further requests.
            screen.Say("Still serving; Ctrl+C ends it.");
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return erasure.Request.Status == "Completed" && portability.Request.Status == "Completed";
    }

    private async Task<DemoState> ReceiveAsync(
        RoadSteps road, DemoState state, string right, Customer who, Func<DemoState, Guid?> of, Func<DemoState, Guid, DemoState> with, CancellationToken ct)
    {
        if (of(state) is null)
        {
            Remember(state = with(state, await road.ReceiveAsync(right, who, state.StartedAt, ct)));
        }

        return state;
    }

    private void Remember(DemoState state) => folder.Write(state);
}
