import { expect, it } from 'vitest';
import { ACTION_CATALOG } from '../../../src/aws/actions/index.js';
import { openCatalog, withActions } from '../../../src/aws/actions/open.js';

it('a catalog with some actions of a service knows these, and no other service', () => {
  const catalog = openCatalog(ACTION_CATALOG);
  const some = withActions(catalog, 's3', (action) => action.startsWith('s3:getobject'));
  expect(some.prefixes).toEqual(['s3']);
  expect(some.service('s3')?.actionNames).toContain('s3:GetObject');
  expect(some.service('s3')?.actionNames).not.toContain('s3:PutObject');
  expect(some.service('ec2')).toBeUndefined();
  expect(withActions(catalog, 'nothing', () => true)).toMatchObject({ prefixes: [] });
});
