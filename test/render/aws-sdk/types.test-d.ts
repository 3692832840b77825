import * as iam from '@aws-sdk/client-iam';
import * as lakeFormation from '@aws-sdk/client-lakeformation';
import { expectTypeOf, it } from 'vitest';
import { repair, type DriftReport } from '../../../src/drift/index.js';
import {
  sendAll,
  type AwsSdkInput,
  type BatchGrantPermissionsInput,
  type toAwsSdkInputs,
} from '../../../src/render/aws-sdk/index.js';

declare const inputs: ReturnType<typeof toAwsSdkInputs>;
declare const grants: BatchGrantPermissionsInput[];
declare const report: DriftReport;

it("sendAll accepts the SDK's clients, and its commands as a module or one by one", () => {
  const {
    CreateRoleCommand,
    AttachRolePolicyCommand,
    PutRolePolicyCommand,
    CreateInstanceProfileCommand,
    AddRoleToInstanceProfileCommand,
  } = iam;
  const commands = {
    CreateRoleCommand,
    AttachRolePolicyCommand,
    PutRolePolicyCommand,
    CreateInstanceProfileCommand,
    AddRoleToInstanceProfileCommand,
  };
  expectTypeOf(sendAll(new iam.IAMClient({}), iam, inputs)).toEqualTypeOf<Promise<unknown[]>>();
  void sendAll(new iam.IAM({}), commands, inputs as readonly AwsSdkInput[]);
  void sendAll(new iam.IAMClient({}), iam, repair(report)[0]?.calls ?? []);
  // @ts-expect-error the commands of most calls are missing
  void sendAll(new iam.IAMClient({}), { CreateRoleCommand }, inputs);
  // @ts-expect-error the command of a call is that of another one
  void sendAll(new iam.IAMClient({}), { ...commands, PutRolePolicyCommand: CreateRoleCommand }, inputs);
  // @ts-expect-error this is not a client
  void sendAll({}, iam, inputs);
});

it('the inputs of BatchGrantPermissions are assignable to those of @aws-sdk/client-lakeformation', () => {
  const client = new lakeFormation.LakeFormationClient({});
  const calls = grants.map((input) => ({ operation: 'BatchGrantPermissions' as const, input }));
  void sendAll(client, lakeFormation, calls);
  // @ts-expect-error IAM does not have the command
  void sendAll(client, iam, calls);
  expectTypeOf<BatchGrantPermissionsInput>().toExtend<lakeFormation.BatchGrantPermissionsCommandInput>();
});
