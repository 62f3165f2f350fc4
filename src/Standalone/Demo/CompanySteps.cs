using Gdpr.Standalone.Demo.Company;
using Gdpr.Standalone.Demo.Screens;

namespace Gdpr.Standalone.Demo;

/// <summary>Fills the company as an integrator would: an import, a purpose with its notice, consents and refusals, a third party.</summary>
internal sealed class CompanySteps(DemoApi api, IDemoScreen screen, TimeProvider clock)
{
    private const string Purpose = "newsletter";
    private const string ConnectionKey = "boutique-en-ligne";

    public async Task<DemoState> ImportAsync(DemoState state, Action<DemoState> remember, CancellationToken ct)
    {
        if (state.ImportId is null)
        {
            var accepted = await api.UploadAsync<Created>("api/contacts/imports", MadeUpCompany.Csv(), "clients.csv", MadeUpCompany.Mapping, Key(state, "import"), ct);
            remember(state = state with { ImportId = accepted!.Id });
        }

        while (true)
        {
            var import = await api.GetAsync<Import>($"api/contacts/imports/{state.ImportId}", ct);
            if (import.Status is "completed")
            {
                screen.Say($"{import.RowsRead:N0} customers read from CSV: {import.Created:N0} created, {import.Rejected:N0} rejected, {import.Suppressed:N0} suppressed.");
                return state;
            }

            if (import.Status is "failed" or "stopped")
            {
                throw new DemoFailed($"IMPORT_{import.Status.ToUpperInvariant()}");
            }

            screen.Progress($"Importing customers: {import.RowsRead:N0}");
            await Task.Delay(TimeSpan.FromMilliseconds(300), clock, ct);
        }
    }

    public async Task<DemoState> ConsentsAsync(DemoState state, Action<DemoState> remember, CancellationToken ct)
    {
        if (state.NoticeId is null)
        {
            await api.PostAsync<object>(
                "api/consent/purposes",
                new { code = Purpose, name = new { fr = "Lettre d'information", en = "Newsletter" }, legalBasis = "consent", channels = (string[])["email"], retentionMonths = 36 },
                Key(state, "purpose"), ct, "PURPOSE_EXISTS");
            var notice = await api.PostAsync<Created>(
                "api/consent/notices",
                new { purpose = Purpose, language = "fr", text = "Je veux recevoir la lettre d'information de Maison Exemple par e-mail. Je peux changer d'avis à tout moment.", form = "carte-fidelite" },
                Key(state, "notice"), ct);
            remember(state = state with { NoticeId = notice!.Id });
        }

        if (!state.ConsentsRecorded)
        {
            await RecordAsync(state, ct);
            state = state with { ConsentsRecorded = true };
        }

        screen.Say("Newsletter: purpose, notice, and consents with their proof; refusals too, which outlive any erasure.");
        return state;
    }

    public async Task<DemoState> ConnectAsync(DemoState state, DemoThirdParty shop, CancellationToken ct)
    {
        if (state.ConnectionId is null)
        {
            var created = await api.PostAsync<Created>(
                "api/connectors/connections",
                new
                {
                    key = ConnectionKey,
                    definition = "in-house-http",
                    name = "Boutique en ligne",
                    baseUrl = $"http://127.0.0.1:{shop.Port}",
                    token = shop.Token,
                    role = "processor",
                    identifierKinds = (string[])["email"],
                    mayHoldUnknown = true,
                    allowHosts = (string[])["127.0.0.1"],
                },
                Key(state, "connection"), ct, "CONNECTION_KEY_TAKEN");
            state = state with { ConnectionId = created?.Id ?? await KnownAsync(ct) };
        }

        await api.PostAsync<object>($"api/connectors/connections/{state.ConnectionId}/enable", new { }, null, ct);
        screen.Say("Third party connected: an online shop, processor, known to misbehave.");
        return state;
    }

    /// <summary>Stable over restarts, different for another data folder.</summary>
    public static string Key(DemoState state, string step) => $"{state.StartedAt.UtcTicks}-{step}";

    private async Task RecordAsync(DemoState state, CancellationToken ct)
    {
        var people = new List<Guid> { await FindAsync(MadeUpCompany.Leaving.Email, ct), await FindAsync(MadeUpCompany.Moving.Email, ct) };
        var others = await api.PostAsync<Found>("api/contacts/search", new { query = "Martin", limit = 40 }, null, ct);
        people.AddRange(others!.Items.Select(i => i.Id).Except(people));
        foreach (var person in people.Take(2))
        {
            await api.PostAsync<object>(
                $"api/contacts/{person}/notes", new { text = "A appelé le magasin : satisfait de la livraison." }, Key(state, $"note-{person}"), ct, "SUBJECT_ERASED", "SUBJECT_HELD");
        }

        foreach (var (i, person) in people.Index())
        {
            var given = i < 2 || i % 4 != 0;
            await SayAsync(state, i, person, given ? "given" : "refused", ct);
            if (i == 0)
            {
                // The one who leaves had changed their mind before: that withdrawal must survive the erasure.
                await SayAsync(state, 1000, person, "withdrawn", ct);
            }

            screen.Progress($"Recording consents: {i + 1} of {people.Count}");
        }
    }

    private Task<object?> SayAsync(DemoState state, int number, Guid person, string decision, CancellationToken ct) => api.PostAsync<object>(
        "api/consent/events",
        new
        {
            subjectId = person,
            purpose = Purpose,
            channel = "email",
            decision,
            noticeId = decision == "given" ? state.NoticeId : null,
            method = "web-form",
            at = state.StartedAt.AddDays(number >= 1000 ? -3 : -30),
            evidence = new { form = "carte-fidelite" },
        },
        Key(state, $"consent-{number}"), ct);

    private async Task<Guid> FindAsync(string email, CancellationToken ct) =>
        (await api.PostAsync<Found>("api/contacts/search", new { query = email }, null, ct))!.Items.Single().Id;

    private async Task<Guid> KnownAsync(CancellationToken ct) =>
        (await api.GetAsync<Connections>("api/connectors/connections", ct)).Items.Single(c => c.Key == ConnectionKey).Id;

    private sealed record Created(Guid Id);

    private sealed record Import(string Status, long RowsRead, long Created, long Updated, long Unchanged, long Rejected, long Suppressed);

    private sealed record Found(IReadOnlyList<Created> Items);

    private sealed record Connections(IReadOnlyList<Known> Items);

    private sealed record Known(Guid Id, string Key);
}
