using System.Net;
using Gdpr.Platform.Modules;

namespace Gdpr.Identity.Features.SigningIn;

/// <summary>The mails by which people come in, in their language.</summary>
internal static class SignInMails
{
    public static (string Subject, string Html) Code(string language, string code, string link, Controller controller) => language == "fr"
        ? ($"{code} est votre code",
            Page("fr", $"<p>Votre code pour consulter vos données et vos choix :</p><p><strong>{code}</strong></p><p>Ou ouvrez ce lien et confirmez : <a href=\"{E(link)}\">{E(link)}</a></p><p>Code et lien valent 10 minutes et une seule fois. Si vous n'avez rien demandé, ne faites rien : personne n'entre sans eux.</p>", controller))
        : ($"{code} is your code",
            Page("en", $"<p>Your code to see your data and your choices:</p><p><strong>{code}</strong></p><p>Or open this link and confirm: <a href=\"{E(link)}\">{E(link)}</a></p><p>Code and link are valid for 10 minutes, once. If you did not ask, do nothing: nobody enters without them.</p>", controller));

    public static (string Subject, string Html) WithoutCode(string language, bool shared, Controller controller) => (language, shared) switch
    {
        ("fr", false) => ("Nous ne détenons rien sous cette adresse",
            Page("fr", "<p>Quelqu'un, sans doute vous, a demandé à consulter les données que nous détenons sous cette adresse. Nous n'y détenons rien. Essayez une autre adresse que vous nous auriez donnée.</p>", controller)),
        ("fr", true) => ("Cette adresse est partagée",
            Page("fr", "<p>Plusieurs personnes nous ont donné cette adresse : nous ne pouvons pas savoir laquelle vous êtes. Répondez à ce message ou écrivez à notre délégué à la protection des données.</p>", controller)),
        (_, false) => ("We hold nothing under this address",
            Page("en", "<p>Somebody, probably you, asked to see the data we hold under this address. We hold nothing under it. Try another address that you may have given us.</p>", controller)),
        _ => ("This address is shared",
            Page("en", "<p>Several people gave us this address: we cannot know which one you are. Answer this message or write to our data protection officer.</p>", controller)),
    };

    public static (string Subject, string Html) Invitation(string link, Controller controller) =>
        ($"{controller.Name} : votre accès / your access",
            Page("fr", $"<p>Un compte est ouvert pour vous. Choisissez votre mot de passe dans les 7 jours : <a href=\"{E(link)}\">{E(link)}</a></p><p lang=\"en\">An account is open for you. Choose your password within 7 days, by the link above.</p>", controller));

    private static string E(string text) => WebUtility.HtmlEncode(text);

    private static string Page(string language, string body, Controller controller) => $"""
        <!doctype html>
        <html lang="{language}"><head><meta charset="utf-8"><title>{E(controller.Name)}</title></head>
        <body>{body}<p>{E(controller.Name)}{(controller.DpoEmail is { } dpo ? $" - DPO: {E(dpo)}" : string.Empty)}</p></body></html>
        """;
}
