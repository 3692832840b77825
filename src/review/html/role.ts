import { managedPolicyUrl } from '../sources.js';
import { allActions, countLevel, LEVELS, plural, UNKNOWN_LEVEL } from '../text/counts.js';
import { groupByReason, groupSame, type ReasonGroup } from '../text/groups.js';
import type { ReviewPermission, ReviewPolicy, ReviewRole } from '../types.js';
import { codeHtml, fold, markup, linkHtml, listHtml, nameHtml, prose, type Html } from './markup.js';
import { levelChip, notKnownNote, statementLine } from './parts.js';

/** What a role allows: by service and access level, by purpose, and statement by statement. */
export function roleSection(role: ReviewRole, index: number): Html {
  const { name, purpose, permissions, policies, notOpened } = role;
  const inline = policies.filter(({ kind }) => kind === 'inline');
  const managed = policies.filter(({ kind }) => kind === 'managed');
  return markup`<section class="part" id="role-${index}" aria-labelledby="role-${index}-title">
    <h2 id="role-${index}-title">What ${codeHtml(name)} allows</h2>
    <p>${purpose}</p>
    <h3>By service and access level</h3>
    ${notKnownNote(role, 'what they allow is not counted')}
    ${allActions(role).length === 0 ? markup`<p>The policies that are known allow no action.</p>` : levels(role)}
    <h3>${plural(permissions.length, 'permission')} of its own policies, by purpose</h3>
    ${groupByReason(permissions).map(purposeGroup)}
    <h3>Statements of its own policies</h3>
    ${inline.length === 0 ? markup`<p>The role has no inline policies.</p>` : undefined}
    ${inline.map(
      (policy) =>
        markup`<h4>${codeHtml(policy.name)}</h4>
          ${statements(policy)}`,
    )}
    <h3>Managed policies</h3>
    ${managed.length + notOpened.length === 0 ? markup`<p>The role has none.</p>` : undefined}
    ${managed.map(managedPolicy)}
    ${
      notOpened.length === 0
        ? undefined
        : markup`<p class="warn">What these managed policies allow is not known:</p>
            ${listHtml(notOpened.map(codeHtml))}`
    }
  </section>`;
}

/** Services in rows, access levels in columns, and all actions. A column for unknown levels is omitted if empty. */
function levels(role: ReviewRole): Html {
  const all = allActions(role);
  const columns = LEVELS.filter((level) => level !== UNKNOWN_LEVEL || countLevel(all, level) > 0);
  const caption = `Actions of ${role.name} by service and access level`;
  const cells = (actions: typeof all): Html[] => [
    ...columns.map((level) => markup`<td>${countLevel(actions, level) || '–'}</td>`),
    markup`<td>${actions.length}</td>`,
  ];
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table class="levels">
      <caption class="unseen">
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">Service</th>
          ${columns.map((level) => markup`<th scope="col">${level}</th>`)}
          <th scope="col">All</th>
        </tr>
      </thead>
      <tbody>
        ${role.services.map(
          ({ service, actions }) =>
            markup`<tr>
              <th scope="row">${codeHtml(service)}</th>
              ${cells(actions)}
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">All</th>
          ${cells(all)}
        </tr>
      </tfoot>
    </table>
  </div>
  ${fold(markup`All ${plural(all.length, 'action')}, by service`, everyAction(role))}`;
}

function everyAction({ services }: ReviewRole): Html {
  return markup`${services.map(
    ({ service, actions }) =>
      markup`<h4>${codeHtml(service)}</h4>
        ${LEVELS.map((level) => {
          const some = actions.filter((each) => (each.level ?? UNKNOWN_LEVEL) === level);
          if (some.length === 0) return markup``;
          const names = some.map(({ action }) => action.slice(service.length + 1) || action);
          return markup`<p>${levelChip(level)} ${codeHtml(names.join(' '))}</p>`;
        })}`,
  )}`;
}

function purposeGroup({ reason, permissions }: ReasonGroup): Html {
  const rows = groupSame(permissions).map((group) => {
    const [{ level, covers, warning }] = group;
    const many = covers > 1 ? markup` <span class="soft">${covers} actions</span>` : undefined;
    const often = group.length > 1 ? markup` <span class="soft">${group.length} statements</span>` : undefined;
    const names = group.flatMap(({ sid }) => sid ?? []).join(', ');
    return markup`${granted(group[0])}
    ${levelChip(level)}${many}${often}${names === '' ? undefined : markup` <span class="unseen">in ${names}</span>`}
    ${warning && markup`<p class="warn">${warning}</p>`}`;
  });
  const why =
    reason === undefined
      ? markup`<p class="warn">Upsolver's documentation does not have a purpose for these.</p>`
      : markup`<p>${reason.purpose}</p>
          <p class="source">Source: ${linkHtml(reason.source)}</p>`;
  return markup`<div class="purpose">${why}${listHtml(rows, 'actions')}</div>`;
}

/** An action, or everything but some; and where, if that is everywhere but on some resources. */
function granted({ action, exceptActions, exceptResources }: ReviewPermission): Html {
  const what =
    exceptActions === undefined ? codeHtml(action) : markup`<span>Everything but</span> ${codeList(exceptActions)}`;
  return markup`${what}${exceptResources && markup` <span>on all resources but</span> ${codeList(exceptResources)}`}`;
}

function codeList(values: readonly string[]): Html[] {
  return values.map((value) => markup`${codeHtml(value)} `);
}

function statements({ statements: all }: ReviewPolicy): Html {
  return markup`${all.map((statement) => {
    const { title, body } = statementLine(statement);
    return fold(title, body);
  })}`;
}

function managedPolicy(policy: ReviewPolicy): Html {
  const { name, arn = '', version, date, reasons } = policy;
  const why = reasons.map(
    ({ purpose, source }) => markup`${prose(purpose)} <span class="source">Source: ${linkHtml(source)}</span>`,
  );
  return fold(
    markup`${nameHtml(name)} <span class="soft">version ${version} of ${date}</span>`,
    markup`${listHtml(why)}
      <p class="source">
        ${codeHtml(arn)}: ${linkHtml({ text: "AWS's reference of the policy", url: managedPolicyUrl(name) })}
      </p>
      ${statements(policy)}`,
  );
}
