using Gdpr.Web.BackOffice.Audit;
using Gdpr.Web.BackOffice.Requests;

namespace Gdpr.Web.BackOffice.Contacts;

/// <summary>Asks the rooms about one contact, side by side: what one of them does not give does not keep back the others.</summary>
internal sealed class PersonReading(StaffVisit visit, ContactDetails contact, CancellationToken ct)
{
    private bool IsPerson => contact.SubjectId is not null;

    public async Task<PersonFile> AllAsync()
    {
        var notes = Part.AskAsync(true, () => ItemsAsync<NoteItem>("contacts", $"{contact.Id}/notes?limit=500"), ct);
        var consent = AskAsync("consent.read", ConsentAsync);
        var holds = AskAsync("governance.read", () => ItemsAsync<HoldItem>("governance", $"litigation-holds?subjectId={contact.Id}"));
        var requests = AskAsync("subject-rights.read", RequestsAsync);
        var sales = AskAsync("sales.read", SalesAsync);
        var trail = AskAsync("governance.read", () => ItemsAsync<AuditLine>("contacts", $"audit?subjectId={contact.Id}&limit=50"));
        return new PersonFile(contact, await notes, await consent, await holds, await requests, await sales, await trail);
    }

    private Task<Part<T>?> AskAsync<T>(string scope, Func<Task<T?>> ask)
        where T : class => Part.AskAsync(IsPerson && visit.May(scope), ask, ct);

    private async Task<IReadOnlyList<T>?> ItemsAsync<T>(string room, string path) =>
        (await visit.Calls.GetAsync<Listed<T>>(room, path, visit.Token, ct))?.Items;

    private async Task<ConsentFile?> ConsentAsync()
    {
        if (await ItemsAsync<PurposeItem>("consent", "purposes") is not { } purposes)
        {
            return null;
        }

        var said = ItemsAsync<SaidItem>("consent", $"subjects/{contact.Id}/events?limit=500");
        var decisions = await Task.WhenAll(purposes.SelectMany(p => p.Channels.Select(c => DecideAsync(p, c))));
        return new ConsentFile([.. decisions.OfType<ChannelDecision>()], [.. (await said ?? []).OrderByDescending(s => s.At)]);
    }

    private async Task<ChannelDecision?> DecideAsync(PurposeItem purpose, string channel)
    {
        var question = $"decisions?subjectId={contact.Id}&channel={channel}&purpose={Uri.EscapeDataString(purpose.Code)}";
        var decision = await visit.Calls.GetAsync<DecisionView>("consent", question, visit.Language, visit.Token, ct);
        return decision is null ? null : new ChannelDecision(purpose, channel, decision);
    }

    // Requests are found by the keyed hash of an identifier, never by the person: so by each address that we hold.
    private async Task<IReadOnlyList<BoardItem>?> RequestsAsync()
    {
        var found = await Task.WhenAll(contact.Emails.Concat(contact.Phones).Select(a => visit.Calls.PostAsync<Listed<BoardItem>>(
            "subject-rights", "requests/search", new { identifier = a.Value }, visit.Token, ct)));
        return [.. found.SelectMany(f => f.Value?.Items ?? []).DistinctBy(r => r.Id).OrderByDescending(r => r.ReceivedAt)];
    }

    private async Task<SalesFile?> SalesAsync()
    {
        var orders = visit.Calls.GetAsync<Listed<OrderItem>>("sales", $"orders?subjectId={contact.Id}&limit=100", visit.Token, ct);
        var invoices = visit.Calls.GetAsync<Listed<InvoiceItem>>("sales", $"invoices?subjectId={contact.Id}&limit=100", visit.Token, ct);
        var (ordered, issued) = (await orders, await invoices);
        return ordered is null || issued is null ? null : new SalesFile(ordered.Items, issued.Items, ordered.Next is not null || issued.Next is not null);
    }
}
