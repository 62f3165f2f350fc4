using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Features.Redacting;

namespace Gdpr.SubjectRights.Tests;

/// <summary>What a copy holds of others is found, and what a machine wrote there is not taken for it.</summary>
public sealed class ThirdPartiesTests
{
    private static readonly ThirdParties Others = new([new Identifier(IdentifierKind.Phone, "+33611223344")], new Controller("Maison Exemple SAS", "FR", null, "dpo@example.test", null, null));

    [Fact]
    public void Ids_digests_and_seals_are_no_telephones()
    {
        var words = Enumerable.Range(0, 20_000).SelectMany(n =>
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{n}"));
            return new[] { Convert.ToHexStringLower(hash), $"k1.{Base64Url.EncodeToString(hash)}", $"vcard {new Guid(hash.AsSpan(0, 16))}." };
        }).Append("8a1b2c3d-0712-4345-8999-aabbccddeeff").Append("8a1b2c3d-aaaa-4345-8999-0612345678ab");

        Assert.DoesNotContain(words, w => Others.In(w).Count > 0);
    }

    [Theory]
    [InlineData("Tel06 12 34 56 78", "06 12 34 56 78")]
    [InlineData("a line of 43 letters and dashes-0612345678.", "0612345678")]
    [InlineData("https://shop.example/0612345678/Rappeler-Monsieur-Untel-demain-matin", "0612345678")]
    [InlineData("8a1b2c3d-0712-4345-8999-aabbccddeeff, +33 6 12 34 56 78", "+33 6 12 34 56 78")]
    [InlineData("06 11 22 33 44 is their own, 0033612345678 is not looked for, bob@example.test is", "bob@example.test")]
    public void Numbers_and_addresses_of_others_are(string cell, string other) =>
        Assert.Equal([other], Others.In(cell).Select(m => cell.Substring(m.Span.Start, m.Span.Length)));
}
