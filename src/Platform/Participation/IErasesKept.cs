using Gdpr.Kernel;

namespace Gdpr.Platform.Participation;

/// <summary>Some of what was kept of a person has come to its end.</summary>
/// <param name="DataClasses">What is erased now.</param>
/// <param name="StillKept">What another decision, or another end, keeps.</param>
/// <param name="IsErased">The person was erased altogether; otherwise the person stays, and only these classes were to go.</param>
public sealed record EndedKeeping(SubjectId SubjectId, IReadOnlyList<string> DataClasses, IReadOnlyList<string> StillKept, bool IsErased);

/// <summary>A participant of whose data a reviewer may keep classes until a day.</summary>
public interface IErasesKept : IParticipant
{
    /// <summary>Runs inside the transaction of an erasure; repeating it is harmless.</summary>
    Task EraseKeptAsync(EndedKeeping ended, CancellationToken ct);
}
