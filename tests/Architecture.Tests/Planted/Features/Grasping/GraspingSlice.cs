using Gdpr.Architecture.Tests.Planted.Features.Minding;

namespace Gdpr.Architecture.Tests.Planted.Features.Grasping;

internal static class GraspingSlice
{
    public static string Reach() => MindingSlice.Name;
}
