using System.Security.Cryptography;
using Gdpr.Platform.Privacy;
using UserPasskeyInfo = Microsoft.AspNetCore.Identity.UserPasskeyInfo;

namespace Gdpr.Identity.Data;

/// <summary>What of a passkey has to be kept to know it again; what its making said about the device is not (Art. 5(1)(c)).</summary>
internal sealed class StaffPasskey
{
    public const int LongestId = 1023;
    public const int LongestKey = 1024;
    public const int LongestName = 60;
    private static readonly string[] Ways = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"];

    /// <summary>SHA-256 of the credential's id, which may be longer than any key of a table.</summary>
    [PersonalData(DataCategory.Pseudonym, StaffAccount.DataClass)]
    public required string Hash { get; init; }

    [PersonalData(DataCategory.Pseudonym, StaffAccount.DataClass)]
    public required Guid AccountId { get; init; }

    [PersonalData(DataCategory.Pseudonym, StaffAccount.DataClass)]
    public required byte[] CredentialId { get; init; }

    [PersonalData(DataCategory.Credential, StaffAccount.DataClass)]
    public required byte[] PublicKey { get; init; }

    /// <summary>What the person calls it.</summary>
    [PersonalData(DataCategory.Interaction, StaffAccount.DataClass)]
    public string? Name { get; set; }

    [NotPersonal]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>An answer to a question that was put before is not taken again.</summary>
    [PersonalData(DataCategory.Interaction, StaffAccount.DataClass)]
    public DateTimeOffset? UsedAt { get; set; }

    [PersonalData(DataCategory.Interaction, StaffAccount.DataClass)]
    public long SignCount { get; set; }

    [NotPersonal]
    public string? Transports { get; init; }

    [NotPersonal]
    public bool IsUserVerified { get; set; }

    [NotPersonal]
    public bool IsBackupEligible { get; init; }

    [NotPersonal]
    public bool IsBackedUp { get; set; }

    public static string HashOf(byte[] credentialId) => Convert.ToHexStringLower(SHA256.HashData(credentialId));

    public static bool CanKeep(UserPasskeyInfo made) => made.CredentialId.Length <= LongestId && made.PublicKey.Length <= LongestKey;

    /// <summary>A name as it can be kept: not cut within a letter.</summary>
    public static string? Named(string? name) =>
        name is null || name.Length <= LongestName ? name : name[..(char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName)];

    public static StaffPasskey Of(StaffAccount account, UserPasskeyInfo made) => new()
    {
        Hash = HashOf(made.CredentialId),
        AccountId = account.Id,
        CredentialId = made.CredentialId,
        PublicKey = made.PublicKey,
        CreatedAt = made.CreatedAt,
        Transports = made.Transports?.Intersect(Ways).ToList() is { Count: > 0 } ways ? string.Join(' ', ways) : null,
        IsBackupEligible = made.IsBackupEligible,
    };

    /// <summary>Takes over what a use of it has changed.</summary>
    public void Note(UserPasskeyInfo now) =>
        (Name, SignCount, IsUserVerified, IsBackedUp) = (now.Name, now.SignCount, now.IsUserVerified, now.IsBackedUp);

    public UserPasskeyInfo Info() => new(
        CredentialId, PublicKey, CreatedAt, (uint)SignCount, Transports?.Split(' '), IsUserVerified, IsBackupEligible, IsBackedUp, attestationObject: [], clientDataJson: [])
    {
        Name = Name,
    };
}
