namespace Gdpr.Campaigns.Tests;

/// <summary>Words that say everything that they must.</summary>
internal static class Samples
{
    public const string Body = "Bonjour {{ person.givenName }}, {{ sender.name }} vous écrit. {{ source }} {{ objection }} {{ links.unsubscribe }} {{ links.data }}";
    public const string Html = "<p>Bonjour {{ person.givenName }}</p><p>{{ sender.name }}</p><p>{{ source }} {{ objection }}</p><a href=\"{{ links.unsubscribe }}\">x</a> <a href=\"{{ links.data }}\">y</a>";

    public static object French { get; } = new { language = "fr", subject = "Nouvelles de {{ sender.name }}", subjectB = "Autre sujet", html = Html, text = Body };

    public static object Without(string piece) => new
    {
        language = "fr", subject = "Nouvelles", html = Html.Replace(piece, string.Empty, StringComparison.Ordinal), text = Body.Replace(piece, string.Empty, StringComparison.Ordinal),
    };
}
