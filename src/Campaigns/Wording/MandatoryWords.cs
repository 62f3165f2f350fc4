using Gdpr.Campaigns.Domain;

namespace Gdpr.Campaigns.Wording;

/// <summary>
/// What every message must say (CPCE L34-5, LCEN art. 20, Arts. 14 and 21(4) GDPR), and whether a template says it: the
/// template is written once with marks in these places, and the marks must be in each part of the result.
/// </summary>
internal static class MandatoryWords
{
    private const string Name = "MARKNAME";
    private const string Origin = "MARKORIGIN";
    private const string Unsubscribe = "https://mark.example/u/MARKSTOP";
    private const string MyData = "https://mark.example/MARKDATA";
    private static readonly LetterFacts Marks = new("Ada", "Lovelace", "Engines", Name, "mark@example.test", Origin, Unsubscribe, MyData);

    public static string Objection(bool french) => french
        ? "Vous pouvez vous opposer à tout moment, sans motif et sans frais, à recevoir nos messages."
        : "You may object to our messages at any time, without giving a reason and free of charge.";

    public static string Source(bool french, string? origin) => (french, origin) switch
    {
        (true, null) => "Vos coordonnées figurent dans notre fichier de contacts.",
        (false, null) => "Your details are in our contact records.",
        (true, _) => $"Vos coordonnées proviennent de : {origin}.",
        _ => $"We have your details from: {origin}.",
    };

    /// <summary>Codes such as <c>UNSUBSCRIBE_MISSING/fr/html</c>; nothing when the template may be sent.</summary>
    public static IReadOnlyList<string> Missing(Template template)
    {
        var words = Words.Of(template);
        return [.. template.Texts.SelectMany(t => Missing(template.Channel, t, words.Write(t, Marks, variantB: false)))];
    }

    private static IEnumerable<string> Missing(Channel channel, TemplateText text, Letter letter)
    {
        var parts = new (string Name, string? Body)[] { ("text", letter.Text), ("html", letter.Html) };
        return from part in parts
               where part.Body is not null
               from wanted in Wanted(channel, text.Language == "fr")
               where !part.Body!.Contains(part.Name == "html" ? System.Text.Encodings.Web.HtmlEncoder.Default.Encode(wanted.Mark) : wanted.Mark, StringComparison.Ordinal)
               select $"{wanted.Code}/{text.Language}/{part.Name}";
    }

    private static IEnumerable<(string Code, string Mark)> Wanted(Channel channel, bool french) => channel switch
    {
        Channel.Email =>
        [
            ("SENDER_MISSING", Name), ("SOURCE_MISSING", Origin), ("OBJECTION_MISSING", Objection(french)),
            ("UNSUBSCRIBE_MISSING", Unsubscribe), ("DATA_LINK_MISSING", MyData),
        ],
        Channel.Sms => [("SENDER_MISSING", Name), ("STOP_MISSING", "STOP")],
        _ => [("SENDER_MISSING", Name), ("SOURCE_MISSING", Origin), ("OBJECTION_MISSING", Objection(french))],
    };
}
