using Gdpr.Campaigns.Asking;
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
        return [.. template.Texts.SelectMany(t => Missing(template.Channel, t.Language, words.Write(t, Marks, variantB: false), Marks))];
    }

    /// <summary>What the decision is told of the message; a call is judged by the person who speaks.</summary>
    public static MessageFacts? FactsOf(Template template)
    {
        var missing = Missing(template);
        return template.Channel == Channel.Phone ? null : new MessageFacts(
            !missing.Any(m => m.StartsWith("SENDER_MISSING", StringComparison.Ordinal)),
            !missing.Any(m => m.StartsWith("UNSUBSCRIBE_MISSING", StringComparison.Ordinal) || m.StartsWith("STOP_MISSING", StringComparison.Ordinal)),
            template.Channel == Channel.Email);
    }

    /// <summary>What one written message does not say: a condition in a template may hide from some what others read.</summary>
    public static IEnumerable<string> Missing(Channel channel, string language, Letter letter, LetterFacts facts)
    {
        var parts = new (string Name, string? Body)[] { ("text", letter.Text), ("html", letter.Html) };
        return from part in parts
               where part.Body is not null
               from wanted in Wanted(channel, language == "fr", facts)
               where !part.Body!.Contains(part.Name == "html" ? System.Text.Encodings.Web.HtmlEncoder.Default.Encode(wanted.Mark) : wanted.Mark, StringComparison.OrdinalIgnoreCase)
               select $"{wanted.Code}/{language}/{part.Name}";
    }

    private static IEnumerable<(string Code, string Mark)> Wanted(Channel channel, bool french, LetterFacts facts) => channel switch
    {
        Channel.Email =>
        [
            ("SENDER_MISSING", facts.SenderName), ("SOURCE_MISSING", Source(french, facts.Origin)), ("OBJECTION_MISSING", Objection(french)),
            ("UNSUBSCRIBE_MISSING", facts.UnsubscribeLink), ("DATA_LINK_MISSING", facts.DataLink),
        ],
        Channel.Sms => [("SENDER_MISSING", facts.SenderName), ("STOP_MISSING", "STOP")],
        _ => [("SENDER_MISSING", facts.SenderName), ("SOURCE_MISSING", Source(french, facts.Origin)), ("OBJECTION_MISSING", Objection(french))],
    };
}
