using Gdpr.Kernel;
using Gdpr.Platform.Privacy;

namespace Gdpr.SubjectRights.Data;

/// <summary>Every identifier ever known and the reply address, sealed with a key of this case; the key's end is the file's end.</summary>
internal sealed class CaseFileRecord
{
    [NotPersonal]
    public required Guid RequestId { get; init; }

    /// <summary>The case's key, wrapped by Data Protection (keys outside the database); null once destroyed.</summary>
    [PersonalData(DataCategory.Encrypted)]
    public byte[]? WrappedKey { get; set; }

    [PersonalData(DataCategory.Encrypted)]
    public byte[]? Box { get; set; }

    /// <summary>When the key is destroyed: 30 days after the answer has left; none while that is not fixed.</summary>
    [NotPersonal]
    public DateTimeOffset? KeyEndsAt { get; set; }
}

/// <summary>A one-time code: single use, 15 minutes, 5 tries.</summary>
internal sealed class OneTimeCode
{
    [NotPersonal]
    public required Guid RequestId { get; init; }

    [PersonalData(DataCategory.Credential)]
    public required string CodeHash { get; set; }

    [NotPersonal]
    public required DateTimeOffset ExpiresAt { get; set; }

    [NotPersonal]
    public int Tries { get; set; }

    [NotPersonal]
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>Who did what with a request, and why; append-only.</summary>
internal sealed class RequestEvent
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required Guid RequestId { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required string Actor { get; init; }

    [NotPersonal]
    public required string Code { get; init; }

    /// <summary>The reason a person gave, in their words; goes when the case ends.</summary>
    [PersonalData(DataCategory.FreeText)]
    public string? Reason { get; set; }
}

/// <summary>A letter, certificate or package: encrypted chunks whose key goes with the case.</summary>
internal sealed class FileChunk
{
    [NotPersonal]
    public required Guid RequestId { get; init; }

    /// <summary><c>package</c>, <c>letter</c> or <c>certificate</c>.</summary>
    [NotPersonal]
    public required string Kind { get; init; }

    [NotPersonal]
    public required int Index { get; init; }

    [PersonalData(DataCategory.Encrypted)]
    public required byte[] Box { get; init; }
}

/// <summary>A message of the correspondence about a request, sealed with the case's key; it goes with the case.</summary>
internal sealed class CaseMessage
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required Guid RequestId { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }

    /// <summary>False when we wrote it.</summary>
    [NotPersonal]
    public required bool FromPerson { get; init; }

    /// <summary>The mail that carries our message; it counts as asked when that has left.</summary>
    [NotPersonal]
    public Guid? MailId { get; init; }

    [PersonalData(DataCategory.Encrypted)]
    public byte[]? Box { get; set; }
}

/// <summary>Read copy: the third parties that take part, as Connectors announced them.</summary>
[NotPersonal]
internal sealed class KnownConnection
{
    public required Guid ConnectionId { get; init; }

    public required string Target { get; set; }

    public required string Role { get; set; }

    public bool Enabled { get; set; }
}

/// <summary>What the company says of its processing in every answer (Art. 15(1)), until a register says it; no person's data.</summary>
internal sealed class AnswerFact
{
    /// <summary>E.g. <c>purposes.contacts</c>, <c>transfers</c>.</summary>
    [NotPersonal]
    public required string Key { get; init; }

    [NotPersonal]
    public required string Fr { get; set; }

    [NotPersonal]
    public required string En { get; set; }

    [PersonalData(DataCategory.Pseudonym)]
    public required string By { get; set; }

    [NotPersonal]
    public required DateTimeOffset At { get; set; }
}
