import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG, type ActionCatalog } from '../../src/aws/actions/index.js';
import { buildRoles, type DeployableRole, type PolicyDocument } from '../../src/index.js';
import { reviewOf, toHtml, toMarkdown, type Review, type ReviewRole } from '../../src/review/index.js';
import { PARAMETERS } from '../upsolver/role-parameters.js';

/* What a review says of policies that people wrote, above all of statements that allow all but what they name. */

type Statement = PolicyDocument['Statement'][number];

const [ROLE] = buildRoles('upsolver-vpc', PARAMETERS) as [DeployableRole];

function reviewed(statements: readonly object[], catalog: ActionCatalog | null = ACTION_CATALOG): Review {
  const document: PolicyDocument = { Version: '2012-10-17', Statement: statements as Statement[] };
  const role = { ...ROLE, managedPolicyArns: [], inlinePolicies: [{ name: 'Own', document }] };
  return reviewOf([role], catalog === null ? {} : { catalog });
}

const roleOf = (...args: Parameters<typeof reviewed>): ReviewRole => reviewed(...args).roles[0]!;

const ALLOW = { Effect: 'Allow', Resource: '*' };
const ALL_BUT = { ...ALLOW, NotAction: ['iam:*', 's3:GetObject'] };
const ALL_BUT_RESOURCE = {
  Sid: 'Elsewhere',
  Effect: 'Allow',
  Action: 's3:GetObject',
  NotResource: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'],
};

const EVERY_ACTION = 'Allows every action except those listed, including actions that AWS adds later.';
const EVERY_RESOURCE = 'Applies to every resource except those listed, including resources created later.';

describe('a statement that allows all actions but some', () => {
  const role = roleOf([ALL_BUT]);
  const allowed = role.services.flatMap(({ actions }) => actions.map(({ action }) => action));

  it('is one permission, with what it does not allow and with a warning', () => {
    expect(role.permissions).toMatchObject([
      { action: '*', exceptActions: ['iam:*', 's3:GetObject'], service: '', statement: 0, warning: EVERY_ACTION },
    ]);
    expect(role.permissions[0]).not.toHaveProperty('reason');
    expect(role.permissions[0]).not.toHaveProperty('exceptResources');
  });

  it('counts every other action of the catalog, and all that the catalog does not have', () => {
    const names = Object.values(ACTION_CATALOG.services).flatMap(({ actions }) => actions.map(({ action }) => action));
    const others = names.filter((name) => !name.startsWith('iam:') && name !== 's3:GetObject');
    expect(new Set(allowed)).toEqual(new Set([...others, '*']));
    expect(role.permissions[0]!.covers).toBe(others.length);
    // Whatever the catalog does not have, nothing is worse.
    expect(role.permissions[0]!.level).toBe('Permissions management');
  });

  it('has an unknown level if it may include a worse one than those of the catalog', () => {
    const { pricing } = ACTION_CATALOG.services;
    for (const catalog of [null, { ...ACTION_CATALOG, services: { pricing: pricing! } }]) {
      const { permissions } = roleOf([ALL_BUT], catalog);
      expect(permissions).toMatchObject([{ action: '*', exceptActions: ALL_BUT.NotAction }]);
      expect(permissions[0]).not.toHaveProperty('level');
    }
  });

  it('covers nothing if it excludes everything, and is shown nevertheless', () => {
    const { permissions, services } = roleOf([{ ...ALLOW, NotAction: '*' }]);
    expect(services).toEqual([]);
    expect(permissions).toMatchObject([{ action: '*', exceptActions: ['*'], covers: 0 }]);
  });
});

