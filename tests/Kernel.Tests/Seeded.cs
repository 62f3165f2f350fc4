using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Gdpr.Kernel.Tests;

/// <summary>
/// Runs a property over random cases from a seed that it always prints; GDPR_SEED repeats a run, GDPR_CASES runs more.
/// </summary>
internal static class Seeded
{
    internal static void Holds<T>(Gen<T> cases, Func<T, bool> property)
    {
        var seed = Number("GDPR_SEED") ?? (ulong)Random.Shared.NextInt64();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: repeat with GDPR_SEED={seed}"));
        var config = Config.QuickThrowOnFailure
            .WithMaxTest((int)(Number("GDPR_CASES") ?? 500))
            .WithName(string.Create(CultureInfo.InvariantCulture, $"GDPR_SEED={seed}"))
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None)));
        Check.One(config, Prop.ForAll(cases.ToArbitrary(), property));
    }

    private static ulong? Number(string variable) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
