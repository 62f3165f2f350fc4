using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Gdpr.Architecture.Tests.Deployment;

/// <summary>What MSBuild would make of each program: the base image cannot be had on every machine, its settings can.</summary>
public sealed class ImageTests
{
    [Theory]
    [InlineData("SubjectRights", "gdpr/subject-rights")]
    [InlineData("Gateway", "gdpr/gateway")]
    public async Task An_image_has_no_shell_and_does_not_run_as_root(string project, string repository)
    {
        var made = await EvaluateAsync(project);
        var properties = made["Properties"]!;

        Assert.Equal(repository, properties["ContainerRepository"]!.GetValue<string>());
        Assert.Equal("noble-chiseled-extra", properties["ContainerFamily"]!.GetValue<string>());
        Assert.EndsWith("/dotnet/aspnet:10.0-noble-chiseled-extra", properties["ContainerBaseImage"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("1654", properties["ContainerUser"]!.GetValue<string>());
        Assert.Equal(properties["Version"]!.GetValue<string>(), properties["ContainerImageTag"]!.GetValue<string>());
        Assert.Equal("8080", Assert.Single(made["Items"]!["ContainerPort"]!.AsArray())!["Identity"]!.GetValue<string>());
        Assert.Contains(made["Items"]!["ContainerEnvironmentVariable"]!.AsArray(), v => v!["Identity"]!.GetValue<string>() == "Gdpr__DataFolder" && v["Value"]!.GetValue<string>() == "/data");
    }

    private static async Task<JsonNode> EvaluateAsync(string project)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "msbuild", Path.Combine(Repository.Source, project), "-nologo", "-t:ComputeContainerBaseImage", "-p:RuntimeIdentifier=linux-x64",
            "-getProperty:ContainerRepository,ContainerFamily,ContainerBaseImage,ContainerUser,ContainerImageTag,Version", "-getItem:ContainerPort,ContainerEnvironmentVariable",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        return JsonNode.Parse(output)!;
    }
}
