using Gdpr.Testing;

namespace Gdpr.Contacts.Tests.Speed;

public sealed class ImportSpeedTests
{
    [Fact]
    public async Task An_import_is_at_least_three_tenths_as_fast_as_the_bare_insert_of_its_rows()
    {
        var speed = await ImportSpeed.MeasureAsync(Require.IsSoak ? 1_000_000 : 10_000);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{speed.Rows} rows: import {speed.Import.TotalSeconds:0.0} s, bare insert {speed.Bare.TotalSeconds:0.0} s, ratio {speed.Ratio:0.00}");
        Assert.True(speed.Ratio >= (Require.IsSoak ? 0.3 : 0.1), $"ratio {speed.Ratio:0.00}");
    }
}
