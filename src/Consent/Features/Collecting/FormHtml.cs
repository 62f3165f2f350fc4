using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Gdpr.Consent.Data;
using Gdpr.Platform.Modules;

namespace Gdpr.Consent.Features.Collecting;

/// <summary>Writes a form with what Art. 13 wants said where data are collected: who, what for, and which rights.</summary>
internal static class FormHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly Dictionary<string, (string Fr, string En, string Fill)> Labels = new(StringComparer.Ordinal)
    {
        ["givenName"] = ("Prénom", "First name", "given-name"),
        ["familyName"] = ("Nom", "Last name", "family-name"),
        ["organisation"] = ("Société", "Company", "organization"),
        ["phone"] = ("Téléphone", "Phone", "tel"),
    };

    public static string Of(CollectionForm form, IReadOnlyList<(string Name, string Words)> boxes, string action, Controller controller, string language)
    {
        string Say(string french, string english) => language == "fr" ? french : english;
        var html = new StringBuilder();
        html.Append($"""<form method="post" action="{E(action)}" lang="{language}" accept-charset="utf-8">""").Append('\n');
        html.Append(Field(form.Code, "email", "email", "email", Say("Adresse e-mail (nécessaire)", "E-mail address (needed)"), " required"));
        foreach (var field in form.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var (fr, en, fill) = Labels[field];
            html.Append(Field(form.Code, field, field == "phone" ? "tel" : "text", fill, Say($"{fr} (facultatif)", $"{en} (optional)"), ""));
        }

        html.Append($"<fieldset><legend>{Say("J'accepte (rien n'est coché, rien n'est obligatoire)", "I agree (nothing is ticked, nothing is compulsory)")}</legend>\n");
        foreach (var (i, box) in boxes.Index())
        {
            var id = $"{form.Code}-box-{i}";
            html.Append($"""<p><input type="checkbox" id="{id}" name="box" value="{E(box.Name)}"> <label for="{id}">{E(box.Words)}</label></p>""").Append('\n');
        }

        html.Append("</fieldset>\n");
        html.Append($"""<p hidden><label for="{form.Code}-website">{Say("Laissez ce champ vide", "Leave this field empty")}</label> <input id="{form.Code}-website" name="website" tabindex="-1" autocomplete="off"></p>""").Append('\n');
        html.Append($"<p>{E(Rights(controller, language))} <a href=\"{E(form.PrivacyUrl)}\">{Say("Notice d'information", "Privacy notice")}</a></p>\n");
        html.Append($"<p><button type=\"submit\">{Say("Envoyer", "Send")}</button></p>\n</form>\n");
        return html.ToString();
    }

    private static string Field(string form, string name, string type, string fill, string label, string more) =>
        $"""<p><label for="{form}-{name}">{E(label)}</label> <input id="{form}-{name}" name="{name}" type="{type}" autocomplete="{fill}" maxlength="254"{more}></p>""" + "\n";

    private static string Rights(Controller controller, string language)
    {
        var contact = controller.DpoEmail is { } dpo ? $" ({dpo})" : "";
        return language == "fr"
            ? $"{controller.Name}{contact} utilise ces données pour ce que vous cochez, et pour rien d'autre. Un courriel vous demandera de confirmer ; sans cela rien n'est conservé. Vous pouvez retirer votre accord à tout moment, par un lien dans chaque message, accéder à vos données, les faire rectifier ou effacer, vous opposer, et saisir l'autorité de contrôle."
            : $"{controller.Name}{contact} uses these data for what you tick, and for nothing else. A mail will ask you to confirm; without that nothing is kept. You can take your consent back at any time, by a link in every message, see your data, have them corrected or erased, object, and complain to the supervisory authority.";
    }

    private static string E(string text) => Encoder.Encode(text);
}
