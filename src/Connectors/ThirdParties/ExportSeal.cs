using System.Security.Cryptography;
using System.Text.Json;
using Gdpr.Connectors.Domain;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.Platform.Privacy;

namespace Gdpr.Connectors.ThirdParties;

/// <summary>Seals what a third party handed over, until the answer to the person is packed.</summary>
internal sealed class ExportSeal(Credentials credentials)
{
    public SealedExport Seal(ConnectionTask task, IReadOnlyList<ExportTable> tables)
    {
        var key = Vault.NewKey();
        var plain = JsonSerializer.SerializeToUtf8Bytes(tables, RoomJson.Options);
        return new SealedExport
        {
            TaskId = task.Id,
            RequestId = task.RequestId,
            ProtectedKey = credentials.ProtectKey(key),
            Box = Vault.Seal(key, plain, task.Id.ToByteArray()),
        };
    }

    /// <summary>Null when key ring or bytes are not those it was sealed with.</summary>
    public IReadOnlyList<ExportTable>? OpenOrNull(SealedExport export)
    {
        try
        {
            var plain = Vault.Open(credentials.KeyOf(export), export.Box, export.TaskId.ToByteArray());
            return JsonSerializer.Deserialize<List<ExportTable>>(plain, RoomJson.Options);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
