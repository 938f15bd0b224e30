using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.StandIn;

/// <summary>The protocol AWS Query: the operation and its parameters are form fields, and the response is XML.</summary>
/// <param name="service">The service.</param>
/// <param name="errors">The typed exceptions of the service, by the code in a response.</param>
internal sealed class QueryProtocol(ServiceDescription service, ErrorTable errors) : Protocol(service, errors)
{
    private static readonly XmlReaderSettings Untrusting = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    public override TResponse Read<TResponse>(ReadOnlySpan<byte> body)
    {
        // The body can be the page of a proxy instead of a response.
        var answer = Load(body);
        if (answer.Name.LocalName != typeof(TResponse).Name)
            throw new XmlException($"The response is {answer.Name.LocalName} instead of {typeof(TResponse).Name}.");

        // The response of an operation without return values contains only metadata.
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
            // The body can be the HTML page of a proxy.
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
