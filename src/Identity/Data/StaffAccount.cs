using Gdpr.Platform.Privacy;

namespace Gdpr.Identity.Data;

/// <summary>
/// The account of a member of staff. The user name is the account's own id: the address is stored once, as what it is.
/// </summary>
internal sealed class StaffAccount : Microsoft.AspNetCore.Identity.IdentityUser<Guid>
{
    public const string DataClass = "identity.staffAccount";

    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public override Guid Id { get; set; }

    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public override string? UserName { get; set; }

    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public override string? NormalizedUserName { get; set; }

    [PersonalData(DataCategory.Contact, DataClass)]
    public override string? Email { get; set; }

    /// <summary>The Kernel's one spelling of the address, so that a request about the person finds the account.</summary>
    [PersonalData(DataCategory.Contact, DataClass)]
    public override string? NormalizedEmail { get; set; }

    [PersonalData(DataCategory.Credential, DataClass)]
    public override string? PasswordHash { get; set; }

    [PersonalData(DataCategory.Credential, DataClass)]
    public override string? SecurityStamp { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public override DateTimeOffset? LockoutEnd { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public override int AccessFailedCount { get; set; }

    /// <summary>The key of the authenticator app, sealed by a key outside the database.</summary>
    [PersonalData(DataCategory.Encrypted, DataClass)]
    public string? SecondFactorKey { get; set; }

    /// <summary>The last code taken: within its minute it is not taken again.</summary>
    [PersonalData(DataCategory.Credential, DataClass)]
    public string? LastCodeHash { get; set; }

    /// <summary>Hash of the link by which the person chooses a password.</summary>
    [PersonalData(DataCategory.Credential, DataClass)]
    public string? InvitationHash { get; set; }

    [NotPersonal]
    public DateTimeOffset? InvitationEndsAt { get; set; }

    [NotPersonal]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The password was made by the machine: it opens one session, in which another is chosen.</summary>
    [NotPersonal]
    public bool PasswordIsOneTime { get; set; }
}
