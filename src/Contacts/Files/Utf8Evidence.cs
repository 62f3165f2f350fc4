namespace Gdpr.Contacts.Files;

/// <summary>Counts, over pieces of a file, what is UTF-8 and what cannot be.</summary>
internal sealed class Utf8Evidence
{
    private int _need;
    private byte _low;
    private byte _high;
    private bool _latin;

    public long Valid { get; private set; }

    public long Invalid { get; private set; }

    /// <summary>Letters of French and its neighbours in UTF-8; the same bytes make no sense in one-byte encodings.</summary>
    public long LatinPairs { get; private set; }

    public void Step(byte b)
    {
        if (_need > 0 && b >= _low && b <= _high)
        {
            Continue();
            return;
        }

        if (_need > 0)
        {
            Invalid++;
        }

        (_need, _low, _high) = b switch
        {
            < 0x80 => (0, (byte)0, (byte)0),
            >= 0xC2 and <= 0xDF => (1, (byte)0x80, (byte)0xBF),
            0xE0 => (2, (byte)0xA0, (byte)0xBF),
            0xED => (2, (byte)0x80, (byte)0x9F),
            >= 0xE1 and <= 0xEF => (2, (byte)0x80, (byte)0xBF),
            0xF0 => (3, (byte)0x90, (byte)0xBF),
            >= 0xF1 and <= 0xF3 => (3, (byte)0x80, (byte)0xBF),
            0xF4 => (3, (byte)0x80, (byte)0x8F),
            _ => (-1, (byte)0, (byte)0),
        };
        _latin = b is 0xC2 or 0xC3;
        if (_need < 0)
        {
            Invalid++;
            _need = 0;
        }
    }

    /// <summary>A letter cut by the end of the file is broken; one cut by the end of a sample is not.</summary>
    public void End(bool whole)
    {
        Invalid += whole && _need > 0 ? 1 : 0;
        _need = 0;
    }

    private void Continue()
    {
        (_low, _high) = (0x80, 0xBF);
        if (--_need == 0)
        {
            Valid++;
            LatinPairs += _latin ? 1 : 0;
        }
    }
}
