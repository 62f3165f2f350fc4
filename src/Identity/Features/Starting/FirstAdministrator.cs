using System.Security.Cryptography;
using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Identity.Features.Starting;

/// <summary>Somebody must be able to let the others in: from configuration, or with a password shown once on the console.</summary>
internal sealed class FirstAdministrator(
    IdentityDbContext db, UserManager<StaffAccount> staff, IPasswordHasher<StaffAccount> hasher, IConfiguration configuration)
{
    private const string DefaultEmail = "admin@localhost";

    // Without letters and digits that look alike: it is read from a screen and typed.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public async Task EnsureAsync(CancellationToken ct)
    {
        var (email, password) = (configuration["Identity:BootstrapAdmin:Email"], configuration["Identity:BootstrapAdmin:Password"]);
        var configured = !string.IsNullOrWhiteSpace(email) && !string.IsNullOrWhiteSpace(password);
        var account = NewAccount(configured ? email! : DefaultEmail, oneTime: !configured);
        var secret = configured ? password! : RandomNumberGenerator.GetString(Alphabet, 20);
        var made = await db.InTransactionAsync(token => CreateAsync(account, secret, configured, token), ct);
        if (made && !configured)
        {
            await Console.Out.WriteLineAsync($"Administrator {account.Email}, one-time password, shown only now: {secret}");
        }
    }

    // A configured administrator who exists is left alone: the password may have been changed since.
    private async Task<bool> CreateAsync(StaffAccount account, string password, bool configured, CancellationToken ct)
    {
        await AddRolesAsync(ct);
        var exists = configured
            ? await staff.FindByEmailAsync(account.Email!) is not null
            : (await staff.GetUsersInRoleAsync(StaffRoles.Administrator)).Count > 0;
        if (exists)
        {
            return false;
        }

        account.PasswordHash = hasher.HashPassword(account, password);
        Demand(await staff.CreateAsync(account));
        Demand(await staff.AddToRoleAsync(account, StaffRoles.Administrator));
        db.Audit("system", "staff.added", reference: account.Id);
        await db.SaveChangesAsync(ct);
        return true;
    }

    private StaffAccount NewAccount(string email, bool oneTime)
    {
        var id = db.NewId();
        return new StaffAccount { Id = id, UserName = id.ToString("N"), Email = email, CreatedAt = db.Now, PasswordIsOneTime = oneTime, LockoutEnabled = true };
    }

    private async Task AddRolesAsync(CancellationToken ct)
    {
        var known = await db.Roles.Select(r => r.Name!).ToListAsync(ct);
        db.Roles.AddRange(StaffRoles.All.Except(known).Select(name =>
            new IdentityRole<Guid> { Id = db.NewId(), Name = name, NormalizedName = staff.NormalizeName(name) }));
        await db.SaveChangesAsync(ct);
    }

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            // Codes only: the descriptions quote the address.
            throw new InvalidOperationException(string.Join(' ', result.Errors.Select(e => e.Code)));
        }
    }
}
