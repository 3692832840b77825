import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenFiles } from '../../scripts/golden-files.js';

const files = goldenFiles();

describe('golden documents (npm run golden writes them anew)', () => {
  it.each(Object.entries(files))('%s', (name, text) => expect(text).toBe(readFileSync(`test/golden/${name}`, 'utf8')));

  it('there is no other file', () =>
    expect(readdirSync('test/golden').toSorted()).toEqual(Object.keys(files).toSorted()));
});
