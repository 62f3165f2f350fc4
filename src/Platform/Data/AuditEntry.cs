using Gdpr.Kernel;
using Gdpr.Platform.Privacy;

namespace Gdpr.Platform.Data;

/// <summary>Who did or read what about whom, written in the transaction of what it records; never a value.</summary>
public sealed class AuditEntry
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }

    /// <summary>The client or staff id that acted.</summary>
    [PersonalData(DataCategory.Pseudonym)]
    public required string Actor { get; init; }

    /// <summary>Coded act, e.g. <c>contact.read</c>.</summary>
    [NotPersonal]
    public required string Code { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public SubjectId? SubjectId { get; init; }

    /// <summary>Id of the request, import or contact concerned.</summary>
    [NotPersonal]
    public Guid? Reference { get; init; }

    /// <summary>SHA-256 of a document that the entry vouches for, e.g. a certificate.</summary>
    [NotPersonal]
    public string? Digest { get; init; }
}
