using System.Globalization;
using System.Text;

namespace Gdpr.Standalone.Demo.Company;

/// <summary>Two thousand customers of Maison Exemple SAS, the same at every start.</summary>
internal static class MadeUpCompany
{
    private const int Size = 2000;
    private const ulong Seed = 20_160_427;

    public static IReadOnlyList<Customer> Customers { get; } = [.. Make()];

    /// <summary>The one who asks for erasure.</summary>
    public static Customer Leaving => Customers[417];

    /// <summary>The one who asks for their data.</summary>
    public static Customer Moving => Customers[1202];

    /// <summary>As a French spreadsheet would save it: semicolons, day before month, quotes where needed.</summary>
    public static byte[] Csv()
    {
        var text = new StringBuilder("Numéro;Prénom;Nom;Courriel;Téléphone;Naissance;Rue;Code postal;Ville;Remarque\r\n");
        foreach (var c in Customers)
        {
            string[] cells =
            [
                c.Number, c.GivenName, c.FamilyName, c.Email, c.Phone, c.BirthDate.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
                c.Street, c.PostalCode, c.City, c.Note ?? string.Empty,
            ];
            text.AppendJoin(';', cells.Select(Cell)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Which column is which, as <c>POST /api/contacts/imports</c> wants to know it.</summary>
    public static object Mapping { get; } = new Dictionary<string, object>
    {
        ["externalId"] = "Numéro",
        ["givenName"] = "Prénom",
        ["familyName"] = "Nom",
        ["email"] = "Courriel",
        ["phone"] = "Téléphone",
        ["birthDate"] = "Naissance",
        ["street"] = "Rue",
        ["postalCode"] = "Code postal",
        ["city"] = "Ville",
        ["attributes.remarque"] = "Remarque",
        ["defaults"] = new { country = "FR", audience = "B2C", language = "fr", origin = "Carte de fidélité, magasin" },
        ["formats"] = new { birthDate = "dd/MM/yyyy" },
        ["key"] = "externalId",
    };

    private static IEnumerable<Customer> Make()
    {
        var dice = new Dice(Seed);
        var born = new DateOnly(1945, 1, 1);
        for (var i = 0; i < Size; i++)
        {
            var (given, family) = (dice.Pick(Names.Given), dice.Pick(Names.Family));
            var (postalCode, city) = dice.Pick(Names.Towns);

            // 06 39 98 is set aside by Arcep for fiction; 4999 shares no factor with 10,000, so no number comes twice.
            var line = i * 4999 % 10_000;
            yield return new Customer(
                $"ME-{i + 1:0000}",
                given,
                family,
                $"{Plain(given)}.{Plain(family)}{i + 1}@example.test",
                $"06 39 98 {line / 100:00} {line % 100:00}",
                born.AddDays(dice.Roll(60 * 365)),
                $"{1 + dice.Roll(120)} {dice.Pick(Names.Streets)}",
                postalCode,
                city,
                dice.Roll(3) == 0 ? dice.Pick(Names.Notes) : null);
        }
    }

    private static string Plain(string name) => string.Concat(name.ToLowerInvariant().Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetter));

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(";\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