describe('a statement for all resources but some', () => {
  it('is a permission with what it excludes, and with a warning', () => {
    expect(roleOf([ALL_BUT_RESOURCE]).permissions).toEqual([
      {
        action: 's3:GetObject',
        exceptResources: ALL_BUT_RESOURCE.NotResource,
        service: 's3',
        level: 'Read',
        covers: 1,
        reason: expect.objectContaining({}) as unknown,
        policy: 'Own',
        statement: 0,
        sid: 'Elsewhere',
        warning: EVERY_RESOURCE,
      },
    ]);
    const both = { Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::a' };
    expect(roleOf([both]).permissions[0]!.warning).toBe(`${EVERY_ACTION} ${EVERY_RESOURCE}`);
  });

  it('is no permission if it denies', () => {
    const { permissions, services, policies } = roleOf([{ ...ALL_BUT, Effect: 'Deny' }]);
    expect({ permissions, services }).toEqual({ permissions: [], services: [] });
    expect(policies[0]!.statements).toMatchObject([{ effect: 'Deny', exceptActions: true }]);
  });
});

describe('a pattern of actions', () => {
  it('covers the actions of its service, and those that the catalog does not have without a level', () => {
    const [some, none, any, unknown] = roleOf([
      { ...ALLOW, Action: ['s3:GetObject*', 's3:Nothing*', '*:GetObject', 'nothing:*'] },
    ]).permissions;
    expect(some).toMatchObject({ level: 'Read', service: 's3' });
    expect(some!.covers).toBeGreaterThan(5);
    expect(none).toMatchObject({ covers: 0 });
    expect(none).not.toHaveProperty('level');
    // GetObject of a service that the catalog does not have may do anything.
    expect(any!.covers).toBe(1);
    expect(any).not.toHaveProperty('level');
    expect(unknown).toMatchObject({ action: 'nothing:*', covers: 0 });
  });

  it('is named once for each service, in the spelling of AWS', () => {
    const { services } = roleOf([
      { ...ALLOW, Action: ['S3:getobject', 's3:GetObject'] },
      { ...ALLOW, Action: 's3:GetObject' },
    ]);
    expect(services).toEqual([{ service: 's3', actions: [{ action: 's3:GetObject', level: 'Read' }] }]);
  });
});

describe.each([
  ['HTML', toHtml],
  ['Markdown', toMarkdown],
])('the %s of a review with open statements', (format, render) => {
  const review = reviewed([ALL_BUT, ALL_BUT_RESOURCE, { ...ALLOW, Sid: '', Action: 'ec2:CopyImage' }]);
  const text = render(review)
    .replace(/<style>[^]*<\/style>|<[^>]*>|\*\*|`/g, ' ')
    .replace(/\s+/g, ' ');

  it('begins with the number of permissions for all but what the policy names', () => {
    const verdict = text.slice(0, 1500);
    expect(verdict).toContain('2 permissions for all but what the policy names.');
    expect(verdict.indexOf('UpsolverRole : 2 permissions')).toBeLessThan(verdict.indexOf('The role has'));
  });

  it('says of the permission what it does not allow, and warns', () => {
    expect(text).toMatch(/[Ee]verything but iam:\\?\* ,? ?s3:GetObject/);
    expect(text).toMatch(/s3:GetObject on all resources but arn:aws:s3:::a\/\\?\* ,? ?arn:aws:s3:::b\/\\?\*/);
    expect(text).toContain(EVERY_ACTION);
    expect(text).toContain(EVERY_RESOURCE);
  });

  it('says of the statement that it is about all but what it names', () => {
    if (format === 'HTML') {
      expect(text).toContain('statement 0 all but 2 actions, all resources, no condition');
      expect(text).toContain('All actions but');
      expect(text).toContain('Elsewhere 1 action, all but 2 ARN patterns, no condition');
      expect(text).toContain('All resources but');
    } else {
      expect(text).toContain('| 0 | Allow | all but iam:* , s3:GetObject | * | - |');
      expect(text).toContain('| Elsewhere | Allow | s3:GetObject | all but arn:aws:s3:::a/* , arn:aws:s3:::b/* | - |');
    }
  });

  it('has no purpose for what Upsolver does not document', () => {
    expect(review.roles[0]!.permissions.find(({ action }) => action === 'ec2:CopyImage')).not.toHaveProperty('reason');
    if (format === 'HTML') {
      expect(text).toContain("Upsolver's documentation does not have a purpose for these.");
      expect(text).toContain('Own permissions 3 2 without a documented purpose');
    } else expect(text).toContain('| ec2:CopyImage | Write | - | - |');
  });
});
