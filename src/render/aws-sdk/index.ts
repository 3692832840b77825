/** Calls to AWS that create Upsolver's roles: inputs for the AWS SDK, and scripts for the AWS CLI. */
export { toAwsSdkInputs, toCreateRoleInput, type AwsSdkInput } from './inputs.js';
export type { BatchPermissionsEntry, LakeFormationResourceInput } from '../lake-formation.js';
export {
  toBatchGrantPermissionsInputs,
  toLakeFormationScript,
  type BatchGrantPermissionsInput,
} from './lake-formation.js';
export { sendAll, type AwsSdkCall, type AwsSdkClient, type AwsSdkCommands } from './send-all.js';
export { toAwsCliScript } from './script.js';
