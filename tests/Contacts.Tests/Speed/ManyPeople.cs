using System.Globalization;
using System.Net;
using System.Text;

namespace Gdpr.Contacts.Tests.Speed;

/// <summary>The body of an upload with as many made-up people as asked, made while it is sent.</summary>
internal sealed class ManyPeople(int rows) : HttpContent
{
    public const string Header = "id;prenom;nom;courriel;telephone;naissance;ville;code postal;metier\n";

    public static readonly object Mapping = new Dictionary<string, object>
    {
        ["externalId"] = "id",
        ["givenName"] = "prenom",
        ["familyName"] = "nom",
        ["email"] = "courriel",
        ["phone"] = "telephone",
        ["birthDate"] = "naissance",
        ["city"] = "ville",
        ["postalCode"] = "code postal",
        ["attributes.metier"] = "metier",
        ["formats"] = new { birthDate = "dd/MM/yyyy" },
        ["defaults"] = new { country = "FR", audience = "B2C", language = "fr", origin = "fichier" },
    };

    public static string Row(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{i};Prénom{i % 1000};Nom{i};p{i}@example.test;06 {i / 1_000_000 % 100:00} {i / 10_000 % 100:00} {i / 100 % 100:00} {i % 100:00};{(i % 28) + 1:00}/{(i % 12) + 1:00}/{1940 + (i % 60)};Ville{i % 500};{10000 + (i % 80000)};Métier {i % 50}\n");

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var text = new StringBuilder(Header);
        for (var i = 1; i <= rows; i++)
        {
            text.Append(Row(i));
            if (text.Length > 64 * 1024 || i == rows)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()));
                text.Clear();
            }
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
