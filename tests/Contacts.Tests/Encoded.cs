using System.Text;

namespace Gdpr.Contacts.Tests;

/// <summary>Text in an encoding by its name, those of old machines too.</summary>
internal static class Encoded
{
    public static byte[] Bytes(string text, string name, bool marked = false)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        return [.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
    }
}
