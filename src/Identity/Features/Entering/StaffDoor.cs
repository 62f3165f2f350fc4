using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Microsoft.AspNetCore.Identity;

namespace Gdpr.Identity.Features.Entering;

/// <summary>Checks what a member of staff says at the door; every refusal sounds the same and counts towards the lock.</summary>
internal sealed class StaffDoor(UserManager<StaffAccount> staff, IPasswordHasher<StaffAccount> hasher, IdentityDbContext db, IConfiguration configuration)
{
    // Hashed for nobody, so that an unknown address takes as long as a known one.
    private static readonly string Decoy = new PasswordHasher<StaffAccount>().HashPassword(null!, SignInSecrets.NewSecret());

    /// <summary>Off only by <c>Gdpr:Identity:SecondFactor=optional</c>.</summary>
    public bool DemandsSecondFactor => configuration["Gdpr:Identity:SecondFactor"] != "optional";

    public async Task<StaffAccount?> ByPasswordAsync(string email, string password, CancellationToken ct)
    {
        var account = StaffLookup.Email(email) is null ? null : await staff.FindByEmailAsync(email);
        if (account?.PasswordHash is null || await staff.IsLockedOutAsync(account))
        {
            hasher.VerifyHashedPassword(null!, Decoy, password);
            return null;
        }

        if (await staff.CheckPasswordAsync(account, password))
        {
            return account;
        }

        await FailedAsync(account, ct);
        return null;
    }

    public async Task<bool> ByCodeAsync(StaffAccount account, string code, CancellationToken ct)
    {
        var typed = code.Replace(" ", string.Empty, StringComparison.Ordinal);
        var hash = SignInSecrets.HashOf($"{account.Id}:{typed}");
        if (account.LastCodeHash != hash
            && await staff.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, typed))
        {
            account.LastCodeHash = hash;
            account.TwoFactorEnabled = true;
            await staff.ResetAccessFailedCountAsync(account);
            await staff.UpdateAsync(account);
            return true;
        }

        await FailedAsync(account, ct);
        return false;
    }

    /// <summary>The key to type into the authenticator app; made once, until it is confirmed by a code.</summary>
    public async Task<string> KeyAsync(StaffAccount account)
    {
        if (await staff.GetAuthenticatorKeyAsync(account) is { } known)
        {
            return known;
        }

        await staff.ResetAuthenticatorKeyAsync(account);
        return (await staff.GetAuthenticatorKeyAsync(account))!;
    }

    /// <summary>Sets a password that the person chose; other sessions end. False when it is too short or refused.</summary>
    public async Task<bool> ChooseAsync(StaffAccount account, string password)
    {
        foreach (var rule in staff.PasswordValidators)
        {
            if (!(await rule.ValidateAsync(staff, account, password)).Succeeded)
            {
                return false;
            }
        }

        account.PasswordHash = hasher.HashPassword(account, password);
        account.PasswordIsOneTime = false;
        account.InvitationHash = null;
        account.InvitationEndsAt = null;
        await staff.UpdateSecurityStampAsync(account);
        return true;
    }

    private async Task FailedAsync(StaffAccount account, CancellationToken ct)
    {
        await staff.AccessFailedAsync(account);
        db.Audit(account.Id.ToString(), await staff.IsLockedOutAsync(account) ? "staff.locked" : "staff.refused", reference: account.Id);
        await db.SaveChangesAsync(ct);
    }
}
