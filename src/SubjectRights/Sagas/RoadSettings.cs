using Microsoft.Extensions.Configuration;

namespace Gdpr.SubjectRights.Sagas;

/// <summary>How patient the road is; <c>Gdpr:SubjectRights:*</c>, in seconds.</summary>
/// <param name="AnswerWithin">After this a phase without answer is asked again with the same key.</param>
/// <param name="RetryAfter">Waits between attempts of a phase that failed; afterwards a person is needed.</param>
/// <param name="FoundAgainAfter">Waits before a target that still held data acts once more; afterwards a person is needed.</param>
/// <param name="AutoApprove">True lets the policy approve plain cases; by default a person approves everything.</param>
internal sealed record RoadSettings(TimeSpan AnswerWithin, IReadOnlyList<TimeSpan> RetryAfter, IReadOnlyList<TimeSpan> FoundAgainAfter, bool AutoApprove)
{
    /// <summary>How long after an erasure was answered everybody is asked once more: <c>CheckAgainAfterDays</c>.</summary>
    public required TimeSpan CheckAgainAfter { get; init; }

    /// <summary>How long the notice to the other addresses stands before the policy erases: <c>NoticeHours</c>.</summary>
    public required TimeSpan NoticeStands { get; init; }

    /// <summary>Recipients that market for us (<c>integrator:…</c>, <c>export:…</c>): an objection concerns them too.</summary>
    public IReadOnlyList<string> Marketers { get; init; } = [];

    public static RoadSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Gdpr:SubjectRights");
        return new RoadSettings(
            TimeSpan.FromSeconds(section.GetValue("AnswerWithinSeconds", 60)),
            Waits(section, "RetryAfterSeconds", [10, 60, 600, 3600]),
            Waits(section, "FoundAgainAfterSeconds", [10, 120]),
            section.GetValue("AutoApprove", false))
        {
            CheckAgainAfter = TimeSpan.FromDays(Math.Max(1, section.GetValue("CheckAgainAfterDays", 30))),
            NoticeStands = TimeSpan.FromHours(Math.Max(48, section.GetValue("NoticeHours", 48))),
            Marketers = section.GetSection("MarketingRecipients").Get<string[]>() ?? [],
        };
    }

    private static TimeSpan[] Waits(IConfigurationSection section, string key, int[] fallback) =>
        [.. (section.GetSection(key).Get<int[]>() ?? fallback).Select(s => TimeSpan.FromSeconds(s))];
}
