using System.Diagnostics;
using System.Security.Cryptography;
using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>Where the browser is: <c>Gdpr:Pdf:Browser</c>; <c>Gdpr:Pdf:Arguments</c> adds what a container needs (<c>--no-sandbox</c>).</summary>
internal sealed record PdfSettings(string? Browser, IReadOnlyList<string> Arguments, string Folder)
{
    public static PdfSettings Read(IConfiguration configuration, GdprSettings settings) => new(
        configuration["Gdpr:Pdf:Browser"] is { Length: > 0 } browser ? browser : null,
        configuration.GetSection("Gdpr:Pdf:Arguments").Get<string[]>() ?? [],
        Path.Combine(settings.DataFolder, "pdf"));
}

/// <summary>
/// Prints a letter with a headless browser that reaches no network. What it must write to disk lies in a folder of this
/// process's user alone and is overwritten before it is deleted.
/// </summary>
internal sealed class PdfPrinter(PdfSettings settings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _oneAtATime = new(1);

    public bool IsConfigured => settings.Browser is not null;

    public async Task<byte[]> PrintAsync(byte[] html, CancellationToken ct)
    {
        if (settings.Browser is not { } browser)
        {
            throw new RuleViolation(SubjectRightsErrors.PdfNotConfigured);
        }

        await _oneAtATime.WaitAsync(ct);
        var folder = NewFolder();
        try
        {
            return await PrintAsync(browser, folder, html, ct);
        }
        finally
        {
            Shred(folder);
            _oneAtATime.Release();
        }
    }

    private async Task<byte[]> PrintAsync(string browser, string folder, byte[] html, CancellationToken ct)
    {
        var (page, pdf) = (Path.Combine(folder, "letter.html"), Path.Combine(folder, "letter.pdf"));
        await File.WriteAllBytesAsync(page, html, ct);
        var start = new ProcessStartInfo(browser) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        string[] arguments =
        [
            "--headless", "--disable-gpu", "--disable-extensions", "--disable-background-networking", "--disable-sync", "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND", $"--user-data-dir={Path.Combine(folder, "profile")}", "--no-pdf-header-footer",
            .. settings.Arguments, $"--print-to-pdf={pdf}", new Uri(page).AbsoluteUri,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        await RunAsync(start, ct);
        return File.Exists(pdf) && await File.ReadAllBytesAsync(pdf, ct) is { Length: > 0 } printed && printed.AsSpan().StartsWith("%PDF-"u8)
            ? printed
            : throw new RuleViolation(SubjectRightsErrors.PdfFailed);
    }

    // Its output may quote the letter: it is read so that the browser does not wait, and dropped.
    private static async Task RunAsync(ProcessStartInfo start, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        using var process = Launch(start);
        try
        {
            await Task.WhenAll(
                process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, limit.Token),
                process.StandardError.BaseStream.CopyToAsync(Stream.Null, limit.Token),
                process.WaitForExitAsync(limit.Token));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new RuleViolation(SubjectRightsErrors.PdfFailed);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static Process Launch(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new RuleViolation(SubjectRightsErrors.PdfFailed);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new RuleViolation(SubjectRightsErrors.PdfFailed);
        }
    }

    private string NewFolder()
    {
        var folder = Path.Combine(settings.Folder, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return folder;
    }

    private static void Shred(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => File.ResolveLinkTarget(f, false) is null))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
            stream.Write(new byte[stream.Length]);
            stream.Flush(flushToDisk: true);
        }

        Directory.Delete(folder, recursive: true);
    }
}
