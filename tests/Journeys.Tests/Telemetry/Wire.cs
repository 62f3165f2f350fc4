using Google.Protobuf;

namespace Gdpr.Journeys.Tests.Telemetry;

/// <summary>Reads a protobuf message as numbered fields: the few numbers of OTLP that matter here stand where they are used.</summary>
internal sealed class Wire
{
    private readonly List<(int Field, ByteString Bytes)> _parts = [];

    private Wire(ByteString bytes)
    {
        var input = bytes.CreateCodedInput();
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                _parts.Add((WireFormat.GetTagFieldNumber(tag), input.ReadBytes()));
            }
            else
            {
                input.SkipLastField();
            }
        }
    }

    public static Wire Of(byte[] bytes) => new(ByteString.CopyFrom(bytes));

    public IEnumerable<Wire> Each(int field) => _parts.Where(p => p.Field == field).Select(p => new Wire(p.Bytes));

    public string Text(int field) => _parts.Find(p => p.Field == field).Bytes?.ToStringUtf8() ?? string.Empty;

    public string Hex(int field) => Convert.ToHexStringLower(_parts.Find(p => p.Field == field).Bytes?.ToByteArray() ?? []);

    /// <summary>Key-value pairs of a field; of a value only its text is kept.</summary>
    public IReadOnlyDictionary<string, string> Attributes(int field) =>
        Each(field).GroupBy(a => a.Text(1)).ToDictionary(a => a.Key, a => a.First().Each(2).FirstOrDefault()?.Text(1) ?? string.Empty, StringComparer.Ordinal);
}
