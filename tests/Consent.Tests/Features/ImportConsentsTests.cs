using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Tests.Features;

public sealed class ImportConsentsTests
{
    private const string MailchimpHead = "\"Email Address\",\"First Name\",\"Last Name\",MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION";
    private const string MailchimpTail = "LAST_CHANGED,LEID,EUID,NOTES,TAGS";

    [Fact]
    public async Task The_three_files_of_Mailchimp_come_in_with_nothing_lost_and_again_change_nothing()
    {
        await using var room = await ConsentRoom.StartAsync();
        var people = await RegisterAsync(room, 500, "mc");
        string[] files = [Subscribed(500), Unsubscribed(200), Cleaned(50)];

        var first = new List<JsonNode>();
        foreach (var file in files)
        {
            first.Add(await ImportAsync(room, file, $"?purpose=newsletter&noticeId={room.Notice}"));
        }

        Assert.Equal((500, 500), (Count(first[0], "rowsRead"), Count(first[0], "consents")));
        Assert.Equal((200, 200), (Count(first[1], "rowsRead"), Count(first[1], "refusals")));
        Assert.Equal((50, 50), (Count(first[2], "rowsRead"), Count(first[2], "bounces")));
        Assert.Equal("CONSENT", await room.DecideAsync(people[0]));
        Assert.Equal("UNDELIVERABLE", await room.DecideAsync(people[7]));
        Assert.Equal("WITHDRAWN", await room.DecideAsync(await room.RegisterAsync("gone7@example.test")));
        foreach (var (file, i) in files.Select((f, i) => (f, i)))
        {
            var again = await ImportAsync(room, file, $"?purpose=newsletter&noticeId={room.Notice}");
            Assert.Equal(Count(first[i], "rowsRead"), Count(again, "unchanged"));
        }

        Assert.Equal((500, 250), await room.Host.ReadAsync<ConsentDbContext, (int, int)>(async db => (await db.Events.CountAsync(), await db.Suppressions.CountAsync())));
    }

    [Fact]
    public async Task The_file_of_Brevo_comes_in_with_nothing_lost()
    {
        await using var room = await ConsentRoom.StartAsync();
        var people = await RegisterAsync(room, 500, "bv");
        var rows = new StringBuilder("\uFEFFCONTACT ID,EMAIL,LASTNAME,FIRSTNAME,SMS,EMAIL_BLACKLISTED,BLOCKLIST_REASON,ADDED_TIME,MODIFIED_TIME\r\n");
        Enumerable.Range(0, 500).ToList().ForEach(i => rows.Append($"{i},bv{i}@example.test,\"Doe, {i}\",Jo,,false,,2024-03-01 09:00:00,2024-03-02 09:00:00\r\n"));
        Enumerable.Range(0, 200).ToList().ForEach(i => rows.Append($"{i},out{i}@example.test,Doe,Jo,,true,unsubscribed,2024-03-01 09:00:00,2025-03-02 09:00:00\r\n"));
        Enumerable.Range(0, 50).ToList().ForEach(i => rows.Append($"{i},hard{i}@example.test,Doe,Jo,,true,hard_bounce,2024-03-01 09:00:00,2025-03-02 09:00:00\r\n"));

        var answer = await ImportAsync(room, rows.ToString(), "?purpose=newsletter");

        Assert.Equal((750, 500, 200, 50, 0), (Count(answer, "rowsRead"), Count(answer, "unproven"), Count(answer, "refusals"), Count(answer, "bounces"), Count(answer, "rejected")));
        Assert.Equal("NO_PROOF", await room.DecideAsync(people[3]));
        Assert.Equal("WITHDRAWN", await room.DecideAsync(await room.RegisterAsync("out3@example.test")));
    }

