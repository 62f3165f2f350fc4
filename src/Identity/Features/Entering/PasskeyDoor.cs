using Gdpr.Identity.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Gdpr.Identity.Features.Entering;

/// <summary>
/// Asks a browser for a passkey and checks what comes back (Web Authentication). The device verifies its owner, so that a
/// passkey is both factors. The challenge waits sealed in a cookie of five minutes, and is good for one answer.
/// </summary>
internal sealed class PasskeyDoor(UserManager<StaffAccount> staff, IPasskeyHandler<StaffAccount> handler, IDataProtectionProvider protection, IdentityDbContext db)
{
    private const string Cookie = "gdpr-passkey";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("Gdpr.Identity.Passkey.v1").ToTimeLimitedDataProtector();

    /// <summary>What the browser needs to make one for this account, as JSON.</summary>
    public async Task<string> AskToMakeAsync(HttpContext http, StaffAccount account)
    {
        var name = account.Email!;
        var asked = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id.ToString(), Name = name, DisplayName = name }, http);
        Remember(http, asked.AttestationState);
        return asked.CreationOptionsJson;
    }

    /// <summary>What the browser needs to choose one of its own, as JSON; whose it is, nobody has said yet.</summary>
    public async Task<string> AskToUseAsync(HttpContext http)
    {
        var asked = await handler.MakeRequestOptionsAsync(null, http);
        Remember(http, asked.AssertionState);
        return asked.RequestOptionsJson;
    }

    /// <summary>False when it was not asked for, or is not sound.</summary>
    public async Task<bool> AddAsync(HttpContext http, StaffAccount account, string credential, string? name, CancellationToken ct)
    {
        var made = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = Recall(http) });
        if (!made.Succeeded || made.UserEntity.Id != account.Id.ToString() || made.Passkey.CredentialId.Length > StaffPasskey.LongestId)
        {
            return false;
        }

        made.Passkey.Name = name?.Length > StaffPasskey.LongestName ? name[..StaffPasskey.LongestName] : name;
        if (!(await staff.AddOrUpdatePasskeyAsync(account, made.Passkey)).Succeeded)
        {
            return false;
        }

        db.Audit(account.Id.ToString(), "staff.passkey.added", reference: account.Id);
        await db.SaveChangesAsync(ct);
        return true;
    }

    public async Task RemoveAsync(StaffAccount account, byte[] credentialId, CancellationToken ct)
    {
        await staff.RemovePasskeyAsync(account, credentialId);
        db.Audit(account.Id.ToString(), "staff.passkey.removed", reference: account.Id);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Whose it is; null when it is nobody's, or the account is locked or waits for a new password.</summary>
    public async Task<StaffAccount?> ByPasskeyAsync(HttpContext http, string credential)
    {
        var used = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = Recall(http) });
        if (!used.Succeeded || used.User.PasswordHash is null || used.User.PasswordIsOneTime || await staff.IsLockedOutAsync(used.User))
        {
            return null;
        }

        await staff.AddOrUpdatePasskeyAsync(used.User, used.Passkey);
        return used.User;
    }

    private void Remember(HttpContext http, string? state) => http.Response.Cookies.Append(Cookie, _seal.Protect(state ?? string.Empty, Patience), new CookieOptions
    {
        Path = "/connect", HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, MaxAge = Patience,
    });

    private string? Recall(HttpContext http)
    {
        http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/connect" });
        try
        {
            return http.Request.Cookies[Cookie] is { } sealed_ ? _seal.Unprotect(sealed_) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
