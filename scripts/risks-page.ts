import { readFileSync } from 'node:fs';
import { KNOWN_RISKS, RISK_CODES } from '../src/risks/known-risks.js';
import { closing, remedyOf } from '../src/risks/risks.js';
import {
  RISK_CATEGORIES,
  RISK_SEVERITIES,
  type Ask,
  type RiskCategory,
  type RiskSeverity,
  type Step,
} from '../src/risks/table/row.js';
import { PARAMETER_ENTRIES } from '../src/upsolver/scope/rationale.js';
import { code, fillMarkers, table } from './markdown.js';

const TITLES: Record<RiskCategory, string> = {
  administration: 'Control of the account',
  escalation: 'Privilege escalation',
  credentialExposure: 'Credentials',
  dataExposure: 'Data',
  resourceExposure: 'Access for others',
  disruption: 'Disruption',
  reconnaissance: 'Reconnaissance',
};

/** `docs/risks.md` with its counts and its list regenerated from the table. */
export function renderRisksPage(): string {
  return fillMarkers(readFileSync('docs/risks.md', 'utf8'), {
    counts: table(
      ['Category', ...RISK_SEVERITIES, 'total'],
      RISK_CATEGORIES.map((category) => [
        `[${TITLES[category]}](#${anchorOf(TITLES[category])})`,
        ...RISK_SEVERITIES.map((severity) => String(codesOf(category, severity).length)),
        String(codesOf(category).length),
      ]).concat([
        ['All', ...RISK_SEVERITIES.map((each) => String(codesOf(undefined, each).length)), `${RISK_CODES.length}`],
      ]),
    ),
    risks: RISK_CATEGORIES.map(renderCategory).join('\n\n'),
  });
}

function codesOf(category?: RiskCategory, severity?: RiskSeverity) {
  return RISK_CODES.filter((each) => {
    const row = KNOWN_RISKS[each];
    return (category ?? row.category) === row.category && (severity ?? row.severity) === row.severity;
  });
}

/** The anchor that GitHub gives a heading. */
function anchorOf(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}

function renderCategory(category: RiskCategory): string {
  const codes = RISK_SEVERITIES.flatMap((severity) => codesOf(category, severity));
  return [`## ${TITLES[category]}`, ...codes.map(renderRisk)].join('\n\n');
}

function renderRisk(name: (typeof RISK_CODES)[number]): string {
  const row = KNOWN_RISKS[name];
  const { severity, description, source, steps } = row;
  const options = closing(name);
  const closed = [
    ...(options.length === 0 ? [] : [`${options.map(code).join(' or ')} of [\`scope\`](scoping.md)`]),
    ...PARAMETER_ENTRIES.filter(({ closes }) => closes.some((each) => each === name)).map(
      ({ parameter, condition }) => `the parameter [${code(parameter)}](${parameter}.md) ${condition}`,
    ),
  ];
  const facts = [
    `Severity: ${severity}`,
    `Needs: ${steps.map((step) => renderStep([step].flat() as Step)).join('; and ')}`,
    `Source: [${source.name}](${source.url})`,
    `Remedy: ${remedyOf(row)}`,
    ...(closed.length === 0 ? [] : [`Closed by: ${closed.join('; or ')}`]),
  ];
  return [`### ${name}`, description, facts.map((fact) => `- ${fact}`).join('\n')].join('\n\n');
}

function renderStep(step: Step): string {
  return step.map(renderAsk).join(', or ');
}

function renderAsk({ actions, resource, reach, context = {}, absent = [] }: Ask): string {
  const on = resource === '*' ? code('*') : code(`arn:aws:${resource.replace(':R:', ':*:').replace(':A:', ':*:')}`);
  const where = reach === 'any' && resource !== '*' ? on.replace(/\{[^}]*\}/g, '*') : on.replace(/[{}]/g, '');
  const conditions = [
    ...Object.entries(context).map(([key, values]) => `with ${code(key)} ${values.map(code).join(' or ')}`),
    ...absent.map((key) => `without ${code(key)}`),
  ];
  return [`${actions.map(code).join(' or ')} on ${where}`, ...conditions].join(' ');
}
