using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

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

    public override async Task AddOrUpdatePasskeyAsync(StaffAccount user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        var hash = StaffPasskey.HashOf(passkey.CredentialId);
        var known = await Context.Passkeys.SingleOrDefaultAsync(p => p.Hash == hash && p.AccountId == user.Id, cancellationToken);
        if (known is null)
        {
            Context.Passkeys.Add(known = StaffPasskey.Of(user, passkey));
        }

        known.Note(passkey);
    }

    public override async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(StaffAccount user, CancellationToken cancellationToken) =>
        [.. (await Context.Passkeys.AsNoTracking().Where(p => p.AccountId == user.Id).OrderBy(p => p.CreatedAt).ToListAsync(cancellationToken)).Select(p => p.Info())];

    public override async Task<StaffAccount?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var hash = StaffPasskey.HashOf(credentialId);
        return await Context.Passkeys.Where(p => p.Hash == hash).Join(Context.Staff, p => p.AccountId, a => a.Id, (_, a) => a).SingleOrDefaultAsync(cancellationToken);
    }

    public override async Task<UserPasskeyInfo?> FindPasskeyAsync(StaffAccount user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var hash = StaffPasskey.HashOf(credentialId);
        return (await Context.Passkeys.AsNoTracking().SingleOrDefaultAsync(p => p.Hash == hash && p.AccountId == user.Id, cancellationToken))?.Info();
    }

    public override async Task RemovePasskeyAsync(StaffAccount user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var hash = StaffPasskey.HashOf(credentialId);
        if (await Context.Passkeys.SingleOrDefaultAsync(p => p.Hash == hash && p.AccountId == user.Id, cancellationToken) is { } known)
        {
            Context.Passkeys.Remove(known);
        }
    }
}
