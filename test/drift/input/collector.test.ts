import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createRoleCheck } from '../../../src/drift/index.js';
import { roleDetail, type RoleDetail } from '../account.js';
import { roles } from '../check-server.js';

describe('the memory of a check', () => {
  it.each<[string, (role: RoleDetail) => object]>([
    ['roles', (role) => role],
    ['pages', (role) => ({ RoleDetailList: [role] })],
  ])('does not grow with a text of %s by more than the expected roles', (_name, wrap) => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const heapAfter = (accounts: number): number => {
      const check = createRoleCheck(roles);
      for (let id = 100_000_000_000; id < 100_000_000_000 + accounts; id += 1) {
        check.write(
          new TextEncoder().encode(`${JSON.stringify(wrap(roleDetail(roles[0]!, String(id))))}${' '.repeat(2e5)}`),
        );
      }
      collectGarbage();
      const { heapUsed } = process.memoryUsage();
      expect(check.end().roles.length).toBe(2 * accounts);
      return heapUsed;
    };
    // What is made once stays out of the difference.
    heapAfter(1);
    expect(heapAfter(40) - heapAfter(1)).toBeLessThan(3e6);
  });
});
