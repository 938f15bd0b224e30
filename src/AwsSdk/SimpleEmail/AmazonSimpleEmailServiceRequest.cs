using Amazon.Runtime;

namespace Amazon.SimpleEmail;

/// <summary>A request to SES.</summary>
public class AmazonSimpleEmailServiceRequest : AmazonWebServiceRequest;
