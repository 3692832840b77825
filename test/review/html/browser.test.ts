import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INTEGRATION_MODES, type IntegrationMode } from '../../../src/index.js';
import { toHtml } from '../../../src/review/index.js';
import { deep } from '../../deep.js';
import { startBrowser } from '../browser.js';
import { HOSTILE, reviewFor, type Variant } from '../reviews.js';

/* The page in a real browser: one page in normal runs, the matrix in deep ones. Screenshots are in `reports/review`. */

type Case = { mode: IntegrationMode; variant: Variant };

const VARIANTS: readonly Variant[] = ['documented', 'scoped', 'guarded', 'hostile'];
const MATRIX: readonly Case[] = INTEGRATION_MODES.flatMap((mode) => VARIANTS.map((variant) => ({ mode, variant })));
const CASES = deep ? MATRIX : MATRIX.filter(({ mode, variant }) => mode === 'private-vpc' && variant === 'guarded');

const TIMEOUT = 120_000;
const URL = 'https://review.test/';
const FOLDER = 'reports/review';
const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** WCAG 2.2 AA, and what axe recommends beyond it. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let browser: Browser;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  browser = await startBrowser();
}, TIMEOUT);

afterAll(async () => browser.close());

/** A tab with the page, and what happened in it. */
type Opened = { page: Page; context: BrowserContext; requests: string[]; messages: string[] };

async function open(html: string, width: number, more: object = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...more });
  const page = await context.newPage();
  const requests: string[] = [];
  const messages: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (url === URL) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    requests.push(url);
    return route.abort();
  });
  await page.goto(URL);
  return { page, context, requests, messages };
}

/** What axe finds, in a copy of the page that lets it in. */
async function violations(
  html: string,
  width: number,
  colorScheme: 'light' | 'dark',
  isFolded = false,
): Promise<string[]> {
  const { page, context } = await open(html, width, { bypassCSP: true, colorScheme });
  await page.evaluate(AXE);
  const run = ([rules]: string[][]): Promise<AxeResults> =>
    (globalThis as unknown as { axe: { run: (...args: unknown[]) => Promise<AxeResults> } }).axe.run({
      runOnly: rules,
    });
  const found = isFolded ? await page.evaluate(run, [RULES]) : undefined;
  // Folded text is looked at as well.
  await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
  const unfolded = await page.evaluate(run, [RULES]);
  await context.close();
  expect(unfolded.passes.length).toBeGreaterThan(20);
  return [...(found?.violations ?? []), ...unfolded.violations].map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** What is seen without scrolling: Chromium cannot always capture a page of many screens. */
async function shoot(page: Page, path: string): Promise<void> {
  await page.screenshot({ path }).catch(() => page.screenshot({ path }));
}

const visibleText = (page: Page): Promise<string> => page.evaluate('document.body.innerText') as Promise<string>;

describe.each(CASES)('the page of $mode, $variant, in a browser', ({ mode, variant }) => {
  const review = reviewFor(mode, variant);
  const html = toHtml(review);
  const name = `${FOLDER}/${mode}-${variant}`;

  it(
    'loads without a request, a message or a script, and fits every width',
    async () => {
      for (const [width, colorScheme] of [
        [360, 'light'],
        [768, 'light'],
        [1440, 'light'],
        [1440, 'dark'],
      ] as const) {
        const { page, context, requests, messages } = await open(html, width, { colorScheme });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(await page.evaluate('document.scripts.length')).toBe(0);
        // The style was applied: the policy has its hash.
        const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
        expect(background).toBe(colorScheme === 'dark' ? 'rgb(20, 22, 26)' : 'rgb(246, 246, 243)');
        await shoot(page, `${name}-${colorScheme === 'dark' ? 'dark' : width}.png`);
        expect({ requests, messages }).toEqual({ requests: [], messages: [] });
        await context.close();
      }
    },
    TIMEOUT,
  );

  it(
    'has nothing that axe objects to, narrow and wide, light and dark, folded and unfolded',
    async () => {
      expect(await violations(html, 360, 'light')).toEqual([]);
      if (deep) expect(await violations(html, 1440, 'dark')).toEqual([]);
      if (deep && variant === 'guarded') expect(await violations(html, 1440, 'light', true)).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    'has anchors that lead to its sections, folds without script, and can be used with the keyboard',
    async () => {
      const { page, context } = await open(html, 1440, { javaScriptEnabled: false });
      const sections = await page.locator('main > section').count();
      const entries = page.locator('nav a');
      expect(await entries.count()).toBe(sections);
      for (let index = 0; index < sections; index += 1) {
        const id = (await entries.nth(index).getAttribute('href'))?.slice(1);
        await entries.nth(index).focus();
        await page.keyboard.press('Enter');
        await page.waitForURL(({ hash }) => hash === `#${id}`);
        expect(await page.locator(`section#${id} h2`).isVisible()).toBe(true);
      }
      // The first stops of the keyboard: the skip link, then the contents in their order, then the first fold.
      await page.goto(URL);
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').textContent()).toBe('Skip to the review');
      const stops: string[] = [];
      for (let index = 0; index < sections; index += 1) {
        await page.keyboard.press('Tab');
        stops.push((await page.locator(':focus').getAttribute('href')) ?? '');
      }
      const hrefs = await entries.evaluateAll((links) => links.map((each) => each.getAttribute('href')));
      expect(stops).toEqual(hrefs);
      const first = page.locator('details').first();
      expect(await first.locator('.body').isVisible()).toBe(false);
      await first.locator('summary').focus();
      await page.keyboard.press('Enter');
      expect(await first.locator('.body').isVisible()).toBe(true);
      await page.keyboard.press('Space');
      expect(await first.locator('.body').isVisible()).toBe(false);
      await context.close();
    },
    TIMEOUT,
  );

  it(
    'prints everything that is folded, on white, within A4, without the contents',
    async () => {
      const { page, context } = await open(html, 690, { colorScheme: 'dark' });
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await page.locator('nav').isVisible()).toBe(false);
      const hidden = await page
        .locator('details .body')
        .evaluateAll((bodies) => bodies.filter((body) => body.getBoundingClientRect().height === 0).length);
      expect(hidden).toBe(0);
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(690);
      const printed = await visibleText(page);
      for (const { policies } of review.roles) {
        for (const { statements } of policies) {
          for (const { actions } of statements)
            for (const action of actions.filter((each) => each !== HOSTILE)) expect(printed).toContain(action);
        }
      }
      await shoot(page, `${name}-print.png`);
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      writeFileSync(`${name}.pdf`, pdf);
      // A4 in points.
      expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45](?:\.\d+)? 84[12](?:\.\d+)?\]/);
      await context.close();
    },
    TIMEOUT,
  );

  it(
    'shows roles, principals and verdict as text',
    async () => {
      const { page, context } = await open(html, 1440);
      const text = await visibleText(page);
      expect(text).toContain('IAM roles for Upsolver');
      expect(await page.title()).toBe("Review of Upsolver's IAM roles");
      expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]|undefined|\[object/);
      if (variant !== 'hostile') {
        for (const each of review.roles) {
          expect(text).toContain(`What ${each.name} allows`);
          for (const { id } of each.assumedBy) expect(text).toContain(id);
        }
      }
      expect(await page.locator('svg[role=img] .value').count()).toBeGreaterThanOrEqual(review.roles.length * 2);
      await context.close();
    },
    TIMEOUT,
  );
});
