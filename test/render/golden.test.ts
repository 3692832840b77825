import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenFiles } from '../../scripts/golden-files.js';

const files = await goldenFiles();

describe('the golden files (npm run golden writes them)', () => {
  it.each(Object.entries(files))('have what the sources produce: %s', (name, text) => {
    expect(text).toBe(readFileSync(`test/golden/${name}`, 'utf8'));
  });

  it('are all of these and no others', () => {
    // test/cli/terminal.test.ts has the screens of a terminal.
    const screens = [60, 80, 120].map((columns) => `terminal-${columns}.txt`);
    expect(readdirSync('test/golden').toSorted()).toEqual([...Object.keys(files), ...screens].toSorted());
  });
});
