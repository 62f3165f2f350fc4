using System.Buffers.Text;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Gdpr.Identity.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Identity.Features.Entering;

/// <summary>
/// Asks a browser for a passkey and checks what comes back (Web Authentication). The device verifies its owner, so that a
/// passkey is both factors. The challenge waits sealed in a cookie of five minutes; an answer to one that was put before the
/// passkey's last use is an answer that was given already.
/// </summary>
internal sealed class PasskeyDoor(
    UserManager<StaffAccount> staff, IPasskeyHandler<StaffAccount> handler, IDataProtectionProvider protection, IdentityDbContext db, IConfiguration configuration)
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
    public async Task<bool> AddAsync(HttpContext http, StaffAccount account, string credential, string? name)
    {
        var made = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = Recall(http)?.State });
        RethrowOutage(made.Failure);
        if (!made.Succeeded || made.UserEntity.Id != account.Id.ToString() || !StaffPasskey.CanKeep(made.Passkey))
        {
            return false;
        }

        made.Passkey.Name = StaffPasskey.Named(name);
        db.Audit(account.Id.ToString(), "staff.passkey.added", reference: account.Id);
        return (await staff.AddOrUpdatePasskeyAsync(account, made.Passkey)).Succeeded;
    }

    public async Task RemoveAsync(StaffAccount account, byte[] credentialId)
    {
        if (await staff.GetPasskeyAsync(account, credentialId) is not null)
        {
            db.Audit(account.Id.ToString(), "staff.passkey.removed", reference: account.Id);
            await staff.RemovePasskeyAsync(account, credentialId);
        }
    }

    /// <summary>Whose it is; null when it is nobody's, was used for this question already, or the account is locked or waits for a new password.</summary>
    public async Task<StaffAccount?> ByPasskeyAsync(HttpContext http, string credential, CancellationToken ct)
    {
        var asked = Recall(http);
        var used = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = asked?.State });
        RethrowOutage(used.Failure);
        return used.Succeeded && await IsNewAsync(used.Passkey, asked!.Value.At, ct) && await MayEnterAsync(used.User) && (await staff.AddOrUpdatePasskeyAsync(used.User, used.Passkey)).Succeeded
            ? used.User
            : await RefusedAsync(credential, ct);
    }

    private async Task<bool> MayEnterAsync(StaffAccount account) =>
        account is { PasswordHash: not null, PasswordIsOneTime: false } && !await staff.IsLockedOutAsync(account);

    // Marked on the row that the update writes: of two at once, the account's stamp lets one through.
    private async Task<bool> IsNewAsync(UserPasskeyInfo used, DateTimeOffset asked, CancellationToken ct)
    {
        var hash = StaffPasskey.HashOf(used.CredentialId);
        if (await db.Passkeys.SingleOrDefaultAsync(p => p.Hash == hash, ct) is not { } known || known.UsedAt >= asked)
        {
            return false;
        }

        known.UsedAt = db.Now;
        return true;
    }

    // A counter that went back is how a copied device shows itself: whose passkey it was stays on record.
    private async Task<StaffAccount?> RefusedAsync(string credential, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (IdOf(credential) is { } id && await staff.FindByPasskeyIdAsync(id) is { } account)
        {
            db.Audit(account.Id.ToString(), "staff.passkey.refused", reference: account.Id);
            await db.SaveChangesAsync(ct);
        }

        return null;
    }

    private static byte[]? IdOf(string credential)
    {
        try
        {
            using var said = JsonDocument.Parse(credential);
            return said.RootElement.ValueKind == JsonValueKind.Object && said.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && Base64Url.IsValid(id.GetString())
                ? Base64Url.DecodeFromChars(id.GetString())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The handler calls everything a refusal; a database that is away is none.
    private static void RethrowOutage(PasskeyException? failure)
    {
        if (failure?.InnerException is DbException or DbUpdateException)
        {
            throw failure.InnerException;
        }
    }

    private void Remember(HttpContext http, string? state) => http.Response.Cookies.Append(
        Cookie,
        _seal.Protect(string.Create(CultureInfo.InvariantCulture, $"{db.Now.UtcTicks}:{state}"), Patience),
        new CookieOptions { Path = "/connect", HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps || configuration.IsSecure(), MaxAge = Patience });

    private (DateTimeOffset At, string State)? Recall(HttpContext http)
    {
        http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/connect" });
        try
        {
            return http.Request.Cookies[Cookie] is { } box && _seal.Unprotect(box).Split(':', 2) is [var ticks, var state]
                ? (new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), state)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
