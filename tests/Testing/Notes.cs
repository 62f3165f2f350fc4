namespace Gdpr.Testing;

/// <summary>What a run should say even when it passes, such as its seed: <c>./test.sh</c> shows it under the project.</summary>
public static class Notes
{
    private static readonly Lock One = new();

    public static void Write(string line)
    {
        lock (One)
        {
            if (Environment.GetEnvironmentVariable("GDPR_TEST_NOTES") is { Length: > 0 } file)
            {
                File.AppendAllText(file, line + Environment.NewLine);
            }
        }
    }
}
