import { expect, it } from 'vitest';
import { checkServer } from '../check-server.js';

it('An instance profile of another role does not matter if no expected role has its name.', () => {
  const { status } = checkServer((_role, { RoleDetailList: list }) => {
    const other = list.at(-1)!;
    other.InstanceProfileList = [{ ...list[1]!.InstanceProfileList[0]!, InstanceProfileName: 'Other' }];
    Object.assign(list[0]!, { InstanceProfileList: undefined });
  });
  expect(status).toBe('inSync');
});
