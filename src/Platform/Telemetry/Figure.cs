namespace Gdpr.Platform.Telemetry;

/// <summary>A number of a room's database that is shown as a gauge.</summary>
/// <param name="Unit">UCUM: <c>s</c>, <c>{request}</c>.</param>
public sealed record FigureKind(string Name, string Unit, string Description);

/// <summary>One value of a figure; its labels are codes and names of things, never anything about a person.</summary>
public sealed record Figure(FigureKind Kind, double Value, params KeyValuePair<string, object?>[] Labels);

/// <summary>Reads figures of a room by a few cheap questions.</summary>
public interface IFigures<in TDb>
    where TDb : Data.RoomDbContext
{
    IReadOnlyList<FigureKind> Kinds { get; }

    Task<IReadOnlyList<Figure>> ReadAsync(TDb db, CancellationToken ct);
}
