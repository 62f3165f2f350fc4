using Gdpr.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Platform.Telemetry;

/// <summary>Adds figures of a room's own to those that every room has.</summary>
public static class FigureServices
{
    public static void AddFigures<TDb, TFigures>(this IHostApplicationBuilder builder)
        where TDb : RoomDbContext
        where TFigures : class, IFigures<TDb> => builder.Services.AddSingleton<IFigures<TDb>, TFigures>();
}
