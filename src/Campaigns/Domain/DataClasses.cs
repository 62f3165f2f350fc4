namespace Gdpr.Campaigns.Domain;

/// <summary>Coded names of what this room holds about people, as reports and letters use them.</summary>
internal static class DataClasses
{
    /// <summary>What was sent or not sent to somebody, and on which decision.</summary>
    public const string Sends = "campaigns.sends";

    /// <summary>What somebody said through a link or a keyword, or what a mailbox reported of them.</summary>
    public const string Stops = "campaigns.stops";

    /// <summary>When somebody was called, and what came of it.</summary>
    public const string Calls = "campaigns.calls";

    /// <summary>Examples kept with a pre-flight as evidence.</summary>
    public const string Examples = "campaigns.preflightExamples";
}
