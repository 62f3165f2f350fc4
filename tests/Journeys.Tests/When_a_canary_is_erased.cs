using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Simulators;
using Gdpr.Simulators.People;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

/// <summary>
/// A person whose every field is a unique string goes everywhere a person can go, and is erased. Not one of the strings
/// is left in any byte that the suite has written, but what the law makes us keep, by name.
/// </summary>
public sealed class When_a_canary_is_erased
{
    /// <summary>On the invoice itself, which is kept unchanged for ten years (C. com. L123-22).</summary>
    private static readonly string[] KeptByLaw = ["invoice buyer", "invoice line"];

    /// <summary>Where each string lies before: a room that forgets a column has it here first.</summary>
    private static readonly Dictionary<string, string[]> Homes = new(StringComparer.Ordinal)
    {
        ["contacts."] = ["external id", "given name", "family name", "email", "former e-mail", "phone", "street", "city", "organisation", "attribute", "note"],
        ["consent."] = ["consent evidence", "browser", "supplier"],
        ["sales."] = ["order line", "order description", "imported product", "invoice buyer", "invoice line", "invoice e-mail", "invoice phone", "invoice notes"],
        ["breach-notification."] = ["breach note"],
        ["mail/"] = ["email"],
    };

    [Fact]
    public Task Not_one_of_its_strings_is_left_in_any_file_log_or_trace() => SweepAsync(HostedAs.Standalone);

    /// <summary>Databases are looked at in a full dump: a server's own files hold dead rows until it cleans up.</summary>
    [Fact]
    public Task Nor_in_a_full_dump_of_PostgreSQL_nor_in_the_folder_of_the_broker()
    {
        Require.Soak();
        return SweepAsync(HostedAs.Distributed);
    }

    private static async Task SweepAsync(HostedAs hosting)
    {
        await using var traces = await TraceSink.StartAsync();
        await using var party = await InHouseApplication.StartAsync();
        await using var suite = await Suites.StartAsync(hosting, new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = traces.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
            ["Mail__PickupDays"] = (45 / 86400d).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Logging__LogLevel__Default"] = "Debug",
            ["Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics"] = "Information",
        });
        var canaries = new Canaries();
        var places = Places.Of(suite, canaries);
        using var me = await Integrator.SignInAsync(suite);
        var email = canaries.Email("email");
        party.Seed(new Person(Email: email, Name: canaries.Word("third party's name")));
        await me.ConnectAsync(party, "canaryparty");
        var person = await LiveAsync(me, canaries, email);

        // What is never found is not proved to be gone: every string is found first, in each place where it belongs, and a
        // form of it that nobody wrote is seen where it is planted.
        var before = await places();
        Assert.Empty(canaries.Fields.Except(before.Select(f => f.Field)).Except(["third party's name"]));
        Assert.All(Homes, home => Assert.Empty(home.Value.Except(before.Where(f => IsIn(hosting, home.Key, f.File)).Select(f => f.Field))));
        await canaries.PlantAsync("email", Path.GetDirectoryName(suite.MailFolder)!, places);
        await Places.DemandBrokerSeenAsync(suite);

        var erasure = await me.AskAsync("erasure", new { email });
        await me.ConfirmAndApproveAsync(erasure);
        var end = await me.EndAsync(erasure);
        Assert.True(end["status"]!.GetValue<string>() == "Completed", end.ToJsonString());

