using Gdpr.Kernel;
using Gdpr.SubjectRights.Domain;
using static Gdpr.SubjectRights.Features.Answering.Mails;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>
/// The answer to the person, in their language, as a page that is read aloud, printed on A4 or put into an envelope with a
/// window: what was done and checked, what was kept and why, what is still open, how to complain (Art. 12(1), (3), (4)).
/// </summary>
internal sealed class Letter(LetterContent content)
{
    /// <summary>Where the address of the person goes when the letter is printed for the post; it is not stored.</summary>
    public const string RecipientSlot = "<address class=\"to\"></address>";

    private readonly Paper _paper = new(content.Request.Language == "fr" ? "fr" : "en");

    public string Subject => SubjectOf(content.Request);

    public static string SubjectOf(SubjectRequest request) =>
        request.Language == "fr" ? $"Réponse à votre demande {request.Reference}" : $"Answer to your request {request.Reference}";

    public string Html()
    {
        var (request, settings) = (content.Request, content.Settings);
        var right = RightIn(request.Right, _paper.Language);
        var received = Day(content.Local(request.ReceivedAt), _paper.Language);
        _paper.Say(
            $"Vous nous avez adressé une demande ({E(right)}), que nous avons reçue le {received}. Voici notre réponse.",
            $"You sent us a request ({E(right)}), which we received on {received}. This is our answer.");
        TimePart.Write(_paper, content);
        CapacityPart.Write(_paper, content);
        Body();
        RemediesPart.Write(_paper, content);
        return $"""
            <!doctype html>
            <html lang="{_paper.Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{E(Subject)} - {E(settings.Controller.Name)}</title><style>{LetterCss.Text}</style></head>
            <body><header><address class="from">{Lines([settings.Controller.Name, .. settings.PostalAddress])}</address>{RecipientSlot}</header>
            <p class="date">{DateLine()}</p>
            <main><p class="object"><strong>{T("Objet", "Subject")} : {E(T($"réponse à votre demande ({right})", $"answer to your request ({right})"))}</strong><br>{T("Nos références", "Our reference")} : {E(request.Reference)}</p>
            <h1>{E(Subject)}</h1>
            <p>{T("Madame, Monsieur,", "Dear Sir or Madam,")}</p>
            {_paper}<p>{T("Nous vous prions d'agréer, Madame, Monsieur, l'expression de nos salutations distinguées.", "Yours faithfully,")}</p></main>
            <footer><p>{E(settings.Controller.Name)}{Dpo(settings.Controller)}</p></footer></body></html>
            """;
    }

    public static string Lines(IEnumerable<string> lines) => string.Join("<br>", lines.Where(l => !string.IsNullOrWhiteSpace(l)).Select(E));

    private void Body()
    {
        if (content.Request.Refusing)
        {
            RefusalPart.Write(_paper, content);
            return;
        }

        if (content.NothingHeld)
        {
            _paper.Say(
                "Après recherche partout où nous conservons des données, nous ne détenons rien sous l'identifiant que vous avez donné.",
                "After a search everywhere we keep data, we hold nothing under the identifier that you gave.");
            return;
        }

        RightPart();
        ResultPart.Write(_paper, content);
        RecipientsPart.Write(_paper, content);
        KeptPart.Write(_paper, content);
        if (content.Request.Right == RightRequested.Erasure)
        {
            ErasurePart.Remains(_paper, content);
        }
    }

    private void RightPart()
    {
        switch (content.Request.Right)
        {
            case RightRequested.Access:
                AccessPart.Write(_paper, content);
                break;
            case RightRequested.Erasure:
                ErasurePart.Write(_paper, content);
                break;
            case RightRequested.Rectification:
                ChangePart.Rectified(_paper, content);
                break;
            case RightRequested.Restriction:
                ChangePart.Restricted(_paper);
                break;
            case RightRequested.Objection:
                ChangePart.Objected(_paper, content);
                break;
            case RightRequested.AutomatedDecision:
                ChangePart.Reviewed(_paper, content);
                break;
            default:
                PortabilityPart.Write(_paper, content);
                break;
        }
    }

    private string DateLine()
    {
        var today = DateOnly.FromDateTime(content.Local(content.Now).DateTime);
        var city = content.Settings.City is { Length: > 0 } place ? E(place) + ", " : string.Empty;
        return _paper.French ? $"{(city.Length == 0 ? "Le" : city + "le")} {PlainDay(today, "fr")}" : $"{city}{PlainDay(today, "en")}";
    }

    private string T(string french, string english) => _paper.T(french, english);
}
