using Gdpr.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace Gdpr.Identity.Data;

internal abstract class IdentityDbContext(DbContextOptions options, RoomContextServices services) : RoomDbContext(options, services)
{
    public override string Room => "identity";

    public DbSet<StaffAccount> Staff => Set<StaffAccount>();

    public DbSet<StaffMembership> Memberships => Set<StaffMembership>();

    public DbSet<StaffPasskey> Passkeys => Set<StaffPasskey>();

    public DbSet<SignInAttempt> SignIns => Set<SignInAttempt>();

    public DbSet<IdentityRole<Guid>> Roles => Set<IdentityRole<Guid>>();

    public DbSet<OpenIddictEntityFrameworkCoreApplication<Guid>> Clients => Set<OpenIddictEntityFrameworkCoreApplication<Guid>>();

    protected override void MapRoom(ModelBuilder model)
    {
        model.UseOpenIddict<Guid>();
        model.Entity<StaffAccount>(e =>
        {
            e.ToTable("StaffAccounts");
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.UserName).HasMaxLength(36);
            e.Property(a => a.NormalizedUserName).HasMaxLength(36);
            e.Property(a => a.Email).HasMaxLength(254);
            e.Property(a => a.NormalizedEmail).HasMaxLength(254);
            e.Property(a => a.PasswordHash).HasMaxLength(200);
            e.Property(a => a.SecondFactorKey).HasMaxLength(400);
            e.Property(a => a.LastCodeHash).HasMaxLength(64);
            e.Property(a => a.InvitationHash).HasMaxLength(64);
            e.HasIndex(a => a.InvitationHash);
            e.Property(a => a.SecurityStamp).HasMaxLength(64);
            e.Property(a => a.ConcurrencyStamp).HasMaxLength(36).IsConcurrencyToken();
            e.HasIndex(a => a.NormalizedUserName).IsUnique();
            e.HasIndex(a => a.NormalizedEmail).IsUnique();

            // Nobody needs the telephone of staff here (Art. 5(1)(c)).
            e.Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed);
        });
        model.Entity<StaffPasskey>(e =>
        {
            e.ToTable("StaffPasskeys");
            e.HasKey(p => p.Hash);
            e.Property(p => p.Hash).HasMaxLength(64);
            e.Property(p => p.CredentialId).HasMaxLength(StaffPasskey.LongestId);
            e.Property(p => p.PublicKey).HasMaxLength(StaffPasskey.LongestKey);
            e.Property(p => p.Name).HasMaxLength(StaffPasskey.LongestName);
            e.Property(p => p.Transports).HasMaxLength(100);
            e.HasOne<StaffAccount>().WithMany().HasForeignKey(p => p.AccountId);
        });
        model.Entity<SignInAttempt>(e =>
        {
            e.ToTable("SignInAttempts");
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.AddressHash).HasMaxLength(100);
            e.Property(a => a.Address).HasMaxLength(254);
            e.Property(a => a.Language).HasMaxLength(2);
            e.Property(a => a.TicketHash).HasMaxLength(64);
            e.Property(a => a.CodeHash).HasMaxLength(100);
            e.Property(a => a.LinkHash).HasMaxLength(64);
            e.HasIndex(a => a.TicketHash).IsUnique();
            e.HasIndex(a => a.LinkHash);
            e.HasIndex(a => new { a.AddressHash, a.CreatedAt });
        });
        model.Entity<IdentityRole<Guid>>(e =>
        {
            e.ToTable("StaffRoles");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.Name).HasMaxLength(40);
            e.Property(r => r.NormalizedName).HasMaxLength(40);
            e.Property(r => r.ConcurrencyStamp).HasMaxLength(36).IsConcurrencyToken();
            e.HasIndex(r => r.NormalizedName).IsUnique();
        });
        model.Entity<StaffMembership>(e =>
        {
            e.ToTable("StaffMemberships");
            e.HasKey(m => new { m.UserId, m.RoleId });
            e.HasOne<StaffAccount>().WithMany().HasForeignKey(m => m.UserId);
            e.HasOne<IdentityRole<Guid>>().WithMany().HasForeignKey(m => m.RoleId);
        });
    }
}
