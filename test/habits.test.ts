import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (file: string): string => readFileSync(file, 'utf8');

describe('the workflows', () => {
  const workflows = readdirSync('.github/workflows').map((file) => `.github/workflows/${file}`);

  it.each(workflows)('pin every action of %s by its commit, with the version in a comment', (file) => {
    const uses = read(file)
      .split('\n')
      .filter((line) => line.includes('uses:'));
    expect(uses.length).toBeGreaterThan(1);
    expect(uses.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('pin an action by one commit everywhere', () => {
    const pins = workflows.flatMap((file) => [...read(file).matchAll(/uses: (\S+)@(\S+)/g)]);
    const commits = new Map(pins.map(([, action, commit]) => [action, commit]));
    expect(pins.filter(([, action, commit]) => commits.get(action) !== commit)).toEqual([]);
  });
});

describe('docs/decisions', () => {
  const records = readdirSync('docs/decisions').filter((file) => file !== 'README.md');

  it('have an index that names every record, in order', () => {
    const named = [...read('docs/decisions/README.md').matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, file]) => file);
    expect(named).toEqual(records.toSorted());
  });

  it.each(records)('say context, decision and consequences: %s', (file) => {
    const page = read(`docs/decisions/${file}`);
    const headings = [...page.matchAll(/^##? (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      expect.stringMatching(RegExp(`^${Number(file.slice(0, 4))}\\. `)),
      'Context',
      'Decision',
      'Consequences',
    ]);
    expect(page).toMatch(/^Status: (?:accepted|replaced by \[)/m);
  });
});
