/** Calls to AWS IAM that create Upsolver's roles: inputs for the AWS SDK, and a script for the AWS CLI. */
export { toAwsSdkInputs, toCreateRoleInput, type AwsSdkInput } from './inputs.js';
export { toAwsCliScript } from './script.js';
