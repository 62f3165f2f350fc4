using Gdpr.Kernel;

namespace Gdpr.Platform.Data;

/// <summary>A row about one person. A row for an erased person is refused by every room (see <see cref="Tombstone"/>).</summary>
public interface IAboutSubject
{
    SubjectId SubjectId { get; }
}
