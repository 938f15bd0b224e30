using System.Net;
using System.Text.Json;

namespace LocalAws.Http;

/// <summary>Errors of a REST service.</summary>
internal static class RestAnswer
{
    /// <summary>An error that all services share, as a REST service has it.</summary>
    public static AwsException Of(AwsException error) => error.Code switch
    {
        "ThrottlingException" => new AwsException("TooManyRequestsException", error.Message, HttpStatusCode.TooManyRequests),
        "ExpiredTokenException" or "InvalidSignatureException" => new AwsException(error.Code, error.Message, HttpStatusCode.Forbidden),
        _ => error,
    };

    /// <summary>The models of Lambda's errors do not agree on how the message's member is written.</summary>
    public static byte[] Body(AwsException error) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Type"] = (int)error.Status >= 500 ? "Service" : "User",
        [error.Code is "ResourceNotFoundException" or "ServiceException" ? "Message" : "message"] = error.Message,
    });
}
