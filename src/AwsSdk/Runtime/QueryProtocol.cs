using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.StandIn;

/// <summary>AWS Query: the operation and its members are form fields, the answer is XML.</summary>
/// <param name="service">The service.</param>
/// <param name="errors">Its typed exceptions, by the code that stands in an answer.</param>
internal sealed class QueryProtocol(ServiceDescription service, ErrorTable errors) : Protocol(service, errors)
{
    private static readonly XmlReaderSettings Untrusting = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    public override TResponse Read<TResponse>(ReadOnlySpan<byte> body)
    {
        // A proxy's page, say, is no answer.
        var answer = Load(body);
        if (answer.Name.LocalName != typeof(TResponse).Name)
            throw new XmlException($"{answer.Name.LocalName} is not {typeof(TResponse).Name}.");

        // Operations that return nothing have an answer of metadata alone.
        var result = answer.Elements().FirstOrDefault(static e => e.Name.LocalName.EndsWith("Result", StringComparison.Ordinal));
        return result is null ? new TResponse() : (TResponse)QueryModel.Read(result, typeof(TResponse));
    }

    protected override void Write(IRequest request, string operation, object input, Type type)
    {
        request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
        request.Parameters["Action"] = operation;
        request.Parameters["Version"] = Service.ApiVersion;
        QueryModel.Write(request.Parameters, input);
    }

    protected override ErrorAnswer ReadError(ReadOnlySpan<byte> body, IWebResponseData response)
    {
        try
        {
            var error = Load(body).Descendants().FirstOrDefault(e => e.Name.LocalName == "Error");
            string? Say(string name) => error?.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
            ErrorType? fault = Say("Type") switch
            {
                "Sender" => ErrorType.Sender,
                "Receiver" => ErrorType.Receiver,
                _ => null,
            };
            return new(Say("Code"), null, fault, Say("Message"));
        }
        catch (XmlException)
        {
            // A proxy's HTML page, say.
            return default;
        }
    }

    private static XElement Load(ReadOnlySpan<byte> body)
    {
        using var stream = new MemoryStream(body.ToArray(), writable: false);
        using var reader = XmlReader.Create(stream, Untrusting);
        return XElement.Load(reader);
    }
}
