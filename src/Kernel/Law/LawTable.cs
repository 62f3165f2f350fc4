using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gdpr.Kernel.Law;

internal static class LawTable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    internal static IReadOnlyList<TRow> Read<TRow>(string file)
    {
        using var stream = typeof(LawTable).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException("A table of the law is not in the assembly.", file);
        return JsonSerializer.Deserialize<List<TRow>>(stream, Json)!;
    }
}
