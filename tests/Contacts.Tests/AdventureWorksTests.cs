using System.Globalization;
using System.Text;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

/// <summary>The real file of 18,148 customers: Windows-1252, CRLF, birth dates month first.</summary>
public sealed class AdventureWorksTests
{
    private const int People = 18_148;

    private static object Mapping(string? format) => new Dictionary<string, object?>
    {
        ["externalId"] = "CustomerKey",
        ["givenName"] = "FirstName",
        ["familyName"] = "LastName",
        ["email"] = "EmailAddress",
        ["birthDate"] = "BirthDate",
        ["attributes.occupation"] = "Occupation",
        ["attributes.income"] = "AnnualIncome",
        ["defaults"] = new { country = "FR", audience = "B2C", language = "en", origin = "adventureworks" },
        ["formats"] = format is null ? new { } : new { birthDate = format },
        ["key"] = "externalId",
    };

    [Fact]
    public async Task The_file_comes_in_whole_a_second_time_changes_nothing_and_as_utf8_with_semicolons_neither()
    {
        var bytes = await File.ReadAllBytesAsync(Require.AdventureWorksCustomers());
        await using var contacts = await ContactsHost.StartAsync();
        var (started, cpu) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);

        var first = await contacts.ImportAsync(bytes, Mapping("MM/dd/yyyy"));
        var (took, used) = (TimeProvider.System.GetElapsedTime(started), Environment.CpuUsage.TotalTime - cpu);
        var second = await contacts.ImportAsync(bytes, Mapping(null));
        var third = await contacts.ImportAsync(WithSemicolons(bytes), Mapping(null));

        TestContext.Current.TestOutputHelper?.WriteLine($"{People} rows in {took.TotalSeconds:0.0} s, {used.TotalSeconds:0.0} s of processor time");
        Assert.Equal((People, 0, 0, 0, 0), first.Counts);
        Assert.Equal((0, 0, People, 0, 0), second.Counts);
        Assert.Equal((0, 0, People, 0, 0), third.Counts);
        Assert.Equal(People, await contacts.ReadAsync(db => db.Contacts.CountAsync()));
        Assert.Equal(39, await contacts.ReadAsync(async db => (await db.Emails.Select(e => e.Value).ToListAsync()).Count(v => !Ascii.IsValid(v))));
        await CheckBirthDatesAsync(contacts, bytes);
    }

    private static async Task CheckBirthDatesAsync(ContactsHost contacts, byte[] bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split("\r\n").Skip(1).Where(l => l.Length > 0).Where((_, i) => i % 181 == 0).Take(100).ToList();
        Assert.Equal(100, lines.Count);
        foreach (var cells in lines.Select(l => l.Split(',')))
        {
            var expected = DateOnly.ParseExact(cells[4], "MM/dd/yyyy", CultureInfo.InvariantCulture);
            var key = $"default:{cells[0]}";
            var stored = await contacts.ReadAsync(db =>
                db.Contacts.Where(c => db.Identifiers.Any(i => i.ContactId == c.Id && i.UniqueKey == key)).Select(c => c.BirthDate).SingleAsync());
            Assert.Equal(expected, stored);
        }
    }

    // Quoted incomes hold commas: only separators outside quotes become semicolons.
    private static byte[] WithSemicolons(byte[] windows1252)
    {
        var text = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(windows1252).ToCharArray();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            text[i] = text[i] == ',' && !quoted ? ';' : text[i];
        }

        return Encoding.UTF8.GetBytes(text);
    }
}
