using Gdpr.Platform.Privacy;

namespace Gdpr.Identity.Data;

/// <summary>That a member of staff has a role.</summary>
internal sealed class StaffMembership : Microsoft.AspNetCore.Identity.IdentityUserRole<Guid>
{
    [PersonalData(DataCategory.Pseudonym, StaffAccount.DataClass)]
    public override Guid UserId { get; set; }
}
