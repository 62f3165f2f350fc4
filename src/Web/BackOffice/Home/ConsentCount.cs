using Gdpr.Web.BackOffice.Contacts;
using Gdpr.Web.BackOffice.Requests;

namespace Gdpr.Web.BackOffice.Home;

/// <summary>
/// How many of everybody known have consented, purpose by purpose, from the count of a requalification, which decides about
/// each person. That takes long where there are many people: so the page stops waiting, and counts them all when asked to.
/// </summary>
internal sealed class ConsentCount(StaffVisit visit, CancellationToken ct)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    // Of the channels that the room counts.
    private static readonly string[] Channels = ["email", "sms"];
    private static readonly string[] Against = ["OBJECTED", "WITHDRAWN", "REFUSED_EARLIER"];

    public async Task<ConsentRates?> CountAsync()
    {
        if (await visit.Calls.GetAsync<Listed<CountedPurpose>>("consent", "purposes", visit.Token, ct) is not { } purposes)
        {
            return null;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (visit.Query("count") != "all")
        {
            limit.CancelAfter(Patience);
        }

        var asked = purposes.Items.Where(p => p.LegalBasis == "consent").SelectMany(p => p.Channels.Where(Channels.Contains).Select(c => (Purpose: p, Channel: c))).ToList();
        List<ConsentRate> rates = [];
        try
        {
            foreach (var (purpose, channel) in asked)
            {
                var (_, found) = await visit.Calls.PostAsync<PreviewedConsents>("consent", "requalifications/preflight", new { purpose = purpose.Code, channel }, visit.Token, limit.Token);
                if (found is not null)
                {
                    rates.Add(new ConsentRate(purpose.Name, channel, found.Subjects, Sum(found, "CONSENT"), Against.Sum(code => Sum(found, code))));
                }
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            // What was counted is shown; the rest is asked for by name.
        }

        return new ConsentRates(rates, asked.Count - rates.Count);
    }

    private static int Sum(PreviewedConsents found, string code) => found.Reasons.Where(r => r.Code == code).Sum(r => r.Count);
}

public sealed record CountedPurpose(string Code, Portal.Names Name, string LegalBasis, IReadOnlyList<string> Channels);

public sealed record PreviewedConsents(int Subjects, IReadOnlyList<PreviewedReason> Reasons);

public sealed record PreviewedReason(string Code, int Count);

public sealed record ConsentRate(Portal.Names Purpose, string Channel, int Known, int Consented, int Against);

/// <param name="Uncounted">How many purposes and channels the page did not wait for.</param>
public sealed record ConsentRates(IReadOnlyList<ConsentRate> Items, int Uncounted);
