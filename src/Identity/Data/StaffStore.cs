using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Gdpr.Identity.Data;

/// <summary>Lets ASP.NET Core Identity keep staff in the room's database. Claims, logins and tokens have no table yet.</summary>
internal sealed class StaffStore(IdentityDbContext db, IdentityErrorDescriber describer)
    : UserStore<StaffAccount, IdentityRole<Guid>, IdentityDbContext, Guid, IdentityUserClaim<Guid>, StaffMembership,
        IdentityUserLogin<Guid>, IdentityUserToken<Guid>, IdentityRoleClaim<Guid>>(db, describer);
