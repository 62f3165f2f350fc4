using Gdpr.Testing.Processes;

namespace Gdpr.Testing.Servers;

internal static class DockerEngine
{
    private static readonly Lazy<Task<bool>> Answer = new(AskAsync);

    /// <summary>Whether an engine answers: the client alone is not enough.</summary>
    public static Task<bool> AnswersAsync() => Answer.Value;

    private static async Task<bool> AskAsync()
    {
        if (Executable.OnPath("docker") is not { } docker)
        {
            return false;
        }

        await using var info = ChildProcess.Start(new ChildCommand(docker, "info"));
        return await info.ExitedAsync(TimeSpan.FromSeconds(5)) && info.ExitCode == 0;
    }
}
