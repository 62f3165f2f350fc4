namespace Gdpr.SubjectRights.Features.Sweeping;

/// <summary>How often open requests are looked at: <c>Gdpr:SubjectRights:WarnEverySeconds</c>.</summary>
internal sealed record WarningSettings(TimeSpan Every)
{
    public static WarningSettings Read(IConfiguration configuration) =>
        new(TimeSpan.FromSeconds(Math.Max(1, configuration.GetValue("Gdpr:SubjectRights:WarnEverySeconds", 30))));
}
