using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Tests.Features;

public sealed class SuppressTests
{
    private const string Address = "Very.Secret.Ada@example.test";
    private const string Normalised = "very.secret.ada@example.test";

    [Fact]
    public async Task An_objection_by_address_binds_whoever_has_it_and_whoever_comes_later()
    {
        await using var room = await ConsentRoom.StartAsync();
        var before = await room.RegisterAsync(Normalised);
        await ConsentRoom.Created(room.SayAsync(before, "given"));

        await ConsentRoom.Created(SuppressAsync(room, Address));
        var after = await room.RegisterAsync("other@example.test", Normalised);

        Assert.Equal("OBJECTED", await room.DecideAsync(before));
        Assert.Equal("OBJECTED", await room.DecideAsync(after));
        await ConsentRoom.Created(room.SayAsync(after, "given", method: "import"));
        Assert.Equal("OBJECTED", await room.DecideAsync(after));
        await ConsentRoom.Created(room.SayAsync(after, "given"));
        Assert.Equal("CONSENT", await room.DecideAsync(after));
    }

    [Fact]
    public async Task The_address_itself_is_stored_nowhere()
    {
        await using var room = await ConsentRoom.StartAsync();

        await ConsentRoom.Created(SuppressAsync(room, Address));

        var hash = room.Host.Hasher.Hash(new Identifier(IdentifierKind.Email, Normalised)).ToString();
        var stored = string.Concat(Directory.EnumerateFiles(room.Host.DataFolder, "*.db*").Select(f => Encoding.Latin1.GetString(Read(f))));
        Assert.Contains(hash, stored);
        Assert.DoesNotContain("secret", stored, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_hash_made_with_an_older_key_still_finds_the_person()
    {
        var old = IdentifierKeyRing.Generate();
        await using var room = await ConsentRoom.StartAsync(o => o.Keys = old.Rotate());
        var subject = SubjectId.New(TimeProvider.System);
        var oldHash = new IdentifierHasher(old).Hash(new Identifier(IdentifierKind.Email, Normalised)).ToString();
        await room.Host.ReadAsync<ConsentDbContext, int>(db =>
        {
            db.SubjectHashes.Add(new SubjectHash { SubjectId = subject, Hash = oldHash });
            return db.SaveChangesAsync();
        });

        await ConsentRoom.Created(SuppressAsync(room, Address));

        Assert.Equal("OBJECTED", await room.DecideAsync(subject));
    }

    [Fact]
    public async Task A_plain_id_of_another_product_is_hashed_as_Contacts_hashes_it()
    {
        await using var room = await ConsentRoom.StartAsync();

        await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/suppressions", new { identifier = new { kind = "externalId", value = "42" }, scope = "all", reason = "objection" }));

        var hash = room.Host.Hasher.Hash(new Identifier(IdentifierKind.ExternalId, "default:42")).ToString();
        Assert.True(await room.Host.ReadAsync<ConsentDbContext, bool>(db => db.SuppressionHashes.AnyAsync(h => h.Hash == hash)));
    }

    [Fact]
    public async Task Contacts_learns_who_is_suppressed_and_they_are_bound_at_once()
    {
        await using var room = await ConsentRoom.StartAsync();
        await ConsentRoom.Created(SuppressAsync(room, Address));
        var (refuser, other) = (SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System));
        room.People[refuser] = [Normalised];
        room.People[other] = ["other@example.test"];
        using var contacts = room.Host.AsRoom("contacts");
        var items = new[] { refuser, other }.Select(s => new { subjectId = s, hashes = room.Hashes(s) }).ToArray();

        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var answer = await contacts.PostAsJsonAsync("/internal/consent/suppressions/match", new { items });
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal([refuser.Value], body["suppressed"]!.AsArray().Select(s => s!.GetValue<Guid>()));
        }

        Assert.Equal("OBJECTED", await room.DecideAsync(refuser));
        Assert.Equal("UNKNOWN_SUBJECT", await room.DecideAsync(other));
        using var connectors = room.Host.AsRoom("connectors");
        await ConsentRoom.RefusedAsync(connectors.PostAsJsonAsync("/internal/consent/suppressions/match", new { items }), 403, "SCOPE_MISSING");
    }

    [Fact]
    public async Task An_own_objection_reaches_identifiers_learned_later()
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = SubjectId.New(TimeProvider.System);
        room.People[subject] = [Normalised];
        await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/suppressions", new { subjectId = subject, scope = "all", reason = "objection" }));

        await room.Host.PublishAsync(new Messages.Contacts.SubjectsRegistered([subject]));

        await ConsentRoom.Until(() => room.Host.ReadAsync<ConsentDbContext, bool>(db => db.SuppressionHashes.AnyAsync(h => h.Hash == room.Hashes(subject)[0])));
        Assert.Equal("OBJECTED", await room.DecideAsync(await room.RegisterAsync(Normalised)));
    }

    [Fact]
    public async Task Each_bad_input_has_its_own_code()
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = SubjectId.New(TimeProvider.System);

        await Bad("SUPPRESSION_TARGET_UNCLEAR", new { scope = "all", reason = "objection" });
        await Bad("SUPPRESSION_TARGET_UNCLEAR", new { subjectId = subject, identifier = new { kind = "email", value = Address }, scope = "all", reason = "objection" });
        await Bad("IDENTIFIER_MALFORMED", new { identifier = new { kind = "email", value = "nobody" }, scope = "all", reason = "objection" });
        await Bad("IDENTIFIER_KIND_NOT_ALLOWED", new { identifier = new { kind = "name", value = "Ada Lovelace" }, scope = "all", reason = "objection" });
        await Bad("CHANNEL_UNKNOWN", new { subjectId = subject, scope = "fax", reason = "objection" });
        await Bad("REASON_MISSING", new { subjectId = subject, scope = "all" });
        await Bad("DATE_IN_FUTURE", new { subjectId = subject, scope = "all", reason = "objection", at = "2999-01-01T00:00:00Z" });
        var list = await room.Http.GetFromJsonAsync<JsonObject>("/api/consent/suppressions");
        Assert.Empty(list!["items"]!.AsArray());

        Task Bad(string code, object body) => ConsentRoom.RefusedAsync(room.Http.PostAsJsonAsync("/api/consent/suppressions", body), 422, code);
    }

    private static Task<HttpResponseMessage> SuppressAsync(ConsentRoom room, string address) =>
        room.Http.PostAsJsonAsync("/api/consent/suppressions", new { identifier = new { kind = "email", value = address }, scope = "all", reason = "objection" });

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
