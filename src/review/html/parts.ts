import type { AccessRequest } from '../../iam/request.js';
import { plural, UNKNOWN_LEVEL, type ShownLevel } from '../text/counts.js';
import { idOfPrincipal, notKnownInWords } from '../text/words.js';
import type { ReviewRole, ReviewStatement } from '../types.js';
import { codeHtml, markup, listHtml, nameHtml, prose, type Html } from './markup.js';

export const LEVEL_CLASSES: Readonly<Record<ShownLevel, string>> = {
  'Permissions management': 'pm',
  Write: 'write',
  Read: 'read',
  Tagging: 'tag',
  List: 'list',
  [UNKNOWN_LEVEL]: 'none',
};

/** An access level in words, with a color that repeats them. */
export function levelChip(level: ShownLevel = UNKNOWN_LEVEL): Html {
  return markup`<span class="chip ${LEVEL_CLASSES[level]}">${level}</span>`;
}

export function chip(className: string, text: string): Html {
  return markup`<span class="chip ${className}">${text}</span>`;
}

/** Rows of a name and what it has; without those that have nothing. */
export function facts(rows: readonly (readonly [name: string, value: Html | undefined])[]): Html {
  const shown = rows.filter(([, value]) => value !== undefined);
  return markup`<dl>
    ${shown.map(
      ([name, value]) =>
        markup`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

export function codes(values: readonly string[]): Html | undefined {
  return listHtml(values.map(codeHtml));
}

/** A request as rows. */
export function requestFacts({ action, resource, context = {}, principal }: AccessRequest): Html {
  const keys = Object.entries(context).map(
    ([key, values]) => markup`${codeHtml(key)} = ${[values].flat().map((value) => markup`${codeHtml(value)} `)}`,
  );
  return facts([
    ['Action', codeHtml(action)],
    ['Resource', codeHtml(resource)],
    ['Context', listHtml(keys)],
    ['Principal', principal === undefined ? undefined : codeHtml(idOfPrincipal(principal))],
  ]);
}

/** What is not known of the managed policies of a role, if something is not. */
export function notKnownNote({ notOpened }: ReviewRole, consequence: string): Html | undefined {
  if (notOpened.length === 0) return undefined;
  return markup`<p class="warn">${notKnownInWords(notOpened.length)}: ${consequence}.</p>`;
}

/** The name of a statement: its `Sid`, or its place in the policy. */
export function statementName(sid: string | undefined, index: number | undefined): Html {
  return sid === undefined || sid === '' ? markup`statement ${index}` : nameHtml(sid);
}

function allBut(isExcept: true | undefined, count: string): string {
  return isExcept === undefined ? count : `all but ${count}`;
}

/** A statement as one line, which unfolds. */
export function statementLine(statement: ReviewStatement): { title: Html; body: Html } {
  const { sid, index, effect, actions, exceptActions, resources, exceptResources, conditions } = statement;
  const isEverything = exceptResources === undefined && resources.includes('*');
  const what = allBut(exceptActions, plural(actions.length, 'action'));
  const where = isEverything ? 'all resources' : allBut(exceptResources, plural(resources.length, 'ARN pattern'));
  const when = conditions.length === 0 ? 'no condition' : plural(conditions.length, 'condition');
  return {
    title: markup`${chip(effect === 'Deny' ? 'pm' : 'none', effect)} ${statementName(sid, index)}
      <span class="soft">${what}, ${where}, ${when}</span>`,
    body: facts([
      [exceptActions === undefined ? 'Actions' : 'All actions but', codes(actions)],
      [exceptResources === undefined ? 'Resources' : 'All resources but', codes(resources)],
      ['Conditions, all of which must hold', listHtml(conditions.map(prose)) ?? markup`none`],
    ]),
  };
}
