using System.Text;

namespace Gdpr.Contacts.Files;

/// <summary>
/// Which one-byte encoding makes the likelier letters of a file's bytes: names and addresses have é and è, and hardly
/// ever ‡ or ╔.
/// </summary>
internal static class LetterScores
{
    private const string Accents = "éèàêçôîïâëûùüöäñáíóúãõåøæœß";
    private const string Plausible = "’‘“”–—…€«»°\u00A0·ªº";

    // The first wins a draw: what spreadsheets of Windows write.
    private static readonly string[] Candidates = [TextEncodings.Windows1252, "iso-8859-15", "macintosh", "ibm850"];

    public static string Best(IReadOnlyList<long> counts) => Candidates.MaxBy(name => Score(TextEncodings.Of(name), counts))!;

    private static double Score(Encoding encoding, IReadOnlyList<long> counts) =>
        Enumerable.Range(0x80, 0x80).Where(b => counts[b] > 0).Sum(b => counts[b] * Weight(Letter(encoding, (byte)b)));

    private static char Letter(Encoding encoding, byte b)
    {
        try
        {
            return encoding.GetString([b])[0];
        }
        catch (DecoderFallbackException)
        {
            return '\uFFFD';
        }
    }

    private static double Weight(char c) => c switch
    {
        'é' => 10,
        _ when Accents.Contains(c) => 5,
        _ when Accents.Contains(char.ToLowerInvariant(c)) => 2.5,
        _ when Plausible.Contains(c) => 1,
        '\uFFFD' => -10,
        _ when char.IsControl(c) => -10,
        _ when char.IsLetter(c) => 0.5,
        _ => -3,
    };
}
