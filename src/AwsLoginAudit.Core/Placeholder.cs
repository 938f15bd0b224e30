namespace AwsLoginAudit; internal static class Placeholder;
