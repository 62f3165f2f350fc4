using System.Text.Json;

namespace Gdpr.BreachNotification.Domain;

/// <summary>Reads a table of this room that lies in its assembly.</summary>
internal static class EmbeddedTable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    public static T Read<T>(string file)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException("A table of the room is not in the assembly.", file);
        return JsonSerializer.Deserialize<T>(stream, Json)!;
    }
}
