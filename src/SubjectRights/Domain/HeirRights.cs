using Gdpr.Kernel;

namespace Gdpr.SubjectRights.Domain;

/// <summary>
/// What heirs may ask for of a dead person's data (loi 78-17, Art. 85 II): what settling the estate needs, that a death be
/// taken into account, that accounts be closed and processing end. The rights themselves end with the person.
/// </summary>
internal static class HeirRights
{
    private static readonly RightRequested[] Theirs = [RightRequested.Access, RightRequested.Rectification, RightRequested.Erasure, RightRequested.Objection];

    public static bool Include(RightRequested right) => Theirs.Contains(right);
}
