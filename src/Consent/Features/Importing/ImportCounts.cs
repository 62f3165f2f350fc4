namespace Gdpr.Consent.Features.Importing;

/// <summary>What became of the rows: every one is counted once.</summary>
internal sealed class ImportCounts
{
    private const int MostErrors = 1000;

    public long RowsRead { get; private set; }

    /// <summary>Consents with their proof.</summary>
    public long Consents { get; private set; }

    /// <summary>Consents that cannot be shown: kept as <c>NO_PROOF</c>, and no ground for anything.</summary>
    public long Unproven { get; private set; }

    public long Refusals { get; private set; }

    public long Bounces { get; private set; }

    public long Unchanged { get; private set; }

    /// <summary>Consents left out because the person has refused: only the person's own later act reopens.</summary>
    public long Suppressed { get; private set; }

    public long Rejected { get; private set; }

    public List<ImportFault> Errors { get; } = [];

    public void Read() => RowsRead++;

    public void Consent(bool proven)
    {
        Consents += proven ? 1 : 0;
        Unproven += proven ? 0 : 1;
    }

    public void Refusal(bool isBounce)
    {
        Bounces += isBounce ? 1 : 0;
        Refusals += isBounce ? 0 : 1;
    }

    public void Same() => Unchanged++;

    public void LeftOut(long row)
    {
        Suppressed++;
        Note(row, "decision", "REFUSED_EARLIER");
    }

    public void Reject(long row, RowRefused why)
    {
        Rejected++;
        Note(row, why.Column, why.Code);
    }

    /// <summary>Says what was read otherwise than it is written; the row is taken and counted where it belongs.</summary>
    public void Note(long row, string column, string code)
    {
        if (Errors.Count < MostErrors)
        {
            Errors.Add(new ImportFault(row, column, code));
        }
    }
}

/// <summary>Which row was left out, or taken otherwise than written, and why; never its value.</summary>
internal sealed record ImportFault(long Row, string Column, string Code);
