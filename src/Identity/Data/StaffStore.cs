using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Gdpr.Identity.Data;

/// <summary>Lets ASP.NET Core Identity keep staff in the room's database. Claims, logins and tokens have no table; the authenticator's key lies sealed in the account.</summary>
internal sealed class StaffStore(IdentityDbContext db, IdentityErrorDescriber describer, IDataProtectionProvider protection)
    : UserStore<StaffAccount, IdentityRole<Guid>, IdentityDbContext, Guid, IdentityUserClaim<Guid>, StaffMembership,
        IdentityUserLogin<Guid>, IdentityUserToken<Guid>, IdentityRoleClaim<Guid>>(db, describer)
{
    private readonly IDataProtector _seal = protection.CreateProtector("Gdpr.Identity.SecondFactor.v1");

    public override Task SetAuthenticatorKeyAsync(StaffAccount user, string key, CancellationToken cancellationToken)
    {
        user.SecondFactorKey = _seal.Protect(key);
        return Task.CompletedTask;
    }

    public override Task<string?> GetAuthenticatorKeyAsync(StaffAccount user, CancellationToken cancellationToken) =>
        Task.FromResult(user.SecondFactorKey is { } box ? _seal.Unprotect(box) : null);
}
