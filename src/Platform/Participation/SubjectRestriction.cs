using Gdpr.Kernel;
using Gdpr.Platform.Privacy;

namespace Gdpr.Platform.Participation;

/// <summary>
/// A person's data that may only be stored (Art. 18): no edit, merge, purge, export or mailing, until it is lifted. What
/// serves the person, the law or a claim still passes (Art. 18(2)).
/// </summary>
public sealed class SubjectRestriction
{
    /// <summary>Covers everything held of the person.</summary>
    public const string Everything = "*";

    [NotPersonal]
    public required Guid RequestId { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required SubjectId SubjectId { get; init; }

    /// <summary>A class of data, or <see cref="Everything"/>.</summary>
    [NotPersonal]
    public required string DataClass { get; init; }

    [NotPersonal]
    public required RestrictionGround Ground { get; init; }

    [NotPersonal]
    public required DateTimeOffset Since { get; init; }

    /// <summary>Set while a claim is being looked into: ends with its request, without a separate act.</summary>
    [NotPersonal]
    public required bool UntilClosed { get; init; }
}
