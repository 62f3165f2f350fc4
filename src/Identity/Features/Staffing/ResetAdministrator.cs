using System.Security.Cryptography;
using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Identity.Features.Staffing;

/// <summary>
/// The verb <c>identity reset-admin [EMAIL]</c>, for the operator who has the machine but no administrator can sign in: a
/// new one-time password, shown once; locks and old sessions end. Written into the audit chain.
/// </summary>
internal static class ResetAdministrator
{
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static async Task<int> RunAsync(IServiceProvider services, string? email, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, staff) = (scope.ServiceProvider.GetRequiredService<IdentityDbContext>(), scope.ServiceProvider.GetRequiredService<UserManager<StaffAccount>>());
        var hasher = scope.ServiceProvider.GetRequiredService<IPasswordHasher<StaffAccount>>();
        var secret = RandomNumberGenerator.GetString(Alphabet, 20);
        var account = await db.InTransactionAsync(token => ResetAsync(db, staff, hasher, email, secret, token), ct);
        if (account is null)
        {
            await Console.Error.WriteLineAsync("ADMINISTRATOR_UNKNOWN: name the address of one administrator: identity reset-admin EMAIL");
            return 1;
        }

        await Console.Out.WriteLineAsync($"Administrator {account.Email}, one-time password, shown only now: {secret}");
        return 0;
    }

    private static async Task<StaffAccount?> ResetAsync(
        IdentityDbContext db, UserManager<StaffAccount> staff, IPasswordHasher<StaffAccount> hasher, string? email, string secret, CancellationToken ct)
    {
        var administrators = await staff.GetUsersInRoleAsync(StaffRoles.Administrator);
        var named = email is null ? null : staff.NormalizeEmail(email);
        var found = administrators.Where(a => named is null || a.NormalizedEmail == named).ToList();
        if (found is not [var account])
        {
            return null;
        }

        account.PasswordHash = hasher.HashPassword(account, secret);
        account.PasswordIsOneTime = true;
        account.SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
        (account.LockoutEnd, account.AccessFailedCount) = (null, 0);

        // Whoever made this necessary may have added one.
        db.Passkeys.RemoveRange(await db.Passkeys.Where(p => p.AccountId == account.Id).ToListAsync(ct));
        db.Audit("operator", "staff.administrator-reset", reference: account.Id);
        await db.SaveChangesAsync(ct);
        return account;
    }
}
