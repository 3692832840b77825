import type { AnyCommand } from './command.js';

/** What is known of a command before its code is loaded. */
export type CommandEntry = {
  /** The arguments as usage shows them: `<mode>`. */
  usage: string;
  /** One line in the list of commands, without a full stop. */
  summary: string;
  /** A command's code is loaded when the command is called. */
  load: () => Promise<{ default: AnyCommand }>;
};

/** The commands, in the order in which `--help` lists them. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  roles: {
    usage: '<mode>',
    summary: 'Lists the roles of an integration mode',
    load: () => import('./commands/roles.js'),
  },
  policy: {
    usage: '<role>',
    summary: 'Prints the policies of a role',
    load: () => import('./commands/policy.js'),
  },
  permissions: {
    usage: '<role>',
    summary: 'Lists every permission of a role, with its purpose',
    load: () => import('./commands/permissions.js'),
  },
  template: {
    usage: '<format>',
    summary: 'Prints a template or script that creates the roles',
    load: () => import('./commands/template.js'),
  },
  check: {
    usage: '[export.json...]',
    summary: 'Compares deployed roles with the expected ones',
    load: () => import('./commands/check.js'),
  },
  inspect: {
    usage: '[export.json...]',
    summary: 'Infers the parameters of deployed roles',
    load: () => import('./commands/inspect.js'),
  },
  compare: {
    usage: '<OLD.json> <NEW.json>',
    summary: 'Checks whether a new policy grants more than an old one',
    load: () => import('./commands/compare.js'),
  },
  diff: {
    usage: '<OLD> <NEW>',
    summary: 'Lists every difference in access between two versions',
    load: () => import('./commands/diff.js'),
  },
  evaluate: {
    usage: '<POLICY.json...>',
    summary: 'Determines whether policies allow a request',
    load: () => import('./commands/evaluate.js'),
  },
  lint: {
    usage: '<POLICY.json...>',
    summary: 'Lists errors and warnings of policies',
    load: () => import('./commands/lint.js'),
  },
  risks: {
    usage: '<POLICY.json...>',
    summary: 'Checks policies for known risks, such as privilege escalation',
    load: () => import('./commands/risks.js'),
  },
  guardrails: {
    usage: '',
    summary: "Checks which permissions an organization's guardrails block",
    load: () => import('./commands/guardrails.js'),
  },
  review: {
    usage: '',
    summary: 'Writes a review of the roles for whoever approves them',
    load: () => import('./commands/review.js'),
  },
  explain: {
    usage: '[TEXT...]',
    summary: 'Explains an access denied message of AWS',
    load: () => import('./commands/explain.js'),
  },
};
