import { lostAccess, newAccess, type NewAccess } from '../../iam/compare/new-access.js';
import type { CompareOptions } from '../../iam/compare/options.js';
import { differencesOf } from '../../iam/differences/access-differences.js';
import { explainUndecided } from '../../iam/explain.js';
import type { DiffRow, RoleDiff } from './diff.js';
import { rowsOf } from './rows.js';
import type { DiffSide } from './side.js';

/** Compares a part of a role. */
export function diffPart(
  part: DiffRow['part'],
  old: DiffSide,
  next: DiffSide,
  options: CompareOptions,
): Pick<RoleDiff, 'rows' | 'readings' | 'doubts'> {
  const found = differencesOf(old.input, next.input, options, { byAction: true });
  const sides = { old, new: next };
  const gains = newAccess(old.input, next.input, options);
  const losses = lostAccess(old.input, next.input, options);
  const readings = [...underReadings(gains, 'new'), ...underReadings(losses, 'old')];
  const undecided = [
    ...found.unknown.map((each) => ({
      ...each,
      side: each.of === 'existing' ? ('old' as const) : ('new' as const),
    })),
    ...undecidedIn(gains, 'new'),
    ...undecidedIn(losses, 'old'),
  ];
  const doubts = undecided.map(({ side, reason, ...place }) => {
    const name = sides[side].nameOf(place);
    const of = name === undefined ? `the ${side} policies` : `\`${name}\`, which is ${side === 'old' ? 'old' : 'new'}`;
    return { part, side, message: explainUndecided({ ...place, policy: 0, reason }, of) };
  });
  return {
    rows: rowsOf(part, found, old, next),
    ...(readings.length > 0 && { readings }),
    doubts: [...new Map(doubts.map((each) => [JSON.stringify(each), each])).values()],
  };
}

function underReadings(found: readonly NewAccess[], side: 'old' | 'new'): NonNullable<RoleDiff['readings']> {
  return found.flatMap(({ reading, witness }) =>
    reading === undefined || witness === undefined ? [] : [{ side, reading, request: witness }],
  );
}

function undecidedIn(found: readonly NewAccess[], side: 'old' | 'new') {
  return found.flatMap(({ unknown: reason, witness: _w, accessLevel: _l, unreachable: _u, reading: _r, ...place }) =>
    reason === undefined ? [] : [{ ...place, side, reason }],
  );
}
