using Gdpr.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Gdpr.Platform.Data;

/// <summary>How values are stored, the same in every room and on every provider.</summary>
internal static class RoomConventions
{
    public static void Apply(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<SubjectId>().HaveConversion<SubjectIdConverter>();
        conventions.Properties<SubjectId?>().HaveConversion<SubjectIdConverter>();

        // SQLite can neither order nor compare DateTimeOffset: UTC ticks serve all three providers alike.
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        conventions.Properties<DateTimeOffset?>().HaveConversion<UtcTicksConverter>();
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    private sealed class SubjectIdConverter() : ValueConverter<SubjectId, Guid>(s => s.Value, g => new SubjectId(g));

    private sealed class UtcTicksConverter()
        : ValueConverter<DateTimeOffset, long>(d => d.UtcTicks, t => new DateTimeOffset(t, TimeSpan.Zero));
}
