using System.Security.Cryptography;
using System.Text;

namespace Gdpr.Connectors.Domain;

/// <summary>
/// The idempotency key of a call, derived from what is asked: a crash, a repeated message or another instance makes
/// the same key, so the third party can recognise the repetition.
/// </summary>
internal static class CallKey
{
    public static Guid Of(ConnectionTask task, string type)
    {
        var text = $"subject-requests/1\0{task.RequestId:N}\0{task.Target}\0{PhaseName(task.Phase)}\0{task.Round}\0{type}";
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    // Written out: renaming a member of the enum must not change keys already sent.
    private static string PhaseName(TaskPhase phase) => phase switch
    {
        TaskPhase.Locate => "locate",
        TaskPhase.Act => "act",
        TaskPhase.Verify => "verify",
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };
}
