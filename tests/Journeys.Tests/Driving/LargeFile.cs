using System.Globalization;
using System.Net;
using System.Text;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>A file far larger than what is wanted of it: each row drags a long remark along. It is made while it is sent.</summary>
internal sealed class LargeFile(int rows, int remark) : HttpContent
{
    public const string Mapping = """{"externalId":"id","familyName":"name","email":"mail","defaults":{"country":"FR","audience":"B2C","language":"fr","origin":"large"}}""";

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync("id;name;mail;remark\n"u8.ToArray());
        var rest = Encoding.ASCII.GetBytes(new string('x', remark) + "\n");
        for (var i = 1; i <= rows; i++)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{i};Name{i};large{i}@example.test;")));
            await stream.WriteAsync(rest);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
