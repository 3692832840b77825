import { describe, expect, it } from 'vitest';
import { buildRoles, INTEGRATION_MODES } from '../../../src/index.js';
import { issuesOf } from '../../issues-of.js';
import { ACCOUNT, FULL_SCOPE, having } from '../role-parameters.js';

describe('the quotas of IAM', () => {
  it('hold for roles with every option at its greatest length, apart from data access', () => {
    const longest = 'x'.repeat(21);
    const parameters = having({
      region: 'ap-southeast-1',
      orgId: 'a'.repeat(39),
      scope: {
        ...FULL_SCOPE,
        region: 'ap-southeast-1',
        passRoles: [`/${'p'.repeat(510)}/${longest}UpsolverServerRole${longest}`],
        instanceProfiles: [`/${'p'.repeat(510)}/${longest}UpsolverServerRole${longest}`],
      },
      features: { athenaTables: false },
      namePrefix: longest,
      nameSuffix: longest,
      path: `/${'p'.repeat(510)}/`,
      externalId: 'e'.repeat(1224),
    });
    for (const mode of INTEGRATION_MODES) {
      // A role can have ten managed policies. Source: IAM User Guide, "IAM and AWS STS quotas".
      for (const { managedPolicyArns } of buildRoles(mode, parameters))
        expect(managedPolicyArns.length).toBeLessThanOrEqual(10);
    }
  });

  it('are named in the error, with how far they are exceeded', () => {
    const dataAccess = Array.from({ length: 100 }, (_, n) => ({
      service: 's3' as const,
      bucket: `acme-events-of-team-number-${n}`,
    }));
    const [issue, ...rest] = issuesOf(() => buildRoles('private-vpc', having({ dataAccess })));
    expect(rest).toEqual([]);
    expect(issue).toMatchObject({ code: 'over_quota', path: ['dataAccess'], hint: 'the quota is 10,240' });
    expect(issue?.message).toMatch(
      /^the inline policies of UpsolverServerRole would have \d{2},\d{3} characters, \d,\d{3} too many$/,
    );
    const passRoles = Array.from({ length: 300 }, (_, n) => `role-of-team-number-${n}`);
    expect(
      issuesOf(() => buildRoles('private-vpc', having({ scope: { accountId: ACCOUNT, passRoles } }))),
    ).toMatchObject([{ code: 'over_quota', path: ['scope'] }]);
    const externalId = Array.from({ length: 3 }, (_, n) => `${n}${'e'.repeat(700)}`);
    const issues = issuesOf(() => buildRoles('private-vpc', having({ externalId })));
    expect(issues).toEqual([
      {
        code: 'over_quota',
        path: ['externalId'],
        message: 'the trust policy of UpsolverManagementRole would have 2,327 characters, 279 too many',
        hint: 'the quota is 2,048',
      },
    ]);
  });
});