    [Fact]
    public async Task Nobody_who_refused_or_was_erased_comes_back_and_the_answer_says_who_was_left_out_and_why()
    {
        await using var room = await ConsentRoom.StartAsync();
        var (gone, erased) = (await room.RegisterAsync("gone@example.test"), await room.RegisterAsync("erased@example.test"));
        await ConsentRoom.Created(room.SayAsync(gone, "given"));
        await ConsentRoom.Created(room.SayAsync(gone, "withdrawn"));
        await room.EraseAsync([erased], "erased@example.test");
        var file = "email,purpose,channel,decision,at,noticeText\n"
            + "gone@example.test,newsletter,email,given,2026-11-27T10:00:00Z,Oui\n"
            + "erased@example.test,newsletter,email,given,2026-11-27T10:00:00Z,Oui\n"
            + "nobody,newsletter,email,given,2026-11-27T10:00:00Z,Oui\n"
            + "x@example.test,other,email,withdrawn,2026-11-27T10:00:00Z,\n"
            + "x@example.test,newsletter,email,perhaps,,\n";

        var answer = await ImportAsync(room, file);

        Assert.Equal((5, 1, 1, 3), (Count(answer, "rowsRead"), Count(answer, "suppressed"), Count(answer, "refusals"), Count(answer, "rejected")));
        Assert.Equal(
            ["5 decision DECISION_UNKNOWN", "1 decision REFUSED_EARLIER", "2 email SUBJECT_UNKNOWN", "3 email IDENTIFIER_MALFORMED", "4 purpose PURPOSE_UNKNOWN"],
            Errors(answer));
        Assert.DoesNotContain("example.test", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("WITHDRAWN", await room.DecideAsync(gone));
        Assert.Equal("UNKNOWN_SUBJECT", await room.DecideAsync(erased));
        Assert.Equal("NO_CONSENT", await room.DecideAsync(await room.RegisterAsync("erased@example.test")));
    }

    [Fact]
    public async Task Lines_of_JSON_are_taken_and_words_become_the_notice_that_proves()
    {
        await using var room = await ConsentRoom.StartAsync();
        var (proven, bare) = (await room.RegisterAsync("a@example.test"), await room.RegisterAsync("b@example.test"));
        var lines = """
            {"email":"a@example.test","purpose":"newsletter","channel":"email","decision":"given","at":"2025-01-02T10:00:00Z","noticeText":"Oui, la lettre."}
            {"email":"b@example.test","purpose":"newsletter","channel":"email","decision":"given"}
            not json
            """;

        var answer = await ImportAsync(room, lines, type: "application/x-ndjson");

        Assert.Equal((3, 1, 1, 1), (Count(answer, "rowsRead"), Count(answer, "consents"), Count(answer, "unproven"), Count(answer, "rejected")));
        Assert.Equal(("CONSENT", "NO_PROOF"), (await room.DecideAsync(proven), await room.DecideAsync(bare)));
        Assert.True(await room.Host.ReadAsync<ConsentDbContext, bool>(db => db.Notices.AnyAsync(n => n.Text == "Oui, la lettre." && n.Form == "import")));
    }

    [Fact]
    public async Task A_plain_id_of_another_product_is_hashed_as_Contacts_hashes_it_and_a_bad_one_is_named_by_its_column()
    {
        await using var room = await ConsentRoom.StartAsync();
        var person = await room.RegisterAsync("a@example.test");
        var hash = room.Host.Hasher.Hash(new Identifier(IdentifierKind.ExternalId, "default:42")).ToString();
        await room.Host.ReadAsync<ConsentDbContext, int>(db =>
        {
            db.SubjectHashes.Add(new SubjectHash { SubjectId = person, Hash = hash });
            return db.SaveChangesAsync();
        });
        var file = "externalId,phone,purpose,channel,decision,at,noticeText\n"
            + "42,,newsletter,email,given,2026-01-02T10:00:00Z,Oui\n"
            + "42,,newsletter,email,refused,2026-01-03T10:00:00Z,\n"
            + "43,,newsletter,email,given,2026-01-02T10:00:00Z,Oui\n"
            + "crm:,,newsletter,email,refused,,\n"
            + ",none,newsletter,email,refused,,\n";

        var answer = await ImportAsync(room, file);

        Assert.Equal((1, 1, 3), (Count(answer, "consents"), Count(answer, "refusals"), Count(answer, "rejected")));
        Assert.Equal(["3 externalId SUBJECT_UNKNOWN", "4 externalId IDENTIFIER_MALFORMED", "5 phone IDENTIFIER_MALFORMED"], Errors(answer));
        Assert.True(await room.Host.ReadAsync<ConsentDbContext, bool>(db => db.SuppressionHashes.AnyAsync(h => h.Hash == hash)));
    }

    [Fact]
    public async Task A_refusal_that_does_not_say_clearly_of_what_is_taken_for_everything_and_the_answer_says_so()
    {
        await using var room = await ConsentRoom.StartAsync();
        await room.PublishNoticeAsync("events");
        var file = "email,purpose,channel,decision,noticeId\n"
            + "a@example.test,Letters,email,refused,\n"
            + "b@example.test,,email,withdrawn,none\n"
            + "c@example.test,newsletter,fax,refused,\n"
            + "d@example.test,newsletter,,withdrawn,\n"
            + "e@example.test,,,given,\n"
            + "f@example.test,newsletter,fax,given,\n";

        var answer = await ImportAsync(room, file);

        Assert.Equal((4, 2), (Count(answer, "refusals"), Count(answer, "rejected")));
        Assert.Equal(
            ["1 purpose PURPOSE_UNKNOWN", "2 purpose PURPOSE_MISSING", "3 channel CHANNEL_UNKNOWN", "4 channel CHANNEL_MISSING", "5 purpose PURPOSE_MISSING", "6 channel CHANNEL_UNKNOWN"],
            Errors(answer));
        Assert.Equal(
            ["- Email", "- Email", "newsletter All", "newsletter All"],
            await room.Host.ReadAsync<ConsentDbContext, List<string>>(async db => [.. (await db.Suppressions.OrderBy(s => s.Id).ToListAsync()).Select(s => $"{s.Purpose ?? "-"} {s.Scope}")]));
        Assert.Equal("WITHDRAWN", await room.DecideAsync(await room.RegisterAsync("b@example.test"), purpose: "events"));
        Assert.Equal(4, Count(await ImportAsync(room, file), "unchanged"));
    }

    [Fact]
    public async Task An_export_of_those_who_left_stands_for_every_purpose_where_none_is_named()
    {
        await using var room = await ConsentRoom.StartAsync();

        var answer = await ImportAsync(room, Unsubscribed(3));

        Assert.Equal((3, 0), (Count(answer, "refusals"), Count(answer, "rejected")));
        Assert.Equal("WITHDRAWN", await room.DecideAsync(await room.RegisterAsync("gone1@example.test")));
    }

    [Fact]
    public async Task Where_and_how_it_was_said_is_kept_and_the_address_no_longer_than_of_a_consent_given_here()
    {
        await using var room = await ConsentRoom.StartAsync();
        var (recent, old) = (await room.RegisterAsync("a@example.test"), await room.RegisterAsync("b@example.test"));
        await room.RegisterAsync("c@example.test");
        var day = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddDays(-3).ToUnixTimeSeconds());
        var file = "email,purpose,channel,decision,at,ip,method,noticeText,evidence\n"
            + $"a@example.test,newsletter,email,given,{day:yyyy-MM-ddTHH:mm:ssZ},192.0.2.9,shop,Oui,\n"
            + "b@example.test,newsletter,email,given,2024-01-02T10:00:00Z,2001:db8::1,shop,Oui,order 7\n"
            + "c@example.test,newsletter,email,given,2024-01-02T10:00:00Z,here,,Oui,\n";

        var answer = await ImportAsync(room, file);

        Assert.Equal((3, "3 ip IP_MALFORMED"), (Count(answer, "consents"), Assert.Single(Errors(answer))));
        var trace = await room.Host.ReadAsync<ConsentDbContext, AccessTrace>(db => db.AccessTraces.SingleAsync());
        Assert.Equal((recent, "192.0.2.9", day, day.AddDays(30)), (trace.SubjectId, trace.Ip, trace.At, trace.EraseAt));
        Assert.Equal(["""{"source":"shop"}""", """{"source":"shop","evidence":"order 7"}"""], [await EvidenceAsync(room, recent), await EvidenceAsync(room, old)]);
    }

