using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Contacts;

/// <summary>Codes about people in the words of those who work with them.</summary>
internal static class PersonWords
{
    public static string Name(Language l, string? givenName, string? familyName, string? organisation) =>
        string.Join(' ', new[] { givenName, familyName }.Where(n => !string.IsNullOrWhiteSpace(n))) is { Length: > 0 } name ? name
        : string.IsNullOrWhiteSpace(organisation) ? l.Say("Sans nom", "No name")
        : organisation;

    public static string Kind(Language l, string kind) => kind switch
    {
        "person" => l.Say("personne", "person"),
        "organisation" => l.Say("organisation", "organisation"),
        _ => kind,
    };

    public static string Said(Language l, string decision) => decision switch
    {
        "requested" => l.Say("confirmation attendue", "waiting for confirmation"),
        _ => RequestWords.Said(l, decision),
    };

    public static string Act(Language l, string act) => act switch
    {
        "order" => l.Say("par sa commande", "by their order"),
        "form" => l.Say("par son formulaire", "by their form"),
        "call" => l.Say("par son appel", "by their call"),
        "visit" => l.Say("par sa visite", "by their visit"),
        _ => l.Say("sans acte de sa part", "without an act of theirs"),
    };

    public static string Wrong(Language l, string code) => code switch
    {
        "QUERY_MISSING" => l.Say("Dites qui vous cherchez.", "Say whom you look for."),
        "FIELD_TOO_LONG" => l.Say("C'est trop long.", "That is too long."),
        _ => l.Say($"Pas accepté ({code}).", $"Not accepted ({code})."),
    };
}
