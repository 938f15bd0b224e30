using System.Text.Json;
using LocalAws.Http;
using LocalAws.Validation;

namespace LocalAws.Identity;

/// <summary>STS: says who calls. It needs no permission.</summary>
internal sealed class CallerService(ServerContext context)
{
    internal Service Wire { get; } = new()
    {
        SigningName = "sts",
        ActionPrefix = "sts",
        QueryVersion = "2011-06-15",
        XmlNamespace = "https://sts.amazonaws.com/doc/2011-06-15/",
        ValidationCode = "ValidationError",
        ResourcesOf = (_, _) => [],
        Operations = new Dictionary<string, (Shape, Operation)>(StringComparer.Ordinal)
        {
            ["GetCallerIdentity"] = ([], (_, response) =>
            {
                response.WriteStartObject();
                response.WriteString("UserId", context.Caller.UserId);
                response.WriteString("Account", context.Options.AccountId);
                response.WriteString("Arn", context.Caller.Arn);
                response.WriteEndObject();
            }
            ),
        },
    };
}
