import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

type Step = { uses?: string; run?: string };
type Job = { needs?: string; permissions: Record<string, string>; environment?: string; steps: Step[] };

const { permissions, jobs } = parse(readFileSync('.github/workflows/release.yml', 'utf8')) as {
  permissions: object;
  jobs: Record<string, Job>;
};
const stepsOf = (job: string): string[] => (jobs[job]?.steps ?? []).map(({ uses, run }) => run ?? uses ?? '');

describe('.github/workflows/release.yml', () => {
  it('checks the release before it installs anything, and packs what was tested', () => {
    const steps = stepsOf('pack');
    const place = (text: string): number => steps.findIndex((step) => step.includes(text));
    expect(place('node scripts/release-check.ts "$TAG"')).toBe(2);
    expect(place('.ci/run')).toBe(3);
    expect(place('npm pack')).toBe(4);
    expect(steps[4]).toContain('npx tsx scripts/sbom.ts > release/sbom.cdx.json');
  });

  it('publishes the tarball that was packed, with provenance', () => {
    expect(jobs['publish']).toMatchObject({ needs: 'pack', environment: 'npm' });
    expect(stepsOf('publish').at(-1)).toBe('npm publish ./*.tgz --provenance --access public');
  });

  it('attaches the package and its bill of materials to the release', () => {
    expect(jobs['attach']).toMatchObject({ needs: 'publish' });
    expect(stepsOf('attach').at(-1)).toContain('gh release create "$TAG" *.tgz sbom.cdx.json');
  });

  it('gives rights only to jobs that run nothing of the project or of its dependencies', () => {
    expect(permissions).toEqual({});
    expect(Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.permissions]))).toEqual({
      pack: { contents: 'read' },
      publish: { contents: 'read', 'id-token': 'write' },
      attach: { contents: 'write' },
    });
    for (const job of ['publish', 'attach']) {
      expect(stepsOf(job).filter((step) => /actions\/checkout|npm (?:ci|install|run)|npx|node /.test(step))).toEqual(
        [],
      );
    }
  });
});
