using System.Net;
using System.Text;

namespace Gdpr.Campaigns.Features.Stopping;

/// <summary>The page behind the link of a message: small, without script, without anything loaded from elsewhere.</summary>
internal static class LinkPage
{
    public static string Ask(bool french) => Page(french, french ? "Vos préférences" : "Your preferences", $"""
        <form method="post">
        {Choice("purpose", french ? "Ne plus recevoir ce type de messages" : "Stop this kind of messages", chosen: true)}
        {Choice("all", french ? "Ne plus recevoir aucun message commercial" : "Stop every marketing message", chosen: false)}
        {Choice("pause", french ? "Faire une pause de 3 mois" : "Pause for 3 months", chosen: false)}
        <p><button type="submit">{(french ? "Confirmer" : "Confirm")}</button></p>
        </form>
        """);

    public static string Done(bool french, bool backOffered) => Page(
        french,
        french ? "C'est noté" : "Done",
        (french ? "<p>Votre choix prend effet immédiatement.</p>" : "<p>Your choice takes effect at once.</p>") + (backOffered ? Back(french) : string.Empty));

    public static string Asked(bool french) => Page(
        french,
        french ? "Un message vous attend" : "A message is on its way",
        french
            ? "<p>Nous vous avons écrit : confirmez par le lien de ce message. Sans cela, vous restez désinscrit.</p>"
            : "<p>We have written to you: confirm by the link in that message. Without it you stay unsubscribed.</p>");

    public static string Unknown(bool french) => Page(
        french, french ? "Lien inconnu" : "Unknown link", french ? "<p>Ce lien n'est pas valable.</p>" : "<p>This link is not valid.</p>");

    // A machine that follows every link sends the form that it finds first: coming back is never that one.
    private static string Back(bool french) => $"""
        <form method="post"><input type="hidden" name="choice" value="back"><p>{(french ? "Ce n'était pas vous ?" : "Was it not you?")}
        <button type="submit">{(french ? "Demander à recevoir à nouveau ces messages" : "Ask to receive these messages again")}</button></p></form>
        """;

    private static string Choice(string value, string text, bool chosen) =>
        $"<p><label><input type=\"radio\" name=\"choice\" value=\"{value}\"{(chosen ? " checked" : string.Empty)}> {WebUtility.HtmlEncode(text)}</label></p>";

    private static string Page(bool french, string title, string body) => new StringBuilder()
        .Append("<!DOCTYPE html><html lang=\"").Append(french ? "fr" : "en").Append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
        .Append("<meta name=\"robots\" content=\"noindex\"><title>").Append(WebUtility.HtmlEncode(title)).Append("</title></head><body><main><h1>")
        .Append(WebUtility.HtmlEncode(title)).Append("</h1>").Append(body).Append("</main></body></html>").ToString();
}
