using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Privacy;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Providers.Tests.Probe;

/// <summary>A room with one table, to see what Platform promises every room on each provider.</summary>
internal sealed class ProbeDbContext(DbContextOptions<ProbeDbContext> options, RoomContextServices services) : RoomDbContext(options, services)
{
    public override string Room => "probe";

    public DbSet<ProbeRow> Rows => Set<ProbeRow>();

    protected override void MapRoom(ModelBuilder model) => model.Entity<ProbeRow>(e =>
    {
        e.ToTable("ProbeRows");
        e.Property(r => r.Id).ValueGeneratedNever();
        e.Property(r => r.Name).HasMaxLength(60);
        e.Property(r => r.Version).IsConcurrencyToken();
        e.HasIndex(r => r.Name).IsUnique();
    });
}

internal sealed class ProbeRow : IAboutSubject, IVersioned
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required SubjectId SubjectId { get; init; }

    [NotPersonal]
    public required string Name { get; set; }

    [NotPersonal]
    public DateTimeOffset At { get; set; }

    [NotPersonal]
    public DayOfWeek Day { get; set; }

    [NotPersonal]
    public int Version { get; set; }
}

/// <summary>The probe's database on a provider, made without migrations.</summary>
internal sealed class ProbeStore
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<DatabaseKind, Lazy<Task<string>>> Made = new();
    private readonly DatabaseKind _kind;
    private readonly string _connection;

    private ProbeStore(DatabaseKind kind, string connection)
    {
        _kind = kind;
        _connection = connection;
    }

    public static async Task<ProbeStore> OnAsync(DatabaseKind kind)
    {
        if (kind == DatabaseKind.SqlServer)
        {
            await Require.SqlServerAsync();
        }

        var connection = await Made.GetOrAdd(kind, k => new Lazy<Task<string>>(() => MakeAsync(k))).Value;
        return new ProbeStore(kind, connection);
    }

    public ProbeDbContext Open() => (ProbeDbContext)Schema.Open(typeof(ProbeDbContext), "probe", _kind, _connection);

    public static ProbeRow Row(SubjectId? subject = null, DateTimeOffset? at = null) => new()
    {
        Id = Guid.CreateVersion7(),
        SubjectId = subject ?? SubjectId.New(TimeProvider.System),
        Name = Guid.CreateVersion7().ToString("N"),
        At = at ?? TimeProvider.System.GetUtcNow(),
    };

    public async Task<ProbeRow> AddAsync(ProbeRow row)
    {
        await using var db = Open();
        db.Rows.Add(row);
        await db.SaveChangesAsync();
        return row;
    }

    private static async Task<string> MakeAsync(DatabaseKind kind)
    {
        var connection = await Servers.EmptyDatabaseAsync(kind);
        await using var db = Schema.Open(typeof(ProbeDbContext), "probe", kind, connection);
        await db.Database.EnsureCreatedAsync();
        return connection;
    }
}
