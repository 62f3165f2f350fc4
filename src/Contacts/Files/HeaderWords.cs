using System.Collections.Frozen;
using Gdpr.Contacts.Domain;

namespace Gdpr.Contacts.Files;

/// <summary>The words by which French and English files call our fields.</summary>
internal static class HeaderWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["externalId"] = "id identifiant idclient clientid customerid customerkey contactid idcontact numeroclient numclient noclient nclient "
            + "codeclient customernumber customerno customercode externalid idexterne reference referenceclient refclient uid uuid matricule "
            + "crmid recordid personid idpersonne numeroadherent numadherent memberid",
        ["givenName"] = "prenom prenoms firstname givenname first forename prenomclient prenomcontact christianname",
        ["familyName"] = "nomdefamille lastname surname familyname last nomusage nomclient nomcontact nompatronymique nomnaissance nomdusage",
        ["email"] = "email mail courriel adressemail adresseemail emailaddress adresseelectronique emailpro emailperso mailpro mailperso "
            + "adressedecourriel adressecourriel emailprincipal primaryemail emailclient",
        ["phone"] = "telephone tel phone mobile portable gsm phonenumber numerodetelephone numerotelephone numtel telmobile telportable telfixe "
            + "telephonemobile telephoneportable telephonefixe mobilephone cellphone cell homephone workphone telpro telephonepro teldomicile notel",
        ["birthDate"] = "datedenaissance datenaissance naissance birthdate birthday dateofbirth dob nele neele datenaiss ddn born",
        ["organisation"] = "societe entreprise organisation organization company raisonsociale employeur companyname nomsociete nomentreprise "
            + "employer etablissement structure",
        ["street"] = "rue adresse street address voie adresse1 address1 addressline1 streetaddress adressepostale adresseligne1 ligneadresse1 nomvoie",
        ["postalCode"] = "codepostal cp zip zipcode postcode postalcode codepost",
        ["city"] = "ville city commune town localite",
        ["country"] = "pays country countrycode codepays paysresidence",
        ["language"] = "langue language lang locale codelangue preferredlanguage",
        ["kind"] = "kind",
        ["origin"] = "origine provenance sourceducontact origin leadsource",
        ["audience"] = "audience",
        ["obtainedAt"] = "obtainedat collectele datedecollecte datecollecte",
    };

    // Words that are often meant so, and sometimes not.
    private static readonly Dictionary<string, string> Doubtful = new(StringComparer.Ordinal)
    {
        ["familyName"] = "nom name",
        ["externalId"] = "numero no num code key cle",
        ["origin"] = "source",
        ["organisation"] = "firm client compte account",
    };

    private static readonly FrozenDictionary<string, (string Field, double Confidence)> Known = Entries(Words, 0.95)
        .Concat(ImportMapping.Fields.Select(f => (Word: Plain(f), Field: f, Confidence: 1.0)))
        .Concat(Entries(Doubtful, 0.6))
        .GroupBy(e => e.Word, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.MaxBy(e => e.Confidence) is var e ? (e.Field, e.Confidence) : default, StringComparer.Ordinal);

    public static (string Field, double Confidence)? Meaning(string column)
    {
        if (ImportMapping.IsField(column))
        {
            return (column, 1);
        }

        return Known.TryGetValue(Plain(column), out var meaning) ? meaning : null;
    }

    private static IEnumerable<(string Word, string Field, double Confidence)> Entries(Dictionary<string, string> words, double confidence) =>
        words.SelectMany(w => w.Value.Split(' '), (w, word) => (word, w.Key, confidence));

    // Without case, accents, separators: "Code_Postal" and "code postal" are one word.
    private static string Plain(string header) =>
        new([.. (ContactText.Key(header) ?? string.Empty).Where(char.IsLetterOrDigit)]);
}
