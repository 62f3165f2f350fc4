using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;

namespace Gdpr.Journeys.Tests;

/// <summary>docs/sizing.md says what each process needs: <c>GDPR_WRITE_DOCS=1</c> measures it anew.</summary>
public sealed class When_a_machine_is_chosen
{
    [Fact]
    public async Task No_process_takes_more_memory_than_the_table_reserves()
    {
        if (Environment.GetEnvironmentVariable("GDPR_WRITE_DOCS") == "1")
        {
            await SizingTable.WriteAsync();
        }

        var suite = await SharedSuite.DistributedAsync();
        var reserved = SizingTable.Reserved();

        Assert.Equal(suite.Processes.Keys.Append("standalone").Order(), reserved.Keys.Order());
        Assert.All(suite.Processes, p => Assert.InRange(SizingTable.Peak(p.Value), 1, reserved[p.Key]));
    }
}
