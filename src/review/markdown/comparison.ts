import { plural } from '../text/counts.js';
import { groupChanges } from '../text/groups.js';
import { COMPARED, RELATION_WORDS, riskSides } from '../text/words.js';
import type { ComparedRole } from '../types.js';
import { codeList, codeSpan, escapeProse, requestLine, tableText } from './cells.js';

/** A role as documented next to the reviewed one. */
export function comparedParts(role: ComparedRole): string[] {
  const { name, relation, gained, actions, managedPolicies, notCompared, risks } = role;
  const changed = actions.filter(({ status }) => status !== 'same');
  const moved = managedPolicies.filter(({ documented, reviewed }) => documented !== reviewed);
  return [
    `### ${codeSpan(name)}: ${RELATION_WORDS[relation].title.toLowerCase()}`,
    `The role ${escapeProse(RELATION_WORDS[relation].sentence)}.`,
    `${plural(actions.length - changed.length, 'unchanged action')}.`,
    ...(notCompared.length === 0
      ? []
      : [`**Not compared, because it is not known what they allow:** ${codeList(notCompared)}`]),
    ...(gained === undefined ? [] : [`A request that only your role allows: ${requestLine(gained)}`]),
    ...sideBySide(
      ['Actions', 'Status'],
      groupChanges(changed).map((group) => {
        const [{ status, documented, reviewed, gained: newly }] = group;
        const example = newly === undefined ? [] : [`newly allowed, for example: ${requestLine(newly)}`];
        return [
          codeList(group.map(({ action }) => action)),
          COMPARED[status],
          documented.map(escapeProse).join('; ') || '-',
          [...reviewed.map(escapeProse), ...example].join('; ') || '-',
        ];
      }),
    ),
    ...sideBySide(
      ['AWS managed policy'],
      moved.map(({ name: policy, documented, reviewed }) => [
        codeSpan(policy),
        attached(documented),
        attached(reviewed),
      ]),
    ),
    ...sideBySide(
      ['Known risk', 'Severity'],
      risks.map((risk) => {
        const { documented, reviewed } = riskSides(risk, role);
        return [codeSpan(risk.code), risk.severity, documented, reviewed];
      }),
    ),
  ];
}

/** A table with both sides, or nothing without rows. */
function sideBySide(head: readonly string[], rows: readonly string[][]): string[] {
  return rows.length === 0 ? [] : [tableText([...head, 'As documented', 'With your options'], rows)];
}

function attached(isAttached: boolean): string {
  return isAttached ? 'attached' : 'not attached';
}
