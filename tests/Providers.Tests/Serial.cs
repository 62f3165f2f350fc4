using Xunit.Sdk;
using Xunit.v3;

// Whole hosts start here: side by side they would only share the processors, and leave xunit's workers behind.
[assembly: AssemblyFixture(typeof(Gdpr.Testing.SharedServers))]
[assembly: Parallelization(Mode = ParallelMode.None)]
