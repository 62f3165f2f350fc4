using Microsoft.Extensions.Configuration;

namespace Gdpr.SubjectRights.Sagas;

/// <summary>How patient the road is; <c>Gdpr:SubjectRights:*</c>, in seconds.</summary>
/// <param name="AnswerWithin">After this a phase without answer is asked again with the same key.</param>
/// <param name="RetryAfter">Waits between attempts of a phase that failed; afterwards a person is needed.</param>
/// <param name="FoundAgainAfter">Waits before a target that still held data acts once more; afterwards a person is needed.</param>
/// <param name="AutoApprove">True lets the policy approve plain cases; by default a person approves everything.</param>
internal sealed record RoadSettings(TimeSpan AnswerWithin, IReadOnlyList<TimeSpan> RetryAfter, IReadOnlyList<TimeSpan> FoundAgainAfter, bool AutoApprove)
{
    public static RoadSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Gdpr:SubjectRights");
        return new RoadSettings(
            TimeSpan.FromSeconds(section.GetValue("AnswerWithinSeconds", 60)),
            Waits(section, "RetryAfterSeconds", [10, 60, 600, 3600]),
            Waits(section, "FoundAgainAfterSeconds", [10, 120]),
            section.GetValue("AutoApprove", false));
    }

    private static TimeSpan[] Waits(IConfigurationSection section, string key, int[] fallback) =>
        [.. (section.GetSection(key).Get<int[]>() ?? fallback).Select(s => TimeSpan.FromSeconds(s))];
}
