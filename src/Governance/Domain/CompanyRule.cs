using Gdpr.Kernel.Law;
using Gdpr.Kernel.Retention;
using Gdpr.Platform.Privacy;

namespace Gdpr.Governance.Domain;

/// <summary>One version of a retention period that the company decided; earlier versions stay as they were (Art. 5(2)).</summary>
internal sealed class CompanyRule
{
    [NotPersonal]
    public required string Code { get; init; }

    [NotPersonal]
    public required int Version { get; init; }

    [NotPersonal]
    public required string Covers { get; init; }

    [NotPersonal]
    public required string Start { get; init; }

    [NotPersonal]
    public required int Years { get; init; }

    [NotPersonal]
    public required int Months { get; init; }

    [NotPersonal]
    public required int Days { get; init; }

    [NotPersonal]
    public required bool Minimum { get; init; }

    [NotPersonal]
    public required RetentionForce Force { get; init; }

    [NotPersonal]
    public required string Source { get; init; }

    /// <summary>Why the company decided so.</summary>
    [NotPersonal]
    public required string Reason { get; init; }

    [NotPersonal]
    public required DateOnly From { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required string DecidedBy { get; init; }

    [NotPersonal]
    public required DateTimeOffset DecidedAt { get; init; }

    public RetentionPeriod Period => new(Code, Covers, Start, Force, Source, SourceConfidence.Policy, Years, Months, Days, Minimum, From);

    /// <summary>
    /// A period that the law commands may be longer here, never shorter. What the table knows only from hearsay may be
    /// corrected either way, with a source.
    /// </summary>
    public bool RespectsLaw()
    {
        if (RetentionPeriods.Find(Code, From) is not { Force: RetentionForce.Mandatory } law || law.Confidence == SourceConfidence.General)
        {
            return true;
        }

        // Day counts differ with the month in which a period begins: every start of four years is tried.
        var first = new DateOnly(2024, 1, 1);
        return Force == RetentionForce.Mandatory
            && Enumerable.Range(0, 1461).Select(first.AddDays).All(start => Period.EndOf(start) >= law.EndOf(start));
    }
}
