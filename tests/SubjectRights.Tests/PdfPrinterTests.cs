using System.Text;
using Gdpr.Kernel;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.Testing;

namespace Gdpr.SubjectRights.Tests;

public sealed class PdfPrinterTests
{
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    [Fact]
    public async Task A_letter_is_printed_by_the_browser_that_is_installed()
    {
        var browser = Environment.GetEnvironmentVariable("GDPR_CHROMIUM") ?? Array.Find(Browsers, File.Exists);
        Assert.SkipWhen(browser is null, "No Chromium is installed: GDPR_CHROMIUM may name one");
        using var folder = new TempFolder();

        var pdf = await new PdfPrinter(new PdfSettings(browser, ["--no-sandbox"], folder.Combine("pdf"))).PrintAsync(
            Encoding.UTF8.GetBytes("<!doctype html><html lang=\"fr\"><head><title>Réponse</title></head><body><h1>Réponse</h1><p>Zyxomira</p></body></html>"), CancellationToken.None);

        Assert.True(pdf.AsSpan().StartsWith("%PDF-"u8));
        Assert.True(pdf.Length > 1000);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Combine("pdf")));
    }

    [Fact]
    public async Task What_the_browser_needed_on_disk_is_gone_whatever_it_did()
    {
        using var folder = new TempFolder();

        Assert.Equal("%PDF-1.7 stand-in", Encoding.UTF8.GetString(await PrinterOf(folder, "printf '%%PDF-1.7 stand-in' > \"$pdf\"").PrintAsync("<p>Zyxomira</p>"u8.ToArray(), CancellationToken.None)));
        foreach (var script in (string[])["exit 1", "printf 'no pdf' > \"$pdf\"", "exit 0"])
        {
            var refused = await Assert.ThrowsAsync<RuleViolation>(() => PrinterOf(folder, script).PrintAsync("<p>Zyxomira</p>"u8.ToArray(), CancellationToken.None));
            Assert.Equal("PDF_FAILED", refused.Error.Code);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Combine("pdf")));
    }

    [Fact]
    public async Task The_page_lies_in_a_folder_that_only_its_owner_can_open()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes of files are a thing of Unix");
        using var folder = new TempFolder();

        var said = await PrinterOf(folder, "printf '%%PDF-' > \"$pdf\"; stat -c %a \"$(dirname \"$pdf\")\" >> \"$pdf\"").PrintAsync("<p>x</p>"u8.ToArray(), CancellationToken.None);

        Assert.Equal("%PDF-700\n", Encoding.UTF8.GetString(said));
    }

    [Fact]
    public async Task A_browser_that_is_not_there_is_a_code()
    {
        using var folder = new TempFolder();
        var printer = new PdfPrinter(new PdfSettings(folder.Combine("nobody"), [], folder.Combine("pdf")));

        Assert.Equal("PDF_FAILED", (await Assert.ThrowsAsync<RuleViolation>(() => printer.PrintAsync([1], CancellationToken.None))).Error.Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Combine("pdf")));
    }

    // A stand-in for the browser that finds where the PDF is wanted, as the real one does.
    private static PdfPrinter PrinterOf(TempFolder folder, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script");
        var browser = folder.Combine($"browser-{Guid.NewGuid():N}");
        File.WriteAllText(browser, $"#!/bin/sh\nfor a in \"$@\"; do case \"$a\" in --print-to-pdf=*) pdf=\"${{a#--print-to-pdf=}}\";; esac; done\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }

        return new PdfPrinter(new PdfSettings(browser, [], folder.Combine("pdf")));
    }
}
