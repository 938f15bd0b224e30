using Amazon.Lambda.Model;
using Amazon.Runtime;
using Amazon.StandIn;

namespace Amazon.Lambda;

/// <summary>
/// A client of Lambda for the management of functions. The service's errors are <see cref="AmazonLambdaException"/>s; some errors have their own type.
/// The client retries throttled calls, server errors and broken connections before it throws an exception.
/// </summary>
/// <param name="credentials">The credentials of the caller.</param>
/// <param name="clientConfig">The Region or endpoint, the retries and the timeouts.</param>
public sealed class AmazonLambdaClient(AWSCredentials credentials, AmazonLambdaConfig clientConfig)
    : ServiceClient(credentials, clientConfig, Wire)
{
    internal static readonly ServiceDescription Service = new("Lambda", "2015-03-31", "lambda", new RegionalEndpoints("lambda", govFips: "lambda-fips", govFipsDualStack: "lambda-fips"));

    internal static readonly Dictionary<Type, Route> Routes = new()
    {
        [typeof(AddPermissionRequest)] = new("POST", "/2015-03-31/functions/{FunctionName}/policy"),
        [typeof(CreateFunctionRequest)] = new("POST", "/2015-03-31/functions"),
        [typeof(DeleteFunctionRequest)] = new("DELETE", "/2015-03-31/functions/{FunctionName}"),
        [typeof(DeleteFunctionConcurrencyRequest)] = new("DELETE", "/2017-10-31/functions/{FunctionName}/concurrency"),
        [typeof(GetAccountSettingsRequest)] = new("GET", "/2016-08-19/account-settings"),
        [typeof(GetFunctionRequest)] = new("GET", "/2015-03-31/functions/{FunctionName}"),
        [typeof(GetPolicyRequest)] = new("GET", "/2015-03-31/functions/{FunctionName}/policy"),
        [typeof(PutFunctionConcurrencyRequest)] = new("PUT", "/2017-10-31/functions/{FunctionName}/concurrency"),
        [typeof(RemovePermissionRequest)] = new("DELETE", "/2015-03-31/functions/{FunctionName}/policy/{StatementId}"),
        [typeof(TagResourceRequest)] = new("POST", "/2017-03-31/tags/{Resource}"),
        [typeof(UpdateFunctionCodeRequest)] = new("PUT", "/2015-03-31/functions/{FunctionName}/code"),
        [typeof(UpdateFunctionConfigurationRequest)] = new("PUT", "/2015-03-31/functions/{FunctionName}/configuration"),
    };

    // The errors that the model of the service lists for these operations, if the methods of this class can cause them.
    private static readonly ErrorTable Errors = new(static e => new AmazonLambdaException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status))
    {
        ["CodeStorageExceededException"] = static e => new Model.CodeStorageExceededException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InvalidParameterValueException"] = static e => new Model.InvalidParameterValueException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["PolicyLengthExceededException"] = static e => new Model.PolicyLengthExceededException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ResourceConflictException"] = static e => new Model.ResourceConflictException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ResourceNotFoundException"] = static e => new Model.ResourceNotFoundException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ServiceException"] = static e => new Model.ServiceException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["TooManyRequestsException"] = static e => new Model.TooManyRequestsException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
    };

    private static readonly RestJsonProtocol Wire = new(Service, Errors, Routes, JsonModel.PascalCaseSeconds);

    /// <summary>Allows a service to invoke a function, by adding a statement to the policy of the function.</summary>
    /// <exception cref="Model.InvalidParameterValueException"/>
    /// <exception cref="Model.ResourceConflictException"/>
    /// <exception cref="Model.ServiceException"/>
    /// <exception cref="Model.TooManyRequestsException"/>
    /// <exception cref="Model.PolicyLengthExceededException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    public Task<AddPermissionResponse> AddPermissionAsync(AddPermissionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<AddPermissionResponse>(request, cancellationToken);

    /// <summary>Creates a function. The function cannot be invoked or changed until its State is Active.</summary>
    /// <exception cref="Model.InvalidParameterValueException"/>
    /// <exception cref="Model.ResourceConflictException"/>
    /// <exception cref="Model.ServiceException"/>
    /// <exception cref="Model.TooManyRequestsException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.CodeStorageExceededException"/>
    public Task<CreateFunctionResponse> CreateFunctionAsync(CreateFunctionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateFunctionResponse>(request, cancellationToken);

    /// <summary>Deletes a function and all its versions.</summary>
    /// <exception cref="Model.InvalidParameterValueException"/>
    /// <exception cref="Model.ResourceConflictException"/>
    /// <exception cref="Model.ServiceException"/>
    /// <exception cref="Model.TooManyRequestsException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    public Task<DeleteFunctionResponse> DeleteFunctionAsync(DeleteFunctionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteFunctionResponse>(request, cancellationToken);

    /// <summary>Removes the reserved concurrency of a function.</summary>
    /// <exception cref="Model.InvalidParameterValueException"/>
    /// <exception cref="Model.ResourceConflictException"/>
    /// <exception cref="Model.ServiceException"/>
    /// <exception cref="Model.TooManyRequestsException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    public Task<DeleteFunctionConcurrencyResponse> DeleteFunctionConcurrencyAsync(DeleteFunctionConcurrencyRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteFunctionConcurrencyResponse>(request, cancellationToken);

    /// <summary>Reads the quotas of the account in the Region.</summary>
    /// <exception cref="Model.ServiceException"/>
    /// <exception cref="Model.TooManyRequestsException"/>
    public Task<GetAccountSettingsResponse> GetAccountSettingsAsync(GetAccountSettingsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetAccountSettingsResponse>(request, cancellationToken);

    /// <summary>Reads a function.</summary>
    /// <exception cref="Model.InvalidParameterValueException"/>
    /// <exception cref="Model.ServiceException"/>
    /// <exception cref="Model.TooManyRequestsException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    public Task<GetFunctionResponse> GetFunctionAsync(GetFunctionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetFunctionResponse>(request, cancellationToken);

    /// <summary>Reads the policy of a function, which lists who can invoke the function.</summary>
    /// <exception cref="Model.InvalidParameterValueException"/>
    /// <exception cref="Model.ServiceException"/>
    /// <exception cref="Model.TooManyRequestsException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    public Task<GetPolicyResponse> GetPolicyAsync(GetPolicyRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetPolicyResponse>(request, cancellationToken);

    /// <summary>Reserves concurrency for a function. The reserved concurrency is also the maximum concurrency of the function.</summary>
    /// <exception cref="Model.InvalidParameterValueException"/>
    /// <exception cref="Model.ResourceConflictException"/>
    /// <exception cref="Model.ServiceException"/>
    /// <exception cref="Model.TooManyRequestsException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    public Task<PutFunctionConcurrencyResponse> PutFunctionConcurrencyAsync(PutFunctionConcurrencyRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutFunctionConcurrencyResponse>(request, cancellationToken);

    /// <summary>Removes a statement from the policy of a function.</summary>
    /// <exception cref="Model.InvalidParameterValueException"/>
    /// <exception cref="Model.ServiceException"/>
    /// <exception cref="Model.TooManyRequestsException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    public Task<RemovePermissionResponse> RemovePermissionAsync(RemovePermissionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<RemovePermissionResponse>(request, cancellationToken);

    /// <summary>Adds tags to a function, or changes their values.</summary>
    /// <exception cref="Model.InvalidParameterValueException"/>
    /// <exception cref="Model.ResourceConflictException"/>
    /// <exception cref="Model.ServiceException"/>
    /// <exception cref="Model.TooManyRequestsException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    public Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<TagResourceResponse>(request, cancellationToken);

    /// <summary>Replaces the code of a function. The function cannot be changed again until its LastUpdateStatus is Successful.</summary>
    /// <exception cref="Model.InvalidParameterValueException"/>
    /// <exception cref="Model.ResourceConflictException"/>
    /// <exception cref="Model.ServiceException"/>
    /// <exception cref="Model.TooManyRequestsException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    /// <exception cref="Model.CodeStorageExceededException"/>
    public Task<UpdateFunctionCodeResponse> UpdateFunctionCodeAsync(UpdateFunctionCodeRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<UpdateFunctionCodeResponse>(request, cancellationToken);

    /// <summary>Changes the configuration of a function. Properties that are null do not change. The function cannot be changed again until its LastUpdateStatus is Successful.</summary>
    /// <exception cref="Model.InvalidParameterValueException"/>
    /// <exception cref="Model.ResourceConflictException"/>
    /// <exception cref="Model.ServiceException"/>
    /// <exception cref="Model.TooManyRequestsException"/>
    /// <exception cref="Model.ResourceNotFoundException"/>
    public Task<UpdateFunctionConfigurationResponse> UpdateFunctionConfigurationAsync(UpdateFunctionConfigurationRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<UpdateFunctionConfigurationResponse>(request, cancellationToken);
}
