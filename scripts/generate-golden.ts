/** Writes `test/golden/roles.json` anew, after a change of what is granted. The diff is what a reviewer reads. */
import { writeFileSync } from 'node:fs';
import { INTEGRATION_MODES, rolesFor } from '../src/index.js';

const orgId = '12345678-1234-1234-1234-1234567890ab';
const regions = ['us-east-1', 'eu-west-1', 'us-gov-west-1', 'cn-north-1'];

const golden = Object.fromEntries(
  INTEGRATION_MODES.map((mode) => [
    mode,
    Object.fromEntries(
      regions.map((region) => [
        region,
        rolesFor(mode, { orgId, region }).map(({ name, policyDocument, managedPolicyArns }) => {
          return { name, policyDocument, managedPolicyArns };
        }),
      ]),
    ),
  ]),
);
writeFileSync('test/golden/roles.json', `${JSON.stringify(golden, undefined, 2)}\n`);
