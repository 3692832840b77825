import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG, findAction, requestTargets } from '../../src/aws/actions/index.js';
import { checkRoles, type Finding } from '../../src/drift/index.js';
import { INTEGRATION_MODES, InvalidInputError } from '../../src/index.js';
import { count } from '../deep.js';
import { rolesOf, TAGGED } from './account.js';
import { changed, changesOf } from './changes.js';
import { confirmWitness } from './confirm.js';

/** Every second change in deep runs. */
const EVERY = count(6, 2);

const withoutExample = ({ witness: _witness, ...rest }: Finding): object => rest;

describe.each(INTEGRATION_MODES)('%s, with a catalog', (mode) => {
  const expected = rolesOf(mode);
  const changes = changesOf(mode).filter((_, index) => index % EVERY === 0);

  it('has the same findings, with examples that are confirmed and that AWS documents', { timeout: 600_000 }, () => {
    let examples = 0;
    const invented: unknown[] = [];
    for (const change of changes) {
      const account = changed(mode, change);
      const [plain, chosen] = [{}, { catalog: ACTION_CATALOG }].map((options) =>
        checkRoles(account, expected, { parameters: TAGGED, ...options }),
      );
      for (const [index, { findings }] of chosen!.roles.entries()) {
        expect(findings.map(withoutExample)).toEqual(plain!.roles[index]!.findings.map(withoutExample));
        for (const each of findings) {
          confirmWitness(each, expected[index]!, account);
          if (each.witness === undefined || each.code === 'readingDependent') continue;
          examples += 1;
          const { action, resource } = each.witness;
          const isDocumented = requestTargets(ACTION_CATALOG, action).some(({ pattern }) =>
            pattern === '*' ? resource === '*' : matches(pattern, resource),
          );
          if (findAction(ACTION_CATALOG, action) !== undefined && !isDocumented)
            invented.push([change.name, each.witness]);
        }
      }
    }
    expect(examples).toBeGreaterThan(5);
    expect(invented).toEqual([]);
  });
});

/** An ARN and a pattern whose `*` stay within the first fields. */
function matches(pattern: string, arn: string): boolean {
  const source = pattern
    .split(':')
    .map((field, index) =>
      field.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', index < 5 ? '[^:]*' : '.*'),
    )
    .join(':');
  return new RegExp(`^${source}$`, 's').test(arn);
}

it('refuses what is no catalog', () => {
  expect(() => checkRoles({}, rolesOf('private-vpc'), { catalog: {} as never })).toThrow(InvalidInputError);
});