        await DemandGoneAsync(places);
        Assert.Equal(KeptByLaw, (await places()).Select(f => f.Field).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(erasure.ToString(), suite.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(canaries.FoundIn(Encoding.UTF8.GetBytes(suite.Output)));
        Assert.Empty(party.People(email));

        // The traces are those of this very work, and hold no string of the person.
        await Eventually.Async(() => Task.FromResult(traces.Received.AsSpan().IndexOf("subject-rights"u8) >= 0), TimeSpan.FromSeconds(30), "traces have come");
        Assert.Empty(canaries.FoundIn(traces.Received));
        Assert.NotEqual(Guid.Empty, person);
    }

    // The rooms of a distributed suite share one server, and a full dump of it.
    private static bool IsIn(HostedAs hosting, string home, string file) => hosting == HostedAs.Standalone ? file.StartsWith(home, StringComparison.Ordinal)
        : home == "mail/" ? file.Contains("/mail/", StringComparison.Ordinal) : file == "pg_dump";

    private static IReadOnlyList<(string Field, string File)> Left(IReadOnlyList<(string Field, string File)> found) =>
        [.. found.Where(f => !KeptByLaw.Contains(f.Field))];

    // Journals and pickup mails go a little after the answer; what stays is named with its place.
    private static Task DemandGoneAsync(Func<Task<IReadOnlyList<(string Field, string File)>>> places) => Eventually.Async(
        async () => Left(await places()) is not { Count: > 0 } left ? true : throw new InvalidOperationException(string.Join(", ", left.Select(l => $"{l.Field} in {l.File}"))),
        TimeSpan.FromSeconds(40),
        "every byte is gone");

    private static async Task<Guid> LiveAsync(Integrator me, Canaries c, string email)
    {
        var row = $"{c.Word("external id")};{c.Word("given name")};{c.Word("family name")};{email};{c.Phone("phone")};{c.Word("street")};{c.Word("city")};{c.Word("organisation")};{c.Word("attribute")};1990-04-13";
        var import = await me.ImportAsync(
            Encoding.UTF8.GetBytes($"id;given;family;mail;phone;street;city;org;fav;born\n{row}\n"),
            """{"externalId":"id","givenName":"given","familyName":"family","email":"mail","phone":"phone","street":"street","city":"city","organisation":"org","attributes.favourite":"fav","birthDate":"born","key":"externalId","defaults":{"country":"FR","audience":"B2C"}}""");
        Assert.Equal(1, People.Count(import, "created"));
        var person = (await me.FindAsync(email)).Single()!["id"]!.GetValue<Guid>();
        await me.DoAsync($"api/contacts/{person}/notes", new { text = $"Likes {c.Word("note")} best" });
        await ChangeAsync(me, person, email, c);
        await ConsentAsync(me, person, c);
        await BuyAsync(me, email, c);
        var breach = await me.DoAsync("api/breach-notification/breaches", new
        {
            country = "FR", awareness = new { awareAt = DateTimeOffset.UtcNow.AddHours(-1), decidedBy = "Dana DPO", reason = "The log shows it." },
        });
        await me.DoAsync($"api/breach-notification/breaches/{breach["id"]}/subjects", new { subjects = new[] { new { subjectId = person, capacity = "affected", note = c.Word("breach note") } } });

        // A copy is packed, a letter written and mailed; a colleague's note quotes the address.
        var access = await me.AskAsync("access", new { email });
        await me.ConfirmAndApproveAsync(access);
        Assert.Equal("Completed", (await me.EndAsync(access))["status"]!.GetValue<string>());
        var other = await me.RegisterAsync($"colleague-{Guid.CreateVersion7():N}@example.test");
        await me.DoAsync($"api/contacts/{other}/notes", new { text = $"Ask {email} too" });
        using var export = await me.PostAsync("api/contacts/exports", new { format = "csv" });
        Assert.Contains(email, await export.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return person;
    }

    // An address given up is an identifier still.
    private static async Task ChangeAsync(Integrator me, Guid person, string email, Canaries c)
    {
        foreach (var emails in new[] { new[] { new { value = email }, new { value = c.Email("former e-mail") } }, [new { value = email }] })
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"api/contacts/{person}") { Content = JsonContent.Create(new { emails }) };
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var answer = await me.Http.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    private static async Task ConsentAsync(Integrator me, Guid person, Canaries c)
    {
        await me.DoAsync("api/consent/purposes", new { code = "canary", name = new { fr = "Lettre", en = "Newsletter" }, channels = new[] { "email" }, legalBasis = "consent" });
        var notice = await me.DoAsync("api/consent/notices", new { purpose = "canary", language = "fr", text = "Oui, je veux la lettre." });
        await me.DoAsync("api/consent/events", new
        {
            subjectId = person, purpose = "canary", channel = "email", decision = "given", noticeId = notice["id"]!.GetValue<Guid>(), method = "form",
            at = DateTimeOffset.UtcNow, evidence = new { page = c.Word("consent evidence") },
        });
        await me.DoAsync("api/consent/confirmations", new { subjectId = person, purpose = "canary", channel = "email", noticeId = notice["id"]!.GetValue<Guid>(), userAgent = c.Word("browser") });
        using var facts = await me.Http.PutAsJsonAsync($"api/consent/subjects/{person}/facts", new { provenance = new { origin = "purchased", supplier = c.Word("supplier"), obtainedAt = "2026-01-02T10:00:00Z" } });
        Assert.True(facts.IsSuccessStatusCode, await facts.Content.ReadAsStringAsync());
    }

    private static async Task BuyAsync(Integrator me, string email, Canaries c)
    {
        await me.DoAsync("api/sales/orders", new { number = "O-canary", orderedOn = "2025-01-01", customer = new { email }, lines = new[] { new { product = c.Word("order line"), description = c.Word("order description"), quantity = 1, amount = 5 } } });
        await me.DoAsync("api/sales/invoices", new
        {
            number = "F-canary",
            issuedOn = "2025-01-02",
            customer = new { email },
            buyer = new { name = c.Word("invoice buyer"), country = "FR" },
            contact = new { email = c.Email("invoice e-mail"), phone = c.Phone("invoice phone"), notes = c.Word("invoice notes") },
            lines = new[] { new { description = c.Word("invoice line"), quantity = 1, unitPrice = 100, vatRate = 20 } },
        });
        await ImportOrderAsync(me, email, c);
    }

    private static async Task ImportOrderAsync(Integrator me, string email, Canaries c)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes($"no,day,mail,what,n,sum\nO-imported,2025-02-01,{email},{c.Word("imported product")},1,7\n")), "file", "orders.csv" },
            { new StringContent("""{"number":"no","date":"day","email":"mail","product":"what","quantity":"n","amount":"sum","key":"email","defaults":{"currency":"EUR"}}"""), "mapping" },
        };
        using var answer = await me.Http.PostAsync("api/sales/imports", form);
        var import = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>();
        var end = await Eventually.Async(
            async () => await me.GetAsync($"api/sales/imports/{import}") is { } view && view["status"]!.GetValue<string>() is "completed" or "failed" or "stopped" ? view : null, TimeSpan.FromSeconds(60), "the import ends");
        Assert.Equal(1, People.Count(end, "created"));
    }
}
