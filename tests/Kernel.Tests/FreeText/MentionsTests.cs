using System.Text.RegularExpressions;
using Gdpr.Kernel.FreeText;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Kernel.Tests.FreeText;

public sealed class MentionsTests
{
    private static readonly Identifier[] Zoe =
    [
        new(IdentifierKind.Email, "zoe.bréal@example.test"), new(IdentifierKind.Email, "zb@example.test"), new(IdentifierKind.Phone, "+33612345678"),
        new(IdentifierKind.ExternalId, "shop:K-4711"), new(IdentifierKind.ExternalId, "shop:7"), new(IdentifierKind.Name, "zoe breal"),
        new(IdentifierKind.NameAndBirthDate, "zoe breal|1990-04-13"),
    ];

    [Theory]
    [InlineData("Ask ZB@Example.Test, she knows", "ZB@Example.Test")]
    [InlineData("rappeler au 06 12 34 56 78.", "06 12 34 56 78")]
    [InlineData("tel. +33 (0)6.12.34.56.78", "+33 (0)6.12.34.56.78")]
    [InlineData("0033612345678", "0033612345678")]
    [InlineData("client K-4711 s'est plaint", "K-4711")]
    [InlineData("vu avec Zoé Bréal hier", "Zoé Bréal")]
    [InlineData("vu avec Zoe\u0301 BRE\u0301AL hier", "Zoe\u0301 BRE\u0301AL")]
    [InlineData("Mme BRÉAL, Zoé : d'accord", "BRÉAL, Zoé")]
    [InlineData("écrire à zoe.bréal@example.test", "zoe.bréal@example.test")]
    public void A_person_is_found_however_they_are_written(string text, string quoted)
    {
        var found = Assert.Single(Mentions.In(text, Zoe));

        Assert.Equal(quoted, found.Span.Of(text));
        Assert.Contains(Mentions.Patterns(Zoe), p => Like(text.ToLowerInvariant(), p));
    }

    [Theory]
    [InlineData("Zoé a appelé")]
    [InlineData("la rue Bréal")]
    [InlineData("xzb@example.test")]
    [InlineData("zb@example.test2 is another address; 106 12 34 56 789 is no number of hers")]
    [InlineData("client 7 ou AK-4711 ou K-47110")]
    [InlineData("Zoélie Bréal")]
    public void Somebody_else_is_not(string text) => Assert.Empty(Mentions.In(text, Zoe));

    [Fact]
    public void Three_names_are_found_in_each_order_and_one_place_is_one_place()
    {
        Identifier[] known = [new(IdentifierKind.Name, "ann lee moss"), new(IdentifierKind.Name, "lee moss")];

        Assert.Equal(["Ann Lee Moss", "Moss Ann Lee", "Lee Moss"], ((string[])["Ann Lee Moss", "Moss Ann Lee", "Lee Moss"]).Select(t => Mentions.In(t, known).Single().Span.Of(t)));
    }

    [Fact]
    public void Only_what_is_marked_goes_and_overlaps_become_one()
    {
        Assert.Equal("a […] d […]", TextSpan.Redact("a bb cc d ee", [new(5, 2), new(2, 4), new(10, 2)]));
        Assert.Equal("short", TextSpan.Redact("short", [new(3, 9), new(-1, 2), new(2, 0)]));
    }

    private static bool Like(string text, string pattern) =>
        Regex.IsMatch(text, "^" + string.Join(".*", pattern.Split('%').Select(Regex.Escape)) + "$", RegexOptions.Singleline);
}
