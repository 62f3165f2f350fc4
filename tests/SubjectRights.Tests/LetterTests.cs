using System.Xml.Linq;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;

namespace Gdpr.SubjectRights.Tests;

/// <summary>The letter of every right, from made-up requests: what it must say, what it must not claim, and that it can be read.</summary>
public sealed class LetterTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-24T23:30:00Z");

    private static readonly LetterSettings Settings = new(
        new Controller("Boulangerie <Dupont> & Fils", "FR", null, "Europe/Paris", "Dora Po", "dpo@example.test"), ["4 rue du Port", "75011 Paris"], "Paris", 30);

    private static readonly KnownFacts Facts = new(new Dictionary<string, (string, string)>
    {
        ["purposes.contacts"] = ("gestion des clients", "managing customers"),
        ["periods.contacts"] = ("trois ans après le dernier contact", "three years after the last contact"),
        ["transfers"] = ("aucun transfert", "no transfer"),
    });

    public static TheoryData<RightRequested, string> EveryRight =>
        [.. Enum.GetValues<RightRequested>().SelectMany(r => (IEnumerable<(RightRequested, string)>)[(r, "fr"), (r, "en")])];

    [Theory]
    [MemberData(nameof(EveryRight))]
    public void Every_letter_can_be_read_aloud_printed_and_complained_about(RightRequested right, string language)
    {
        var request = Requests.Of(right, language, Requests.Room("contacts", Requests.Did(right)), Requests.Connection("connection:crm", "recipient", Outcome.Informed));

        var html = Write(request);

        var page = Html(html);
        Assert.Equal(language, page.Attribute("lang")!.Value);
        Assert.Single(page.Descendants("h1"));
        Assert.All(page.Descendants("table"), t =>
        {
            Assert.NotEmpty(t.Elements("caption"));
            Assert.All(t.Element("thead")!.Descendants("th"), h => Assert.Equal("col", h.Attribute("scope")!.Value));
            Assert.All(t.Element("tbody")!.Elements("tr"), r => Assert.Equal("row", r.Elements().First().Attribute("scope")!.Value));
        });
        Assert.Contains("@media print", html, StringComparison.Ordinal);
        Assert.Contains("@page{size:A4", html, StringComparison.Ordinal);
        Assert.Contains("CNIL", html, StringComparison.Ordinal);
        Assert.Contains(language == "fr" ? "recours juridictionnel" : "competent court", html, StringComparison.Ordinal);
        Assert.Contains(language == "fr" ? "Paris, le 25 novembre 2026" : "Paris, 25 November 2026", html, StringComparison.Ordinal);
        Assert.Contains(request.Reference, html, StringComparison.Ordinal);
        Assert.Contains("Boulangerie &lt;Dupont&gt; &amp; Fils<br>4 rue du Port", html, StringComparison.Ordinal);
        Assert.Contains(Letter.RecipientSlot, html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RightRequested.Access, "fr", "la copie les montre après cette modification : adresses électroniques")]
    [InlineData(RightRequested.Portability, "en", "the copy shows it after that change: e-mail addresses")]
    public void A_copy_that_is_not_of_the_day_of_receipt_says_so(RightRequested right, string language, string words)
    {
        var told = Requests.Of(right, language, Requests.Room("contacts", new Datum("contacts.email", 2, Outcome.Provided, "15:CHANGED_AFTER_RECEIPT", null)));
        var plain = Requests.Of(right, language, Requests.Room("contacts", new Datum("contacts.email", 2, Outcome.Provided, null, null)));

        Assert.Contains(words, System.Net.WebUtility.HtmlDecode(Write(told)), StringComparison.Ordinal);
        Assert.DoesNotContain(words, System.Net.WebUtility.HtmlDecode(Write(plain)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_legal_basis_is_put_in_words_however_a_room_spells_it()
    {
        var request = Requests.Of(RightRequested.Access, "en", Requests.Room("breach-notification", new Datum("breach-notification.named", 1, Outcome.Provided, null, null)));

        var html = Write(request, bases: new Dictionary<string, string> { ["breach-notification.named"] = "legalObligation" });

        Assert.Contains("a legal obligation", html, StringComparison.Ordinal);
        Assert.DoesNotContain("legalObligation", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Access_answers_each_point_and_says_what_is_not_known_yet()
    {
        var request = Requests.Of(
            RightRequested.Access, "fr",
            Requests.Room("contacts", new Datum("contacts.email", 2, Outcome.Provided, null, null)),
            Requests.Room("sales", new Datum("sales.orders", 3, Outcome.Provided, null, null)),
            Requests.Connection("connection:mailer", "processor", Outcome.Provided));

        var html = Write(request, bases: new Dictionary<string, string> { ["contacts.email"] = "6(1)(b)" });

        Assert.All(
            (string[])["paragraphe 1, point a)", "point b)", "point c)", "point d)", "points e et f)", "point g)", "point h)", "paragraphe 2)"],
            point => Assert.Contains(point, html, StringComparison.Ordinal));
        Assert.Contains("gestion des clients", html, StringComparison.Ordinal);
        Assert.Contains("trois ans après le dernier contact", System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("adresses électroniques", System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("un contrat avec vous", html, StringComparison.Ordinal);
        Assert.Contains("<li>mailer</li>", html, StringComparison.Ordinal);

        // Purposes and period of two areas, source and automated decisions; the recipient is named.
        Assert.Equal(6, Count(html, "nous l'avons demandée au service responsable"));
        request.CurrentState = RequestStates.Verifying;
        Assert.Equal(
            ["automatedDecisions", "periods.mailer", "periods.sales", "purposes.mailer", "purposes.sales", "source"],
            Facts.MissingFor(request).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Erasure_says_what_a_claim_rests_on_what_stays_and_what_backups_hold()
    {
        var request = Requests.Of(
            RightRequested.Erasure, "fr",
            Requests.Room("contacts", new Datum("contacts.email", 1, Outcome.Erased, null, null)),
            Requests.Room("sales", new Datum("sales.invoices", 2, Outcome.Kept, "17(3)(b):INVOICE", new DateOnly(2036, 12, 31))),
            Requests.Room("consent", new Datum("consent.suppressions", 1, Outcome.Kept, "21(3):SUPPRESSION", null)),
            Requests.Connection("connection:polled", "processor", Outcome.Erased, Assurance.Polled),
            Requests.Connection("connection:word", "processor", Outcome.Erased, Assurance.VendorDeclared));

        var html = System.Net.WebUtility.HtmlDecode(Write(request));

        Assert.Contains("vérifié par nous", html, StringComparison.Ordinal);
        Assert.Contains("le prestataire le confirme", html, StringComparison.Ordinal);
        Assert.Contains("le contrat du prestataire le prévoit", html, StringComparison.Ordinal);
        Assert.Contains("jusqu'au vendredi 25 décembre 2026", html, StringComparison.Ordinal);
        Assert.Contains("la loi nous oblige à le conserver : C. com. L123-22", html, StringComparison.Ordinal);
        Assert.Contains("mercredi 31 décembre 2036", html, StringComparison.Ordinal);
        Assert.Contains("notre choix, aucune loi ne nous y oblige", html, StringComparison.Ordinal);
        Assert.Contains("nous ne donnons donc pas suite à votre demande d'effacement", html, StringComparison.Ordinal);
        Assert.DoesNotContain("effacé, sauf", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_erased_and_kept_says_both_and_that_was_announced()
    {
        var target = Requests.Room(
            "sales", new Datum("sales.invoiceContact", 1, Outcome.Erased, null, null), new Datum("sales.invoices", 2, Outcome.Kept, "17(3)(b):INVOICE", new DateOnly(2036, 12, 31)));

        var html = Write(Requests.Of(RightRequested.Erasure, "fr", target));

        Assert.Contains("effacé, sauf ce qui est conservé ci-dessous", html, StringComparison.Ordinal);
        Assert.DoesNotContain("diffère de ce que nous avions prévu", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_law_is_said_to_oblige_us_only_where_it_does()
    {
        var today = new DateOnly(2026, 11, 24);

        Assert.Contains("la loi nous oblige", Terms.OfGround("17(3)(b):INVOICE", "fr", today), StringComparison.Ordinal);
        Assert.All(
            Gdpr.Kernel.Retention.RetentionPeriods.All.Where(p => p.Force != Gdpr.Kernel.Retention.RetentionForce.Mandatory),
            p => Assert.DoesNotContain("la loi nous oblige", Terms.OfGround($"5(2):{p.Code}", "fr", today), StringComparison.Ordinal));
    }

    [Fact]
    public void What_did_not_confirm_is_not_said_to_be_done()
    {
        var open = Requests.Connection("connection:liar", "processor", Outcome.Erased);
        (open.Verified, open.Code) = (false, "STILL_THERE");
        var request = Requests.Of(RightRequested.Erasure, "en", Requests.Room("contacts", new Datum("contacts.email", 1, Outcome.Erased, null, null)), open);

        var html = Write(request);

        Assert.Contains("not confirmed yet (STILL_THERE)", html, StringComparison.Ordinal);
        Assert.Contains("1 service(s) have not confirmed yet", html, StringComparison.Ordinal);
        Assert.Equal(1, Count(html, "checked by us"));
    }

    [Fact]
    public void Restriction_promises_to_tell_before_it_is_lifted()
    {
        Assert.Contains("Vous serez informé avant que la limitation ne soit levée", Write(Requests.Of(RightRequested.Restriction, "fr", Requests.Room("contacts", Requests.Did(RightRequested.Restriction)))), StringComparison.Ordinal);
        Assert.Contains("You will be told before the restriction is lifted", Write(Requests.Of(RightRequested.Restriction, "en", Requests.Room("contacts", Requests.Did(RightRequested.Restriction)))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_objection_to_marketing_is_absolute_and_another_is_not()
    {
        var marketing = Write(Requests.Of(RightRequested.Objection, "en", Requests.Room("consent", new Datum("consent.suppressions", 1, Outcome.Kept, "21(3):SUPPRESSION", null))));
        var other = Write(Requests.Of(RightRequested.Objection, "en", Requests.Room("contacts", new Datum("contacts.notes", 1, Outcome.Restricted, null, null))));

        Assert.Contains("is absolute", marketing, StringComparison.Ordinal);
        Assert.DoesNotContain("compelling", marketing, StringComparison.Ordinal);
        Assert.Contains("compelling legitimate grounds", other, StringComparison.Ordinal);
        Assert.DoesNotContain("is absolute", other, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rectification_names_the_recipients_that_were_told()
    {
        var html = Write(Requests.Of(
            RightRequested.Rectification, "fr", Requests.Room("contacts", Requests.Did(RightRequested.Rectification)), Requests.Connection("connection:bank", "recipient", Outcome.Informed)));

        Assert.Contains("destinataires suivants (article 19) : bank.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_review_by_a_person_says_its_result() => Assert.Contains(
        "<strong>Result of that review</strong>: The loan is granted &lt;now&gt;.",
        Write(Requests.Of(RightRequested.AutomatedDecision, "en", Requests.Room("contacts", Requests.Did(RightRequested.AutomatedDecision))), reason: "The loan is granted <now>."),
        StringComparison.Ordinal);

    [Fact]
    public void A_refusal_has_ground_reasons_complaint_and_court_and_claims_nothing_was_done()
    {
        var request = Requests.Of(RightRequested.Erasure, "fr", Requests.Room("contacts", new Datum("contacts.email", 1, Outcome.Erased, null, null)));
        (request.Refusing, request.Code) = (true, "17(3)(b)");

        var html = Write(request, reason: "Un contrat court & <court>.");

        Assert.Contains("17(3)(b)", html, StringComparison.Ordinal);
        Assert.Contains("Un contrat court &amp; &lt;court&gt;.", html, StringComparison.Ordinal);
        Assert.Contains("3 place de Fontenoy", html, StringComparison.Ordinal);
        Assert.Contains("article 79", html, StringComparison.Ordinal);
        Assert.DoesNotContain("effacé</td>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "nous n'avons pas pu établir que vous êtes la personne concernée")]
    [InlineData("en", "we could not establish that you are the data subject")]
    public void Who_was_not_identified_is_told_so_in_words(string language, string words)
    {
        var request = Requests.Of(RightRequested.Access, language);
        (request.Refusing, request.Code) = (true, RefusalGrounds.IdentityNotConfirmed);

        var html = System.Net.WebUtility.HtmlDecode(Write(request));

        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.DoesNotContain("IDENTITY_NOT_CONFIRMED", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_that_nobody_could_fill_is_not_said_to_be_ready()
    {
        var open = Requests.Connection("connection:liar", "processor", Outcome.None);
        (open.Verified, open.Status) = (false, ReportStatus.Failed);
        var request = Requests.Of(RightRequested.Portability, "en", open);

        Assert.DoesNotContain("Your data is ready", Write(request), StringComparison.Ordinal);
        Assert.Contains("The package of your data is not ready yet", Write(request), StringComparison.Ordinal);
        Assert.Contains("Your data is ready", Write(request, bases: new Dictionary<string, string>()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_objection_that_was_not_checked_is_not_said_to_be_done()
    {
        var open = Requests.Room("consent");
        open.Verified = false;

        var html = Write(Requests.Of(RightRequested.Objection, "en", open));

        Assert.DoesNotContain(">We no longer process", html, StringComparison.Ordinal);
        Assert.Contains("Wherever the table below says that it was checked, we no longer process", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FR-57", "CNIL")]
    [InlineData("BE", "Autorité de protection des données")]
    [InlineData("IE", "Data Protection Commission")]
    [InlineData("EL", "Hellenic Data Protection Authority")]
    public void The_authority_is_that_of_the_country(string country, string name)
    {
        var request = Requests.Of(RightRequested.Erasure, "en", country, Requests.Room("contacts"));

        Assert.Contains(name, System.Net.WebUtility.HtmlDecode(Write(request)), StringComparison.Ordinal);
    }

    [Fact]
    public void Somebody_whom_nobody_knows_is_told_that_nothing_is_held()
    {
        var request = Requests.Of(RightRequested.Access, "en", Requests.Room("contacts"));
        (request.SubjectId, request.Targets[0].Outcome) = (null, Outcome.NothingFound);

        var html = Write(request);

        Assert.Contains("we hold nothing under the identifier", html, StringComparison.Ordinal);
        Assert.DoesNotContain("point (a)", html, StringComparison.Ordinal);
    }

    private static string Write(SubjectRequest request, string? reason = null, IReadOnlyDictionary<string, string>? bases = null) =>
        new Letter(new LetterContent(request, Settings, Facts, bases, Now, reason)).Html();

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    // Our pages are well-formed but for the two void elements of the head and the line breaks.
    private static XElement Html(string html) => XElement.Parse(
        html[html.IndexOf("<html", StringComparison.Ordinal)..].Replace("<br>", "<br/>", StringComparison.Ordinal)
            .Replace("<meta charset=\"utf-8\">", string.Empty, StringComparison.Ordinal)
            .Replace("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", string.Empty, StringComparison.Ordinal));
}
