import { describe, expect, it } from 'vitest';
import { placeholderRoles, splitPlaceholders } from '../../src/render/placeholders.js';

describe('splitPlaceholders', () => {
  it.each([
    ['a string without placeholders', 'a${b}', [{ literal: 'a${b}' }]],
    ['an empty string', '', []],
    ['a placeholder alone', '\uFDD0Region\uFDD1', [{ name: 'Region' }]],
    [
      'placeholders between text',
      'arn:\uFDD0Partition\uFDD1:\uFDD0Region\uFDD1:x',
      [{ literal: 'arn:' }, { name: 'Partition' }, { literal: ':' }, { name: 'Region' }, { literal: ':x' }],
    ],
  ])('splits %s into its parts', (_name, text, parts) => expect(splitPlaceholders(text)).toEqual(parts));
});

describe('placeholderRoles', () => {
  it('returns roles with placeholders that are known, and the options', () => {
    const { roles, options } = placeholderRoles('private-vpc', { scope: ['vpcId'], tags: { a: 'b' } });
    expect(roles.map(({ role }) => role)).toEqual(['UpsolverManagementRole', 'UpsolverServerRole']);
    expect(options).toEqual({ scope: ['vpcId'], tags: { a: 'b' } });
    const names = splitPlaceholders(JSON.stringify(roles)).flatMap((part) => ('name' in part ? [part.name] : []));
    expect([...new Set(names)].toSorted()).toEqual([
      'AccountId',
      'Ec2ServicePrincipal',
      'ExternalId',
      'NamePrefix',
      'NameSuffix',
      'OrganizationId',
      'Partition',
      'Path',
      'Region',
      'TrustedAccountId',
      'VpcId',
    ]);
  });

  it('includes every feature and what replaces one', () => {
    const { roles } = placeholderRoles('private-vpc', {});
    expect(roles[1]?.inlinePolicies[0]?.document.Statement.map(({ Sid }) => Sid)).toEqual([
      'upsolverBucketAccess',
      'listStreams',
      'upsolverManagedStream',
      'sendScalingMetrics',
      'listBuckets',
    ]);
  });
});
