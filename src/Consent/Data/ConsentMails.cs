using System.Text.Encodings.Web;
using System.Text.Unicode;
using Gdpr.Consent.Domain;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;

namespace Gdpr.Consent.Data;

/// <summary>The mails of this room, in the person's language; no image and no link but the one that the mail is for.</summary>
internal static class ConsentMails
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static (string Subject, string Html) Receipt(ConsentEvent said, Purpose purpose, Notice? notice, string link, Controller controller, string language) => language == "fr"
        ? ($"Votre accord : {purpose.NameFr}", Page("fr", controller, $"""
            <p>Le {said.At:dd/MM/yyyy} vous avez accepté : <strong>{E(purpose.NameFr)}</strong> ({said.Channel.Name()}).</p>
            {Words(notice, "Le texte qui vous a été présenté :")}
            <p>Référence : {said.Id}</p>
            <p><a href="{E(link)}">Voir cet accord ou le retirer</a>, en un clic et sans compte, à tout moment.</p>
            """))
        : ($"Your consent: {purpose.NameEn}", Page("en", controller, $"""
            <p>On {said.At:yyyy-MM-dd} you agreed to: <strong>{E(purpose.NameEn)}</strong> ({said.Channel.Name()}).</p>
            {Words(notice, "The words you were shown:")}
            <p>Reference: {said.Id}</p>
            <p><a href="{E(link)}">See this consent or take it back</a>, with one click and without an account, at any time.</p>
            """));

    public static (string Subject, string Html) Confirmation(Purpose purpose, Notice? notice, string link, Controller controller, string language) => language == "fr"
        ? ($"Confirmez votre accord : {purpose.NameFr}", Page("fr", controller, $"""
            <p>Votre adresse a été donnée pour : <strong>{E(purpose.NameFr)}</strong>.</p>
            {Words(notice, "Le texte présenté :")}
            <p><a href="{E(link)}">Confirmer</a>. Si ce n'était pas vous, ne faites rien : sans confirmation rien ne vous sera envoyé.</p>
            """))
        : ($"Confirm your consent: {purpose.NameEn}", Page("en", controller, $"""
            <p>Your address was given for: <strong>{E(purpose.NameEn)}</strong>.</p>
            {Words(notice, "The words shown:")}
            <p><a href="{E(link)}">Confirm</a>. If it was not you, do nothing: without it nothing will be sent to you.</p>
            """));

    /// <summary>Asks once, offers nothing, and says what silence means.</summary>
    public static (string Subject, string Html) Requalification(Purpose purpose, Notice notice, DateOnly until, string yes, string no, Controller controller, string language) => language == "fr"
        ? ($"Votre accord, s'il vous plaît : {purpose.NameFr}", Page("fr", controller, $"""
            <p>Nous avons votre adresse, mais pas la preuve de votre accord pour : <strong>{E(purpose.NameFr)}</strong>. Nous vous le demandons une seule fois.</p>
            {Words(notice, "Ce que vous accepteriez :")}
            <p><a href="{E(yes)}">Oui, j'accepte</a></p>
            <p><a href="{E(no)}">Non, je refuse</a></p>
            <p>Sans réponse de votre part avant le {until:dd/MM/yyyy}, c'est non, et nous proposerons l'effacement de vos données. Un oui se retire à tout moment.</p>
            """))
        : ($"Your consent, please: {purpose.NameEn}", Page("en", controller, $"""
            <p>We have your address, and no proof of your consent to: <strong>{E(purpose.NameEn)}</strong>. We ask you only once.</p>
            {Words(notice, "What you would agree to:")}
            <p><a href="{E(yes)}">Yes, I agree</a></p>
            <p><a href="{E(no)}">No, I refuse</a></p>
            <p>Without an answer before {until:yyyy-MM-dd} it is a no, and the erasure of your data will be proposed. A yes can be taken back at any time.</p>
            """));

    public static (string Subject, string Html) FormConfirmation(
        CollectionForm form, IReadOnlyList<(Purpose Purpose, Notice Notice)> chosen, string link, Controller controller, string language)
    {
        var words = string.Concat(chosen.Select(c => $"<p><strong>{E(language == "fr" ? c.Purpose.NameFr : c.Purpose.NameEn)}</strong></p><blockquote>{E(c.Notice.Text)}</blockquote>"));
        return language == "fr"
            ? ($"Confirmez votre accord : {form.TitleFr}", Page("fr", controller, $"""
                <p>Votre adresse a été donnée dans le formulaire « {E(form.TitleFr)} », avec votre accord pour :</p>
                {words}
                <p><a href="{E(link)}">Confirmer</a>. Si ce n'était pas vous, ne faites rien : rien n'est conservé et rien ne vous sera envoyé.</p>
                """))
            : ($"Confirm your consent: {form.TitleEn}", Page("en", controller, $"""
                <p>Your address was given in the form “{E(form.TitleEn)}”, with your consent to:</p>
                {words}
                <p><a href="{E(link)}">Confirm</a>. If it was not you, do nothing: nothing is kept and nothing will be sent to you.</p>
                """));
    }

    public static MailMessage To(this ConsentDbContext db, Addresses.Address address, string kind, ConsentEvent said, (string Subject, string Html) mail) => new()
    {
        Id = db.NewId(),
        SubjectId = said.SubjectId,
        Kind = kind,
        Reference = said.Id,
        To = address.Email,
        Subject = mail.Subject,
        Html = mail.Html,
        CreatedAt = db.Now,
        AvailableAt = db.Now,
    };

    private static string Words(Notice? notice, string heading) => notice is null ? "" : $"<p>{heading}</p><blockquote>{E(notice.Text)}</blockquote>";

    internal static string E(string text) => Encoder.Encode(text);

    internal static string Page(string language, Controller controller, string body) =>
        $"<!doctype html><html lang=\"{language}\"><meta charset=\"utf-8\"><body>{body}<p>{E(controller.Name)}{(controller.DpoEmail is { } dpo ? $" · {E(dpo)}" : "")}</p></body></html>";
}
