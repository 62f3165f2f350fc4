using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Kernel.Tests.Identifiers;

public sealed class IdentifierNormalisationTests
{
    [Theory]
    [InlineData(" Person@Example.TEST ", "person@example.test")]
    [InlineData("first.last+tag@example.test", "first.last+tag@example.test")]
    [InlineData("person@EXÄMPLE.test", "person@xn--exmple-cua.test")]
    [InlineData("person@xn--exmple-cua.test", "person@xn--exmple-cua.test")]
    [InlineData("jose\u0301@example.test", "jos\u00e9@example.test")]
    [InlineData("JOSÉ@example.test", "jos\u00e9@example.test")]
    [InlineData("person@example.test.", "person@example.test")]
    public void An_address_has_one_spelling(string raw, string expected) =>
        Assert.Equal(expected, Normalised(IdentifierKind.Email, raw));

    [Theory]
    [InlineData("")]
    [InlineData("person")]
    [InlineData("@example.test")]
    [InlineData("person@")]
    [InlineData("a@b@example.test")]
    [InlineData("per son@example.test")]
    [InlineData("per\u0000son@example.test")]
    [InlineData("per\u200bson@example.test")]
    [InlineData("person@exa mple.test")]
    [InlineData("person@example..test")]
    public void What_is_no_address_is_refused(string raw) => Assert.Null(Normalised(IdentifierKind.Email, raw));

    [Fact]
    public void An_unpaired_surrogate_is_refused_for_every_kind() =>
        Assert.All(Enum.GetValues<IdentifierKind>(), kind => Assert.Null(Normalised(kind, "x:a" + (char)0xD800 + "@example.test")));

    [Fact]
    public void An_address_of_254_characters_is_the_longest()
    {
        var domain = $"{new string('d', 60)}.{new string('e', 60)}.{new string('f', 60)}.test";
        var local = new string('a', 253 - domain.Length);

        Assert.NotNull(Normalised(IdentifierKind.Email, $"{local}@{domain}"));
        Assert.Null(Normalised(IdentifierKind.Email, $"a{local}@{domain}"));
    }

    [Theory]
    [InlineData("06 39 98 12 34", "FR", "+33639981234")]
    [InlineData("+33 (0)6 39 98 12 34", "BE", "+33639981234")]
    [InlineData("0033639981234", "FR", "+33639981234")]
    [InlineData("06.39.98.12.34", "FR-75", "+33639981234")]
    [InlineData("0692 12 34 56", "FR-974", "+262692123456")]
    [InlineData("+33639981234", null, "+33639981234")]
    public void A_phone_is_written_as_E164(string raw, string? country, string expected) =>
        Assert.Equal(expected, Normalised(IdentifierKind.Phone, raw, country));

    [Theory]
    [InlineData("06 39 98 12 34", null)]
    [InlineData("12", "FR")]
    [InlineData("call me", "FR")]
    public void What_is_no_phone_is_refused(string raw, string? country) => Assert.Null(Normalised(IdentifierKind.Phone, raw, country));

    [Theory]
    [InlineData(" CRM : Ab:12 ", "crm:Ab:12")]
    [InlineData("Ab12", null)]
    [InlineData("crm:", null)]
    [InlineData(":12", null)]
    public void An_external_id_names_its_system(string raw, string? expected) =>
        Assert.Equal(expected, Normalised(IdentifierKind.ExternalId, raw));

    [Theory]
    [InlineData("  Zoé   ÉTOILE ", "zoe etoile")]
    [InlineData("Łukasz", "łukasz")]
    [InlineData("한국", "한국")]
    [InlineData(" \u0301 ", null)]
    public void A_name_loses_case_accents_and_spaces(string raw, string? expected) =>
        Assert.Equal(expected, Normalised(IdentifierKind.Name, raw));

    [Property(MaxTest = 1000)]
    public bool Normalising_again_changes_nothing(string? local, IdentifierKind kind)
    {
        var raw = kind is IdentifierKind.Email ? $"{local}@example.test" : $"crm:{local}";
        return Normalised(kind, raw) is not { } once || Normalised(kind, once) == once;
    }

    private static string? Normalised(IdentifierKind kind, string raw, string? country = null) =>
        IdentifierNormalisation.TryNormalise(kind, raw, country, out var normalised) ? normalised : null;
}
