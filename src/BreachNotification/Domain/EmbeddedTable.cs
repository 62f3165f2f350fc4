using System.Text.Json;

namespace Gdpr.BreachNotification.Domain;

/// <summary>Opens a table of this room that lies in its assembly.</summary>
internal static class EmbeddedTable
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    public static Stream Open(string file) => typeof(EmbeddedTable).Assembly.GetManifestResourceStream(file)
        ?? throw new FileNotFoundException("A table of the room is not in the assembly.", file);
}
