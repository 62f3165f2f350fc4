using System.Diagnostics;
using Gdpr.Kernel.Intake;

namespace Gdpr.Kernel.Tests.Intake;

public sealed class FreeTextIntakeTests
{
    private static readonly IReadOnlyList<(string Language, string Rights, string Text)> Letters = Read();

    public static TheoryData<string, string, string> Table => [.. Letters];

    [Theory]
    [MemberData(nameof(Table))]
    public void A_letter_is_read_as_its_writer_meant_it(string language, string rights, string text)
    {
        var reading = FreeTextIntake.Propose(text);

        Assert.Equal(rights, Names(reading));
        Assert.True(reading.Language is null || reading.Language == language, reading.Language);
        Assert.All(reading.Proposals, p =>
        {
            Assert.InRange(p.Confidence, 0.5, 0.98);
            Assert.NotEmpty(p.Because);
            Assert.All(p.Because, e => Assert.Equal(e.Words, text.Substring(e.At, e.Words.Length)));
        });
    }

    [Fact]
    public void The_table_is_long_enough_to_mean_something()
    {
        Assert.True(Letters.Count >= 150, $"{Letters.Count}");
        Assert.All(Enum.GetValues<IntakeRight>(), right => Assert.Contains(Letters, l => l.Rights.Contains(right.ToString(), StringComparison.OrdinalIgnoreCase)));
        Assert.True(Letters.Count(l => l.Rights.Length == 0) >= 20);
    }

    [Fact]
    public void The_words_that_made_it_think_so_are_shown_as_they_were_written()
    {
        var proposal = Assert.Single(FreeTextIntake.Propose("Bonjour,\n\nMerci d'EFFACER mes Données\npersonnelles.").Proposals);

        Assert.Equal("EFFACER mes Données", proposal.Because[0].Words);
        Assert.Equal("erase-my-data", proposal.Because[0].Rule);
    }

    [Fact]
    public void Our_own_words_quoted_below_an_answer_are_not_the_persons()
    {
        const string Mail = """
            Bonjour, où en est ma commande ?

            > Pour supprimer vos données ou retirer votre consentement, écrivez-nous.
            > Supprimez mes données
            Le lundi 3 mars 2026, la boutique a écrit :
            Pour vous désabonner de notre newsletter, cliquez ici. Supprimez mes données.
            """;

        Assert.Empty(FreeTextIntake.Propose(Mail).Proposals);
        Assert.Equal("erasure", Names(FreeTextIntake.Propose("Supprimez mes données.\n" + Mail)));
    }

    [Theory]
    [InlineData("objection", RightRequested.Objection, "Je m'oppose au traitement de mes données.")]
    [InlineData("marketingObjection", RightRequested.Objection, "Je ne veux plus recevoir vos publicités.")]
    [InlineData("unsubscribe", RightRequested.Objection, "Désabonnez-moi.")]
    [InlineData("consentWithdrawal", null, "I withdraw my consent.")]
    public void Each_is_received_as_the_right_that_the_law_names(string right, RightRequested? request, string text)
    {
        var proposal = Assert.Single(FreeTextIntake.Propose(text).Proposals);

        Assert.Equal((right, request), (Name(proposal.Right), proposal.Request));
    }

    [Fact]
    public void More_signs_make_it_surer_and_a_bare_article_of_other_terms_makes_nothing()
    {
        var one = FreeTextIntake.Propose("Merci d'effacer mes données.").Proposals[0].Confidence;
        var two = FreeTextIntake.Propose("Merci d'effacer mes données en vertu de l'article 17 du RGPD.").Proposals[0].Confidence;

        Assert.True(two > one);
        Assert.Empty(FreeTextIntake.Propose("L'article 17 de vos conditions de vente prévoit un remboursement.").Proposals);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t ")]
    [InlineData("?!...,,,;;;")]
    [InlineData("'t 't n't n'")]
    [InlineData("\u0301\u0301 \uD83D\uDE00 👩‍👩‍👧 ﷽")]
    [InlineData(">")]
    public void A_text_without_words_proposes_nothing(string text) => Assert.Empty(FreeTextIntake.Propose(text).Proposals);

    [Fact]
    public void A_hostile_text_is_read_in_the_time_of_a_long_letter()
    {
        string[] texts =
        [
            new('a', 200_000),
            string.Concat(Enumerable.Repeat("supprimez supprimez supprimez mes ", 6_000)),
            string.Concat(Enumerable.Repeat("ne pas ne pas plus envoyer ", 6_000)),
            string.Concat(Enumerable.Repeat("\u0301a\u0301'", 50_000)),
        ];
        var watch = Stopwatch.StartNew();

        Assert.All(texts, t => FreeTextIntake.Propose(t));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void Accents_written_as_two_characters_are_the_same_letters() => Assert.Equal(
        Names(FreeTextIntake.Propose("Je révoque mon consentement.")),
        Names(FreeTextIntake.Propose("Je révoque mon consentement.".Normalize(System.Text.NormalizationForm.FormD))));

    private static string Names(IntakeReading reading) => string.Join(',', reading.Proposals.Select(p => Name(p.Right)));

    private static string Name(IntakeRight right) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(right.ToString());

    private static List<(string Language, string Rights, string Text)> Read()
    {
        using var file = new StreamReader(typeof(FreeTextIntakeTests).Assembly.GetManifestResourceStream("letters.tsv")!);
        return [.. file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r').Split('\t')).Select(c => (c[0], c[1], c[2]))];
    }
}
