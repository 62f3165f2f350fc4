using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

public sealed class When_a_customer_file_is_imported
{
    private const int Customers = 18_148;

    private const string Mapping = """
        {"externalId":"CustomerKey","givenName":"FirstName","familyName":"LastName","email":"EmailAddress","birthDate":"BirthDate",
         "attributes.occupation":"Occupation","attributes.income":"AnnualIncome",
         "defaults":{"country":"FR","audience":"B2C","language":"fr","origin":"adventureworks"},
         "formats":{"birthDate":"MM/dd/yyyy"},"key":"externalId"}
        """;

    static When_a_customer_file_is_imported() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData(HostedAs.Standalone)]
    [InlineData(HostedAs.Distributed)]
    public async Task One_is_erased_another_takes_the_data_along_and_a_third_import_brings_nobody_back(HostedAs hosting)
    {
        var file = await File.ReadAllBytesAsync(Require.AdventureWorksCustomers());
        await using var suite = await Suites.StartAsync(hosting);
        using var me = await Integrator.SignInAsync(suite);

        var first = await me.ImportAsync(file, Mapping);
        AddsUp(first, created: Customers);
        await BirthDatesAreRightAsync(me, file);
        AddsUp(await me.ImportAsync(file, Mapping), unchanged: Customers);
        AddsUp(await me.ImportAsync(AsUtf8Semicolons(file), Mapping), unchanged: Customers);

        var erased = await me.AskAsync("erasure", new { email = "jon24@adventure-works.com" });
        await me.ConfirmAndApproveAsync(erased);
        Assert.Equal("Completed", (await me.EndAsync(erased))["status"]!.GetValue<string>());
        Assert.Empty(await me.FindAsync("jon24@adventure-works.com"));

        var zip = await PackageAsync(me, "eugene10@adventure-works.com");
        AddsUp(await me.ImportAsync(file, Mapping), unchanged: Customers - 1, suppressed: 1);
        Assert.Empty(await me.FindAsync("jon24@adventure-works.com"));
        await ImportsBackAsync(zip);
    }

    [Fact]
    public async Task Dates_that_can_be_read_two_ways_stop_it_and_nothing_is_created()
    {
        await using var suite = await Suites.StartAsync(HostedAs.Standalone);
        using var me = await Integrator.SignInAsync(suite);
        var file = Encoding.UTF8.GetBytes("id,mail,born\r\n1,a@example.test,01/02/1980\r\n2,b@example.test,03/04/1981\r\n");

        var import = await me.ImportAsync(file, """{"externalId":"id","email":"mail","birthDate":"born","key":"externalId","defaults":{"country":"FR"}}""");

        Assert.NotEqual("completed", import["status"]!.GetValue<string>());
        Assert.Equal("IMPORT_DATE_AMBIGUOUS", import["code"]!.GetValue<string>());
        Assert.Empty(await me.FindAsync("a@example.test"));
    }

    private static void AddsUp(JsonNode import, int created = 0, int unchanged = 0, int suppressed = 0)
    {
        Assert.True(import["status"]!.GetValue<string>() == "completed", import.ToJsonString());
        string[] counts = ["created", "updated", "unchanged", "rejected", "suppressed"];
        Assert.Equal(Customers, People.Count(import, "rowsRead"));
        Assert.Equal(Customers, counts.Sum(c => People.Count(import, c)));
        Assert.Equal((created, unchanged, suppressed), (People.Count(import, "created"), People.Count(import, "unchanged"), People.Count(import, "suppressed")));
    }

    private static async Task BirthDatesAreRightAsync(Integrator me, byte[] file)
    {
        var rows = Encoding.GetEncoding(1252).GetString(file).Split("\r\n").Skip(1).Where(r => r.Length > 0).ToList();
        for (var i = 0; i < 100; i++)
        {
            var cells = rows[i * 181].Split(',');
            var found = await me.FindAsync(cells[7]);
            var contact = await me.GetAsync($"api/contacts/{found.Single()!["id"]!.GetValue<Guid>()}");
            var expected = DateOnly.ParseExact(cells[4], "MM/dd/yyyy", CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            Assert.Equal(expected, contact["birthDate"]!.GetValue<string>());
        }
    }

    private static byte[] AsUtf8Semicolons(byte[] file)
    {
        var text = Encoding.GetEncoding(1252).GetString(file);
        var lines = text.Split("\r\n").Select(line => string.Join(';', Cells(line)));
        return new UTF8Encoding(true).GetBytes(string.Join("\r\n", lines));
    }

    // The file quotes amounts that hold a comma.
    private static IEnumerable<string> Cells(string line)
    {
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var c in line)
        {
            if (c == ',' && !quoted)
            {
                yield return cell.ToString();
                cell.Clear();
                continue;
            }

            quoted ^= c == '"';
            cell.Append(c);
        }

        yield return cell.ToString();
    }

    private static async Task<byte[]> PackageAsync(Integrator me, string address)
    {
        var id = await me.AskAsync("portability", new { email = address });
        await me.ConfirmAndApproveAsync(id);
        Assert.Equal("Completed", (await me.EndAsync(id))["status"]!.GetValue<string>());
        return await me.Http.GetByteArrayAsync($"api/subject-rights/requests/{id}/package");
    }

    // "Without loss": the package, imported into an empty suite, gives a package with the same data.
    private static async Task ImportsBackAsync(byte[] zip)
    {
        await using var empty = await Suites.StartAsync(HostedAs.Standalone);
        using var me = await Integrator.SignInAsync(empty);
        var (csv, mapping) = Contacts(zip);
        var import = await me.ImportAsync(csv, mapping);
        Assert.True(People.Count(import, "created") == 1, import.ToJsonString());

        var again = await PackageAsync(me, "eugene10@adventure-works.com");
        Assert.Equal(Data(Contacts(zip).Csv), Data(Contacts(again).Csv));
    }

    private static (byte[] Csv, string Mapping) Contacts(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        using var stream = archive.GetEntry("contacts/contacts.csv")!.Open();
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var header = Encoding.UTF8.GetString(buffer.ToArray()).Split("\r\n")[0].Split(',');
        var mapping = new JsonObject(header.Select(h => KeyValuePair.Create(h.Trim('"'), (JsonNode?)h.Trim('"'))))
        {
            ["key"] = "externalId",
            ["formats"] = new JsonObject { ["birthDate"] = "yyyy-MM-dd" },
            ["defaults"] = new JsonObject { ["audience"] = "B2C" },
        };
        return (buffer.ToArray(), mapping.ToJsonString());
    }

    private static string Data(byte[] csv) => Encoding.UTF8.GetString(csv);
}
