using System.Globalization;
using Gdpr.Platform.Modules;

namespace Gdpr.Consent.Data;

/// <summary>The mail of Art. 14: the company's words, then what the law wants in each: source, controller, rights, objection apart from the rest (Art. 21(4)).</summary>
internal static class InformationMails
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static (string Subject, string Html) Of(InformationText text, InformationDuty duty, string portal, Controller controller)
    {
        var words = string.Concat(text.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => $"<p>{ConsentMails.E(line)}</p>"));
        return (text.Subject, ConsentMails.Page(text.Language, controller, text.Language == "fr"
            ? $"""
                {words}
                <h2>D'où viennent vos données</h2>
                <p>Nous ne les tenons pas de vous : {Source(duty, french: true)}, le {controller.DayOf(duty.ObtainedAt).ToString("d MMMM yyyy", French)}.</p>
                <h2>Vous pouvez vous y opposer</h2>
                <p><strong>Vous pouvez à tout moment, sans motif et sans frais, vous opposer à la prospection.</strong></p>
                <h2>Vos autres droits</h2>
                <p>Accès, rectification, effacement, limitation, opposition ; réclamation auprès de la CNIL (www.cnil.fr) ou de l'autorité de votre pays.</p>
                <p><a href="{ConsentMails.E(portal)}">Exercer ces droits</a>, sans compte. Responsable du traitement : {Who(controller)}.</p>
                """
            : $"""
                {words}
                <h2>Where your data come from</h2>
                <p>You did not give them to us: {Source(duty, french: false)}, on {controller.DayOf(duty.ObtainedAt):yyyy-MM-dd}.</p>
                <h2>You may object</h2>
                <p><strong>You may object to marketing at any time, without a reason and free of charge.</strong></p>
                <h2>Your other rights</h2>
                <p>Access, rectification, erasure, restriction, objection; a complaint to the CNIL (www.cnil.fr) or to the authority of your country.</p>
                <p><a href="{ConsentMails.E(portal)}">Exercise these rights</a>, without an account. Controller: {Who(controller)}.</p>
                """));
    }

    private static string Source(InformationDuty duty, bool french)
    {
        var supplier = duty.Supplier is { } name ? ConsentMails.E(name) : french ? "un tiers" : "a third party";
        return (duty.Origin, french) switch
        {
            ("public", true) => duty.Supplier is null ? "elles viennent d'une source accessible au public" : $"elles viennent d'une source accessible au public, {supplier}",
            ("public", false) => duty.Supplier is null ? "they come from a public source" : $"they come from a public source, {supplier}",
            ("purchased", true) => $"nous les avons acquises auprès de {supplier}",
            ("purchased", false) => $"we acquired them from {supplier}",
            (_, true) => $"notre partenaire {supplier} nous les a transmises",
            (_, false) => $"our partner {supplier} passed them to us",
        };
    }

    private static string Who(Controller controller) =>
        ConsentMails.E(controller.Name + (controller.DpoEmail is { } dpo ? $", DPO : {dpo}" : string.Empty));
}
