import { plural } from '../text/counts.js';
import { groupChanges } from '../text/groups.js';
import { COMPARED, RELATION_WORDS, riskSides } from '../text/words.js';
import type { ComparedAction, ComparedRole } from '../types.js';
import { codeHtml, fold, markup, listHtml, nameHtml, prose, tableHtml, type Html } from './markup.js';
import { chip, requestFacts } from './parts.js';

/** The roles as documented next to the reviewed ones. */
export function comparisonSection(roles: readonly ComparedRole[]): Html {
  return markup`<section class="part" id="comparison" aria-labelledby="comparison-title">
    <h2 id="comparison-title">As documented, and with your options</h2>
    <p>
      Upsolver's documentation grants what the left column says. Both sides include the AWS managed policies that are
      known. They were compared exactly, action by action, over all possible requests.
    </p>
    ${roles.map(comparedRole)}
  </section>`;
}

function comparedRole(role: ComparedRole): Html {
  const { name, relation, gained, actions, managedPolicies, notCompared, risks } = role;
  const same = actions.filter(({ status }) => status === 'same');
  const changed = actions.filter(({ status }) => status !== 'same');
  const moved = managedPolicies.filter(({ documented, reviewed }) => documented !== reviewed);
  const tone = relation === 'narrower' || relation === 'equivalent' ? 'same' : 'changed';
  const { title, sentence } = RELATION_WORDS[relation];
  return markup`<h3>${codeHtml(name)}</h3>
    <p>${chip(tone, title)} The role ${sentence}.</p>
    ${
      notCompared.length === 0
        ? undefined
        : markup`<p class="warn">Not compared, because it is not known what they allow:</p>
            ${listHtml(notCompared.map(codeHtml))}`
    }
    ${gained && markup`<p>A request that only your role allows:</p>${requestFacts(gained)}`}
    ${sideBySide('Actions', name, groupChanges(changed).map(row))}
    ${same.length > 0 ? unchanged(same) : undefined}
    ${sideBySide(
      'AWS managed policies',
      name,
      moved.map((each) => [nameHtml(each.name), attached(each.documented), attached(each.reviewed)]),
    )}
    ${sideBySide(
      'Known risks',
      name,
      risks.map((risk) => {
        const { documented, reviewed } = riskSides(risk, role);
        return [
          markup`${nameHtml(risk.code)} ${chip(risk.severity, risk.severity)}`,
          markup`${documented}`,
          reviewed === 'closed' ? chip('closed', 'closed') : markup`${reviewed}`,
        ];
      }),
    )}`;
}

/** A table with both sides, or nothing without rows. */
function sideBySide(what: string, name: string, rows: readonly (readonly Html[])[]): Html | undefined {
  if (rows.length === 0) return undefined;
  return tableHtml(`${what} of ${name}`, [what, 'As documented', 'With your options'], rows, 'stack');
}

function unchanged(same: readonly ComparedAction[]): Html {
  return fold(markup`${plural(same.length, 'unchanged action')}`, markup`${actionList(same)}`);
}

function actionList(actions: readonly ComparedAction[]): Html | undefined {
  return listHtml(
    actions.map(({ action }) => nameHtml(action)),
    'actions',
  );
}

function attached(isAttached: boolean): Html {
  return isAttached ? markup`attached` : markup`not attached`;
}

function row(group: readonly [ComparedAction, ...ComparedAction[]]): Html[] {
  const [{ status, documented, reviewed, gained }] = group;
  const extra =
    gained === undefined
      ? undefined
      : markup`<p>Newly allowed, for example:</p>
          ${requestFacts(gained)}`;
  return [
    markup`${actionList(group)}${chip(status, COMPARED[status])}`,
    places(documented),
    markup`${places(reviewed)}${extra}`,
  ];
}

function places(found: readonly string[]): Html {
  return listHtml(found.map(prose)) ?? markup`<span class="soft">not allowed by its own policies</span>`;
}
