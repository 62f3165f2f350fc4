using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>A keyed hash of an identifier of a person, so that a refusal finds the person and outlives them.</summary>
internal sealed class SubjectHash : IAboutSubject
{
    public const string DataClass = "consent.hashes";

    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public required SubjectId SubjectId { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public required string Hash { get; init; }
}
