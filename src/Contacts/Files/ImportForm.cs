using Gdpr.Kernel;
using Microsoft.Net.Http.Headers;

namespace Gdpr.Contacts.Files;

/// <summary>The multipart form in which a file comes: the parts <c>file</c> and <c>mapping</c>.</summary>
internal static class ImportForm
{
    public static readonly RuleError FileMissing = new("IMPORT_FILE_MISSING", "The part 'file' is missing.", 422);
    private const int LargestMapping = 64 * 1024;
    private static readonly RuleError NotMultipart = new("IMPORT_NOT_MULTIPART", "Send multipart/form-data with the parts 'file' and 'mapping'.", 415);
    private static readonly RuleError MappingTooLong = new("IMPORT_MAPPING_TOO_LONG", "The mapping is longer than 64 KiB.", 413);

    public static string Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 100 } boundary
            ? boundary
            : throw new RuleViolation(NotMultipart);

    /// <summary>The text of a mapping that came by itself, if it is not longer than one in a form may be.</summary>
    public static string Demanded(string mapping) => mapping.Length <= LargestMapping ? mapping : throw new RuleViolation(MappingTooLong);

    public static async Task<string> MappingAsync(Stream body, CancellationToken ct)
    {
        using var reader = new StreamReader(body);
        var buffer = new char[LargestMapping + 1];
        var read = await reader.ReadBlockAsync(buffer, ct);
        return read <= LargestMapping ? new string(buffer, 0, read) : throw new RuleViolation(MappingTooLong);
    }
}
