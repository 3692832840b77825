import { readFileSync } from 'node:fs';
import { fromIamData } from '../src/aws/actions/index.js';
import { athenaPermissions, type AthenaParameters } from '../src/index.js';
import { athenaFullAccessBeyond, type AthenaFullAccessBeyond } from '../src/risks/index.js';
import { lakeFormationRules } from '../src/upsolver/catalogue/lake-formation.js';
import { ATHENA_FLAGS } from '../src/upsolver/parameters/athena.js';
import { HELD_SERVICES } from './data/actions.js';
import { readIamData } from './data/iam-data.js';
import { code, fillMarkers, table, sourceLink } from './markdown.js';

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
          [...new Set(own.map(({ source }) => sourceLink(source)))].join('<br>'),
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

/** The parameter `athena` with which every statement is granted. */
const EVERYTHING: AthenaParameters = {
  accountId: '444455556666',
  databases: [{ name: 'sales', access: 'write' }],
  results: { bucket: 'acme-athena-results' },
  catalogKey: 'arn:aws:kms:us-east-1:444455556666:key/12345678-1234-1234-1234-1234567890ab',
  ...Object.fromEntries(ATHENA_FLAGS.map((flag) => [flag, true])),
};

/**
 * The actions of AmazonAthenaFullAccess that no statement in its place grants, by their access level in AWS's Service
 * Authorization Reference. Only the page needs Amazon DataZone.
 */
export async function actionsBeyond(): Promise<{ level: string; actions: string[] }[]> {
  const catalog = fromIamData(await readIamData([...HELD_SERVICES, 'datazone']));
  const { levels } = athenaFullAccessBeyond(EVERYTHING, { region: 'us-east-1' }, { catalog }) as AthenaFullAccessBeyond;
  return levels
    .map(({ accessLevel, actions }) => ({ level: String(accessLevel), actions }))
    .filter(({ actions }) => actions.length > 0);
}
