using Gdpr.Architecture.Tests.Planted.Features.Grasping;

namespace Gdpr.Architecture.Tests.Planted.Data;

internal sealed class NosyTable
{
    public string Slice { get; } = GraspingSlice.Reach();
}
