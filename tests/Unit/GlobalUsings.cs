global using AwsLoginAudit;
