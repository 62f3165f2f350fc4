using Gdpr.Kernel;
using Gdpr.Platform.Privacy;

namespace Gdpr.Identity.Data;

/// <summary>
/// A data subject's way in, open for ten minutes: a code and a link, of which only keyed hashes are kept. The row is
/// written for every address alike and goes within the hour.
/// </summary>
internal sealed class SignInAttempt
{
    public const string DataClass = "identity.signIns";
    public const int MostTries = 5;
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    [NotPersonal]
    public required Guid Id { get; init; }

    /// <summary>Keyed hash of the address, by which attempts on one address are counted.</summary>
    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public required string AddressHash { get; init; }

    /// <summary>Where the mail goes; null once it is written.</summary>
    [PersonalData(DataCategory.Contact, DataClass)]
    public string? Address { get; set; }

    [NotPersonal]
    public required string Language { get; init; }

    /// <summary>Hash of the secret that the asking browser holds: a code is of use to it alone.</summary>
    [NotPersonal]
    public required string TicketHash { get; init; }

    /// <summary>Null until somebody is found under the address.</summary>
    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public SubjectId? SubjectId { get; set; }

    [NotPersonal]
    public string? CodeHash { get; set; }

    [NotPersonal]
    public string? LinkHash { get; set; }

    [NotPersonal]
    public required DateTimeOffset CreatedAt { get; init; }

    [NotPersonal]
    public required DateTimeOffset ExpiresAt { get; init; }

    [NotPersonal]
    public int Tries { get; set; }

    [NotPersonal]
    public DateTimeOffset? UsedAt { get; set; }
}