    [Fact]
    public async Task Evidence_that_is_too_long_rejects_a_consent_and_never_a_refusal()
    {
        await using var room = await ConsentRoom.StartAsync();
        await room.RegisterAsync("a@example.test");
        var file = "email,purpose,channel,decision,at,noticeText,evidence\n"
            + $"a@example.test,newsletter,email,given,2026-01-02T10:00:00Z,Oui,{new string('x', 501)}\n"
            + $"b@example.test,newsletter,email,refused,2026-01-02T10:00:00Z,,{new string('x', 501)}\n";

        var answer = await ImportAsync(room, file);

        Assert.Equal((1, 1), (Count(answer, "rejected"), Count(answer, "refusals")));
        Assert.Equal("1 evidence EVIDENCE_TOO_LARGE", Assert.Single(Errors(answer)));
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "text/csv", 422, "IMPORT_SHAPE_UNKNOWN")]
    [InlineData("", "text/csv", 422, "IMPORT_EMPTY")]
    [InlineData("x", "application/json", 415, "MEDIA_TYPE_NOT_SUPPORTED")]
    public async Task A_file_of_another_kind_is_refused_by_a_code(string file, string type, int status, string code)
    {
        await using var room = await ConsentRoom.StartAsync();

        await ConsentRoom.RefusedAsync(room.Http.PostAsync("/api/consent/imports", new StringContent(file, Encoding.UTF8, type)), status, code);
    }

    [Fact]
    public async Task A_line_without_end_is_refused_and_one_that_says_a_name_twice_is_rejected_among_good_ones()
    {
        const string Lines = "application/x-ndjson";
        await using var room = await ConsentRoom.StartAsync();
        var good = string.Concat(Enumerable.Range(0, 400).Select(i => $$"""{"email":"gone{{i}}@example.test","purpose":"newsletter","channel":"email","decision":"refused"}""" + "\r\n"));
        var twice = """{"email":"x@example.test","email":"y@example.test","purpose":"newsletter","channel":"email","decision":"refused"}""";

        var answer = await ImportAsync(room, good + twice, type: Lines);

        Assert.Equal((401, 400, 1), (Count(answer, "rowsRead"), Count(answer, "refusals"), Count(answer, "rejected")));
        await ConsentRoom.RefusedAsync(room.Http.PostAsync("/api/consent/imports", new StringContent(new string('x', 3_000_000), Encoding.UTF8, Lines)), 422, "IMPORT_LINE_TOO_LONG");
    }

    private static async Task<SubjectId[]> RegisterAsync(ConsentRoom room, int count, string prefix)
    {
        var people = Enumerable.Range(0, count).Select(i => (Id: SubjectId.New(TimeProvider.System), Email: $"{prefix}{i}@example.test")).ToArray();
        people.ToList().ForEach(p => room.People[p.Id] = [p.Email]);
        await room.Host.PublishAsync(new Messages.Contacts.SubjectsRegistered([.. people.Select(p => p.Id)]));
        await ConsentRoom.Until(async () => await room.Host.ReadAsync<ConsentDbContext, int>(db => db.KnownSubjects.CountAsync()) == count);
        return [.. people.Select(p => p.Id)];
    }

    private static string Subscribed(int count) => Rows($"{MailchimpHead},{MailchimpTail}", count, i =>
        $"mc{i}@example.test,Jo,\"Doe, {i}\",2,\"2023-05-01 10:00:00\",,\"2023-05-01 10:00:00\",192.0.2.9,,,,,,,,\"2023-06-01 10:00:00\",{i},e{i},,");

    private static string Unsubscribed(int count) => Rows($"{MailchimpHead},UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,{MailchimpTail}", count, i =>
        $"gone{i}@example.test,Jo,Doe,2,\"2023-05-01 10:00:00\",,,,,,,,,,,\"2024-02-01 10:00:00\",March,77,NORMAL,,\"2024-02-01 10:00:00\",{i},e{i},,");

    private static string Cleaned(int count) => Rows($"{MailchimpHead},CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID,{MailchimpTail}", count, i =>
        $"mc{i}@example.test,Jo,Doe,2,\"2023-05-01 10:00:00\",,,,,,,,,,,\"2024-04-01 10:00:00\",April,78,\"2024-04-01 10:00:00\",{i},e{i},,");

    private static string Rows(string head, int count, Func<int, string> row) => $"{head}\n{string.Join('\n', Enumerable.Range(0, count).Select(i => row(head.Contains("CLEAN", StringComparison.Ordinal) ? i + 5 : i)))}\n";

    private static async Task<JsonNode> ImportAsync(ConsentRoom room, string file, string query = "", string type = "text/csv")
    {
        using var answer = await room.Http.PostAsync("/api/consent/imports" + query, new StringContent(file, Encoding.UTF8, type));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static Task<string?> EvidenceAsync(ConsentRoom room, SubjectId person) =>
        room.Host.ReadAsync<ConsentDbContext, string?>(db => db.Events.Where(e => e.SubjectId == person).Select(e => e.Evidence).SingleAsync());

    private static List<string> Errors(JsonNode answer) => [.. answer["errors"]!.AsArray().Select(e => $"{e!["row"]} {e["column"]} {e["code"]}")];

    private static int Count(JsonNode answer, string name) => answer[name]!.GetValue<int>();
}
