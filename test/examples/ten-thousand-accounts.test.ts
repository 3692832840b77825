import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

/* The arithmetic of docs/ten-thousand-accounts.md, from the inputs that the page states. */

const page = readFileSync('docs/ten-thousand-accounts.md', 'utf8');
const section = (title: string): string => page.split(/^## /m).find((text) => text.startsWith(title)) ?? '';
const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/^\| (?!Name|Part|What|---)(.*) \|$/gm)].map(([, row = '']) => row.split(' | '));
const numberOf = (text = ''): number => Number(/^\$?([\d,.]*\d)/.exec(text)?.[1]?.replaceAll(',', ''));

const inputs = Object.fromEntries(
  rowsOf(section('Inputs')).map(([name = '', value]) => [name.replaceAll('`', ''), numberOf(value)]),
);
const calculate = (formula: string): number => runInNewContext(formula, { ...inputs }) as number;
const formulaOf = (cell = ''): string => /^`([^`]+)`/.exec(cell)?.[1] ?? '';

/** The digits of a result after its point: a result is rounded to as many. */
const digitsOf = (result = ''): number => /\.(\d+)/.exec(result)?.[1]?.length ?? 0;

const machine = JSON.parse(readFileSync('examples/step-functions.asl.json', 'utf8')) as {
  States: {
    CheckAccounts: {
      MaxConcurrency: number;
      ToleratedFailurePercentage: number;
      ItemProcessor: {
        States: { CheckAccount: { Retry: { IntervalSeconds: number; BackoffRate: number; MaxAttempts: number }[] } };
      };
    };
  };
};
const map = machine.States.CheckAccounts;

describe('the inputs', () => {
  it('are numbers with names', () => {
    expect(Object.keys(inputs)).toHaveLength(15);
    expect(Object.values(inputs).filter((value) => !(value > 0))).toEqual([]);
  });

  it('are those of the examples', () => {
    expect(inputs['concurrency']).toBe(map.MaxConcurrency);
    const examples = readFileSync('examples/README.md', 'utf8');
    const line = /^\{"accountId":.*\}$/m.exec(examples)?.[0] ?? '';
    expect(inputs['lineBytes']).toBe(Buffer.byteLength(`${line}\n`));
  });

  it('have a source for each price', () => {
    const prices = rowsOf(section('Inputs')).filter(([, value = '']) => value.startsWith('$'));
    expect(prices).toHaveLength(7);
    for (const [name, , , source] of prices) expect(source, name).toMatch(/\(https:\/\/(?:docs\.)?aws\.amazon\.com\//);
  });
});

describe('the results', () => {
  const costs = rowsOf(section('Cost'));
  const parts = costs.filter(([, formula]) => formulaOf(formula) !== '');
  const sum = parts.reduce((total, [, formula]) => total + calculate(formulaOf(formula)), 0);

  it.each([...parts, ...rowsOf(section('Time'))].map(([what, formula, result]) => ({ what, formula, result })))(
    'are right: $what',
    ({ formula, result = '' }) => {
      expect(calculate(formulaOf(formula)).toFixed(digitsOf(result))).toBe(result.replaceAll(/[$,]/g, ''));
    },
  );

  it('have the right sums, for a run and for a month', () => {
    expect(parts).toHaveLength(7);
    expect(costs.slice(7).map(([what, , result]) => [what, result])).toEqual([
      ['**A run**', `$${sum.toFixed(3)}`],
      ['**A month**', `$${(sum * (inputs['runs'] ?? 0)).toFixed(2)}`],
    ]);
  });
});

describe('the quotas', () => {
  it('are larger than what is used, each with its source', () => {
    const quotas = rowsOf(section('Quotas'));
    expect(quotas).toHaveLength(6);
    for (const [what, used, quota, source] of quotas) {
      expect(calculate(formulaOf(used)), what).toBeLessThan(numberOf(quota));
      expect(source, what).toMatch(/\(https:\/\/docs\.aws\.amazon\.com\//);
    }
  });

  it('follow the retries of the state machine and the limit of the function', () => {
    const [{ IntervalSeconds, BackoffRate, MaxAttempts }] = map.ItemProcessor.States.CheckAccount.Retry as [
      { IntervalSeconds: number; BackoffRate: number; MaxAttempts: number },
    ];
    const waits = Array.from({ length: MaxAttempts }, (_, retry) => IntervalSeconds * BackoffRate ** retry);
    expect(page).toContain(`\`${MaxAttempts + 1} * seconds + ${waits.join(' + ')}\``);
    expect(page).toContain('at most five times');
    expect(MaxAttempts).toBe(5);
    const limit = /MAX_FINDINGS = ([\d_]+)/.exec(readFileSync('examples/service/lambda.ts', 'utf8'))?.[1];
    expect(page).toContain(`\`${limit?.replaceAll('_', '')}\` for findings`);
  });

  it('tell how many failed accounts a successful run can have', () => {
    const tolerated = ((inputs['accounts'] ?? 0) * map.ToleratedFailurePercentage) / 100;
    expect(page).toContain(`\`ToleratedFailurePercentage\` is ${map.ToleratedFailurePercentage}`);
    expect(page).toContain(`up to ${tolerated.toLocaleString('en-US')} accounts`);
  });
});
