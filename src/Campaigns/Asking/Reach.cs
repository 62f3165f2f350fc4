using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Data;

namespace Gdpr.Campaigns.Asking;

/// <summary>
/// Who of these people gets a campaign, and why not: Consent's decision, what this room itself was told a moment ago, an
/// address to send to, and the frequency cap. The pre-flight and every send ask the same question.
/// </summary>
internal sealed class Reach(People people, Permissions permissions)
{
    public async Task<IReadOnlyList<Judged>> JudgeAsync(CampaignsDbContext db, Campaign campaign, MessageFacts? message, IReadOnlyList<SubjectId> subjects, CancellationToken ct)
    {
        var at = db.Now;
        var calls = campaign.Channel == Channel.Phone ? await db.CallsAsync(subjects, ct) : [];
        var asking = permissions.AskAsync(new Asked(campaign.Channel.Name(), campaign.Purpose, message, calls), subjects, ct);
        var reading = people.ReadAsync(subjects, ct);
        await Task.WhenAll(asking, reading);

        // Read last: what arrives while the others answer can only make it stricter.
        var own = await db.OwnRefusalsAsync(campaign, subjects, ct);
        var (decisions, recipients) = (await asking, await reading);
        return [.. subjects.Select(s => Judge(campaign, s, decisions.GetValueOrDefault(s), recipients.GetValueOrDefault(s), own.GetValueOrDefault(s), at))];
    }

    private static Judged Judge(Campaign campaign, SubjectId subject, Decision? decision, Recipient? recipient, string? own, DateTimeOffset at)
    {
        var refused = recipient is null ? "UNKNOWN_SUBJECT"
            : own is not null && own != OwnRefusals.Frequency ? own
            : decision is null ? "UNAVAILABLE"
            : !decision.Allowed ? decision.Code
            : AddressOf(campaign.Channel, recipient) is null ? "NO_ADDRESS"
            : own;
        return new Judged(subject, refused is null, refused ?? decision!.Code, decision, at, recipient);
    }

    public static string? AddressOf(Channel channel, Recipient recipient) => channel == Channel.Email ? recipient.Email : recipient.Phone;
}
