using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Sagas;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>Who writes: the controller, its postal address line by line (<c>Gdpr:Controller:PostalAddress</c>) and town (<c>Gdpr:Controller:City</c>).</summary>
internal sealed record LetterSettings(Controller Controller, IReadOnlyList<string> PostalAddress, string? City, int? BackupRetentionDays)
{
    /// <summary>When the second check of an erasure comes.</summary>
    public int CheckAgainDays { get; init; } = 30;

    public static LetterSettings Read(IConfiguration configuration, GdprSettings settings) => new(
        settings.Controller,
        configuration.GetSection("Gdpr:Controller:PostalAddress").Get<string[]>() ?? [],
        configuration["Gdpr:Controller:City"],
        settings.BackupRetentionDays)
    {
        CheckAgainDays = (int)RoadSettings.Read(configuration).CheckAgainAfter.TotalDays,
    };
}
