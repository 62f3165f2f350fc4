using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Campaigns.Domain;

/// <summary>How many of a segment would get a campaign and how many would not, by reason: kept as evidence with the campaign.</summary>
[NotPersonal]
internal sealed class Preflight
{
    public required Guid Id { get; init; }

    public required Guid CampaignId { get; init; }

    public required DateTimeOffset At { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required string By { get; init; }

    /// <summary>SHA-256 over campaign, template and segment as they were: a launch on other words needs another pre-flight.</summary>
    public required string Digest { get; init; }

    public required int Total { get; init; }

    public required int Going { get; init; }

    /// <summary>Codes of what is missing in the words, separated by spaces; nothing may be missing.</summary>
    public required string Missing { get; init; }

    public List<PreflightCount> Counts { get; } = [];

    public bool Blocked => Missing.Length > 0;
}

/// <summary>How many for one reason.</summary>
[NotPersonal]
internal sealed class PreflightCount
{
    public required Guid PreflightId { get; init; }

    public required bool Goes { get; init; }

    public required string Code { get; init; }

    public required int Count { get; set; }
}

/// <summary>Somebody who stands for a reason.</summary>
internal sealed class PreflightExample : IAboutSubject
{
    [NotPersonal]
    public required Guid PreflightId { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Examples)]
    public required string Code { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClasses.Examples)]
    public required SubjectId SubjectId { get; init; }
}
