using Gdpr.Platform.Privacy;

namespace Gdpr.BreachNotification.Domain;

/// <summary>One look at how bad a breach is: a score by a method, a statement by a person, or both; never changed. Only the statement decides.</summary>
internal sealed class BreachAssessment
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required Guid BreachId { get; init; }

    /// <summary>What the method was given, as JSON.</summary>
    [NotPersonal]
    public string? Input { get; init; }

    [NotPersonal]
    public decimal? Score { get; init; }

    [NotPersonal]
    public string? Level { get; init; }

    [NotPersonal]
    public string? Flags { get; init; }

    /// <summary>The example of EDPB 01/2021 that the person compared it with.</summary>
    [NotPersonal]
    public string? ComparableCase { get; init; }

    [NotPersonal]
    public RiskLevel? Risk { get; init; }

    [PersonalData(DataCategory.FreeText, Breach.DataClass)]
    public string? Reason { get; init; }

    [PersonalData(DataCategory.Identity, Breach.DataClass)]
    public string? DecidedBy { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }
}
