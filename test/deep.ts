/** Whether the tests run at full strength: `DEEP=1`, as `npm run test:deep` sets it. */
export const deep = process.env['DEEP'] === '1';

/** How many cases a test tries: the normal number, or the full one in deep runs. */
export const count = (normal: number, full: number): number => (deep ? full : normal);

/** Every `step`th of some cases, and all of them in deep runs. */
export const everyNth = <Case>(cases: readonly Case[], step: number): Case[] =>
  cases.filter((_case, index) => deep || index % step === 0);
