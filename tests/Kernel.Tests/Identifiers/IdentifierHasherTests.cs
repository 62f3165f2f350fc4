using System.Security.Cryptography;
using System.Text;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Kernel.Tests.Identifiers;

public sealed class IdentifierHasherTests
{
    private static readonly IdentifierKeyRing Ring = IdentifierKeyRing.Generate();
    private static readonly Identifier Address = new(IdentifierKind.Email, "person@example.test");

    [Fact]
    public void Canonical_equivalents_hash_alike()
    {
        Assert.Equal(HashOf("jos\u00e9@EXAMPLE.test"), HashOf("Jose\u0301@example.test"));
        Assert.Equal(HashOf("\u0130pek@example.test"), HashOf("I\u0307pek@example.test"));
        Assert.NotEqual(HashOf("jose@example.test"), HashOf("jos\u00e9@example.test"));
    }

    [Fact]
    public void The_hash_is_HMAC_SHA256_over_kind_and_value()
    {
        var mac = HMACSHA256.HashData(Ring.Keys[Ring.CurrentKeyId], Encoding.UTF8.GetBytes("email\0person@example.test"));
        var expected = Convert.ToBase64String(mac).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        Assert.Equal($"{Ring.CurrentKeyId}:{expected}", new IdentifierHasher(Ring).Hash(Address).ToString());
    }

    [Fact]
    public void The_kind_is_part_of_the_hash() =>
        Assert.NotEqual(new IdentifierHasher(Ring).Hash(Address), new IdentifierHasher(Ring).Hash(Address with { Kind = IdentifierKind.Name }));

    [Fact]
    public void An_old_hash_still_matches_after_the_key_changed()
    {
        var old = new IdentifierHasher(Ring).Hash(Address);
        var rotated = IdentifierKeyRing.Parse(Ring.Rotate().ToJson());
        var hasher = new IdentifierHasher(rotated);

        Assert.NotEqual(Ring.CurrentKeyId, rotated.CurrentKeyId);
        Assert.Contains(old, hasher.HashWithEveryKey(Address));
        Assert.Equal(hasher.Hash(Address), hasher.HashWithEveryKey(Address)[0]);
        Assert.NotEqual(old, hasher.Hash(Address));
    }

    [Fact]
    public void Printing_leaks_neither_identifier_nor_key()
    {
        Assert.Equal("Email", Address.ToString());
        Assert.DoesNotContain("person", $"{Address}{new { Address }}{new IdentifierHasher(Ring).Hash(Address)}");
        Assert.DoesNotContain(Convert.ToBase64String(Ring.Keys[Ring.CurrentKeyId]), $"{Ring}");
    }

    [Fact]
    public void A_stored_hash_is_read_back()
    {
        var hash = new IdentifierHasher(Ring).Hash(Address);

        Assert.True(IdentifierHash.TryParse(hash.ToString(), out var read));
        Assert.Equal(hash, read);
        Assert.False(IdentifierHash.TryParse("person@example.test", out _));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"currentKeyId":"a","keys":{}}""")]
    [InlineData("""{"currentKeyId":"a","keys":{"a":"c2hvcnQ="}}""")]
    [InlineData("""{"currentKeyId":"a","keys":{"a":"?"}}""")]
    public void A_bad_key_file_is_refused(string json) => Assert.Throws<FormatException>(() => IdentifierKeyRing.Parse(json));

    private static IdentifierHash HashOf(string raw)
    {
        Assert.True(IdentifierNormalisation.TryNormalise(IdentifierKind.Email, raw, null, out var normalised));
        return new IdentifierHasher(Ring).Hash(new Identifier(IdentifierKind.Email, normalised));
    }
}
