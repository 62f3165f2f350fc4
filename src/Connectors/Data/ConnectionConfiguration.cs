using Gdpr.Connectors.Domain;
using Gdpr.Kernel.Identifiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gdpr.Connectors.Data;

internal sealed class ConnectionConfiguration : IEntityTypeConfiguration<Connection>
{
    public void Configure(EntityTypeBuilder<Connection> builder)
    {
        builder.ToTable("Connections");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Key).HasMaxLength(60);
        builder.HasIndex(c => c.Key).IsUnique();
        builder.Property(c => c.Definition).HasMaxLength(60);
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.BaseUrl).HasMaxLength(500);
        builder.Property(c => c.ProtectedToken).HasMaxLength(8000);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Ignore(c => c.Target);

        // One text column on every provider: the lists are short and never searched.
        builder.Property(c => c.IdentifierKinds).HasMaxLength(200).HasConversion(
            kinds => string.Join(',', kinds),
            text => text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<IdentifierKind>).ToList(),
            Same<IdentifierKind>());
        builder.Property(c => c.AllowHosts).HasMaxLength(2000).HasConversion(
            hosts => string.Join(',', hosts),
            text => text.Split(',', StringSplitOptions.RemoveEmptyEntries),
            Same<string>());
    }

    private static ValueComparer<IReadOnlyList<T>> Same<T>() =>
        new((a, b) => a!.SequenceEqual(b!), list => list.Aggregate(0, (h, i) => HashCode.Combine(h, i)), list => list);
}
