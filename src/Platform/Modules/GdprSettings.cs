using Gdpr.Kernel;
using Gdpr.Kernel.Retention;
using Microsoft.Extensions.Configuration;

namespace Gdpr.Platform.Modules;

public enum BusKind
{
    Memory,
    RabbitMq,
}

public enum DatabaseKind
{
    Sqlite,
    SqlServer,
    PostgreSql,
}

/// <summary>The company that decides about the processing (Art. 4(7)), as letters and clocks need it.</summary>
public sealed record Controller(string Name, string Country, string? Region, string TimeZone, string? DpoName, string? DpoEmail)
{
    /// <summary><c>Gdpr:Controller:FinancialYearEnd</c>, written MM-dd.</summary>
    public FinancialYear FinancialYear { get; init; } = FinancialYear.Calendar;

    /// <summary>The local day at an instant.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    /// <summary>The instant at which a local day begins.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(midnight))
        {
            // Where clocks are put forward at midnight the day begins at the first minute that exists.
            midnight = midnight.AddMinutes(30);
        }

        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}

/// <summary>What a host reads from <c>Gdpr:*</c>; impossible values stop it at start with a code.</summary>
public sealed record GdprSettings(
    bool Standalone,
    string DataFolder,
    BusKind Bus,
    DatabaseKind Database,
    Controller Controller,
    IReadOnlyList<string> Participants,
    int? BackupRetentionDays)
{
    /// <summary>Rooms that store people: each must answer before a request leaves <c>Locating</c>.</summary>
    public static readonly IReadOnlyList<string> RoomsWithPeople = ["contacts", "consent", "sales", "governance", "campaigns", "subject-rights", "identity", "breach-notification"];

    /// <summary><c>Gdpr:Keys:Folder</c>: replicas of one room share it, and an operator may keep it away from the data.</summary>
    public string KeysFolder { get; init; } = Path.Combine(DataFolder, "keys");

    /// <summary>Whoever copies the data folder has the keys too.</summary>
    public bool KeysBesideData => LiesIn(KeysFolder, DataFolder);

    public string PickupFolder => Path.Combine(DataFolder, "mail");

    /// <summary>Whether a folder is, or lies in, another.</summary>
    public static bool LiesIn(string inner, string outer) => WithSeparator(inner).StartsWith(WithSeparator(outer), StringComparison.Ordinal);

    /// <summary>The settings of a host under construction.</summary>
    public static GdprSettings Of(Microsoft.Extensions.Hosting.IHostApplicationBuilder builder) => (GdprSettings)builder.Properties[typeof(GdprSettings)];

    public static GdprSettings Read(IConfiguration configuration, bool standalone)
    {
        var gdpr = configuration.GetSection("Gdpr");
        var bus = Parse(gdpr["Bus"], standalone ? BusKind.Memory : BusKind.RabbitMq, "BUS_UNKNOWN");
        var database = Parse(gdpr["Database"], standalone ? DatabaseKind.Sqlite : DatabaseKind.PostgreSql, "DATABASE_UNKNOWN");
        if (!standalone && bus == BusKind.Memory && !gdpr.GetValue("AllowLonelyRoom", false))
        {
            throw new RuleViolation(new RuleError("BUS_NOT_SHARED", "A room in a process of its own needs Gdpr:Bus=rabbitmq.", 500));
        }

        var participants = gdpr.GetSection("Participants").Get<string[]>() ?? [.. RoomsWithPeople];
        return new GdprSettings(
            standalone,
            Path.GetFullPath(gdpr["DataFolder"] ?? "data"),
            bus,
            database,
            ReadController(gdpr),
            participants,
            gdpr.GetSection("Backups").GetValue<int?>("RetentionDays"))
        {
            KeysFolder = Path.GetFullPath(gdpr["Keys:Folder"] is { Length: > 0 } keys ? keys : Path.Combine(gdpr["DataFolder"] ?? "data", "keys")),
        };
    }

    private static string WithSeparator(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;

    private static Controller ReadController(IConfigurationSection gdpr)
    {
        var controller = gdpr.GetSection("Controller");
        return new Controller(
            controller["Name"] ?? "Example Company",
            controller["Country"] ?? gdpr["Country"] ?? "FR",
            controller["Region"],
            controller["TimeZone"] ?? gdpr["TimeZone"] ?? "Europe/Paris",
            controller["DpoName"],
            controller["DpoEmail"])
        {
            FinancialYear = controller["FinancialYearEnd"] is { Length: > 0 } end ? FinancialYear.Parse(end) : FinancialYear.Calendar,
        };
    }

    private static T Parse<T>(string? text, T fallback, string code)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
        {
            return fallback;
        }

        return Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new RuleViolation(new RuleError(code, $"Use one of: {string.Join(", ", Enum.GetNames<T>())}.", 500));
    }
}
