using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.StandIn;

namespace Amazon.IdentityManagement;

/// <summary>
/// A client of IAM for roles, instance profiles and their permissions. The service's errors are <see cref="AmazonIdentityManagementServiceException"/>s; some errors have their own type.
/// The client retries throttled calls, server errors and broken connections before it throws an exception.
/// </summary>
/// <param name="credentials">The credentials of the caller.</param>
/// <param name="clientConfig">The Region or endpoint, the retries and the timeouts.</param>
public sealed class AmazonIdentityManagementServiceClient(AWSCredentials credentials, AmazonIdentityManagementServiceConfig clientConfig)
    : ServiceClient(credentials, clientConfig, Wire)
{
    internal static readonly ServiceDescription Service = new("IAM", "2010-05-08", "iam", new IamEndpoints());

    // As in the published SDK, only the errors that the model of the service lists for these operations have types.
    private static readonly ErrorTable Errors = new(static e => new AmazonIdentityManagementServiceException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status))
    {
        ["ConcurrentModification"] = static e => new Model.ConcurrentModificationException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["DeleteConflict"] = static e => new Model.DeleteConflictException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["EntityAlreadyExists"] = static e => new Model.EntityAlreadyExistsException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["InvalidInput"] = static e => new Model.InvalidInputException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["LimitExceeded"] = static e => new Model.LimitExceededException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["MalformedPolicyDocument"] = static e => new Model.MalformedPolicyDocumentException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["NoSuchEntity"] = static e => new Model.NoSuchEntityException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["PolicyEvaluation"] = static e => new Model.PolicyEvaluationException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["PolicyNotAttachable"] = static e => new Model.PolicyNotAttachableException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["ServiceFailure"] = static e => new Model.ServiceFailureException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
        ["UnmodifiableEntity"] = static e => new Model.UnmodifiableEntityException(e.Message, e.Inner, e.Type, e.Code, e.RequestId, e.Status),
    };

    private static readonly QueryProtocol Wire = new(Service, Errors);

    /// <summary>Adds a role to an instance profile. An instance profile can have at most one role.</summary>
    /// <exception cref="Model.NoSuchEntityException"/>
    /// <exception cref="Model.EntityAlreadyExistsException"/>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.UnmodifiableEntityException"/>
    /// <exception cref="Model.ServiceFailureException"/>
    public Task<AddRoleToInstanceProfileResponse> AddRoleToInstanceProfileAsync(AddRoleToInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<AddRoleToInstanceProfileResponse>(request, cancellationToken);

    /// <summary>Attaches a managed policy to a role. Attaching the same policy again changes nothing.</summary>
    /// <exception cref="Model.NoSuchEntityException"/>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.InvalidInputException"/>
    /// <exception cref="Model.UnmodifiableEntityException"/>
    /// <exception cref="Model.PolicyNotAttachableException"/>
    /// <exception cref="Model.ServiceFailureException"/>
    public Task<AttachRolePolicyResponse> AttachRolePolicyAsync(AttachRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<AttachRolePolicyResponse>(request, cancellationToken);

    /// <summary>Creates an instance profile without a role.</summary>
    /// <exception cref="Model.EntityAlreadyExistsException"/>
    /// <exception cref="Model.InvalidInputException"/>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.ConcurrentModificationException"/>
    /// <exception cref="Model.ServiceFailureException"/>
    public Task<CreateInstanceProfileResponse> CreateInstanceProfileAsync(CreateInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateInstanceProfileResponse>(request, cancellationToken);

    /// <summary>Creates a role.</summary>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.InvalidInputException"/>
    /// <exception cref="Model.EntityAlreadyExistsException"/>
    /// <exception cref="Model.MalformedPolicyDocumentException"/>
    /// <exception cref="Model.ConcurrentModificationException"/>
    /// <exception cref="Model.ServiceFailureException"/>
    public Task<CreateRoleResponse> CreateRoleAsync(CreateRoleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateRoleResponse>(request, cancellationToken);

    /// <summary>Deletes a role that has neither policies nor instance profiles.</summary>
    /// <exception cref="Model.NoSuchEntityException"/>
    /// <exception cref="Model.DeleteConflictException"/>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.UnmodifiableEntityException"/>
    /// <exception cref="Model.ConcurrentModificationException"/>
    /// <exception cref="Model.ServiceFailureException"/>
    public Task<DeleteRoleResponse> DeleteRoleAsync(DeleteRoleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteRoleResponse>(request, cancellationToken);

    /// <summary>Deletes an inline policy of a role.</summary>
    /// <exception cref="Model.NoSuchEntityException"/>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.UnmodifiableEntityException"/>
    /// <exception cref="Model.ServiceFailureException"/>
    public Task<DeleteRolePolicyResponse> DeleteRolePolicyAsync(DeleteRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteRolePolicyResponse>(request, cancellationToken);

    /// <summary>Reads an instance profile and its role.</summary>
    /// <exception cref="Model.NoSuchEntityException"/>
    /// <exception cref="Model.ServiceFailureException"/>
    public Task<GetInstanceProfileResponse> GetInstanceProfileAsync(GetInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetInstanceProfileResponse>(request, cancellationToken);

    /// <summary>Reads a role.</summary>
    /// <exception cref="Model.NoSuchEntityException"/>
    /// <exception cref="Model.ServiceFailureException"/>
    public Task<GetRoleResponse> GetRoleAsync(GetRoleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetRoleResponse>(request, cancellationToken);

    /// <summary>Reads an inline policy of a role.</summary>
    /// <exception cref="Model.NoSuchEntityException"/>
    /// <exception cref="Model.ServiceFailureException"/>
    public Task<GetRolePolicyResponse> GetRolePolicyAsync(GetRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetRolePolicyResponse>(request, cancellationToken);

    /// <summary>Lists the managed policies attached to a role, one page per call.</summary>
    /// <exception cref="Model.NoSuchEntityException"/>
    /// <exception cref="Model.InvalidInputException"/>
    /// <exception cref="Model.ServiceFailureException"/>
    public Task<ListAttachedRolePoliciesResponse> ListAttachedRolePoliciesAsync(ListAttachedRolePoliciesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListAttachedRolePoliciesResponse>(request, cancellationToken);

    /// <summary>Lists the names of a role's inline policies, one page per call.</summary>
    /// <exception cref="Model.NoSuchEntityException"/>
    /// <exception cref="Model.ServiceFailureException"/>
    public Task<ListRolePoliciesResponse> ListRolePoliciesAsync(ListRolePoliciesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListRolePoliciesResponse>(request, cancellationToken);

    /// <summary>Creates or replaces an inline policy of a role.</summary>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.MalformedPolicyDocumentException"/>
    /// <exception cref="Model.NoSuchEntityException"/>
    /// <exception cref="Model.UnmodifiableEntityException"/>
    /// <exception cref="Model.ServiceFailureException"/>
    public Task<PutRolePolicyResponse> PutRolePolicyAsync(PutRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutRolePolicyResponse>(request, cancellationToken);

    /// <summary>Simulates which actions the policies of a user, group or role allow, one page per call.</summary>
    /// <exception cref="Model.NoSuchEntityException"/>
    /// <exception cref="Model.InvalidInputException"/>
    /// <exception cref="Model.PolicyEvaluationException"/>
    public Task<SimulatePrincipalPolicyResponse> SimulatePrincipalPolicyAsync(SimulatePrincipalPolicyRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<SimulatePrincipalPolicyResponse>(request, cancellationToken);

    /// <summary>Adds tags to a role, or changes their values.</summary>
    /// <exception cref="Model.NoSuchEntityException"/>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.InvalidInputException"/>
    /// <exception cref="Model.ConcurrentModificationException"/>
    /// <exception cref="Model.ServiceFailureException"/>
    public Task<TagRoleResponse> TagRoleAsync(TagRoleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<TagRoleResponse>(request, cancellationToken);

    /// <summary>Replaces the trust policy of a role.</summary>
    /// <exception cref="Model.NoSuchEntityException"/>
    /// <exception cref="Model.MalformedPolicyDocumentException"/>
    /// <exception cref="Model.LimitExceededException"/>
    /// <exception cref="Model.UnmodifiableEntityException"/>
    /// <exception cref="Model.ServiceFailureException"/>
    public Task<UpdateAssumeRolePolicyResponse> UpdateAssumeRolePolicyAsync(UpdateAssumeRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<UpdateAssumeRolePolicyResponse>(request, cancellationToken);
}
