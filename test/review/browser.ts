import { chromium, type Browser } from 'playwright-core';

/**
 * Starts a real browser: Chromium of npm's `@sparticuz/chromium`, or the one that `CHROME_PATH` names.
 *
 * The package is made for AWS Lambda. The variable makes it unpack the shared libraries that a small Linux lacks. Of
 * its arguments, those that weaken the browser are not used: a page must not do here what it cannot do elsewhere.
 */
export async function startBrowser(): Promise<Browser> {
  const path = process.env['CHROME_PATH'];
  const args = ['--no-sandbox', '--font-render-hinting=none', '--disable-gpu'];
  if (path !== undefined) return chromium.launch({ executablePath: path, args });
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packaged.executablePath(), args });
}
