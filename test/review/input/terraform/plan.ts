/* Plans of Terraform as `terraform show -json` writes them, as far as they matter for roles. */

type Values = Record<string, unknown>;

/** A resource of a plan: what is known, what is not, and the references of its arguments. */
export type Planned = {
  address: string;
  values: Values;
  unknown?: Values;
  before?: Values;
  actions?: string[];
  mode?: 'data';
};

const ADDRESS = /^(?:(.*)\.)?(aws_\w+|null_resource|terraform_data)\.(\w+)(?:\[(.*)\])?$/s;

function parse(address: string): { module: string; type: string; name: string; index: unknown } {
  const [, module = '', type = '', name = '', index] = ADDRESS.exec(address.replace(/^data\./, '')) ?? [];
  return { module, type, name, index: index === undefined ? undefined : JSON.parse(index) };
}

/** The values of planned resources, in modules. */
export function moduleOf(resources: readonly Planned[], address = ''): Values {
  const prefix = address === '' ? '' : `${address}.`;
  const inside = resources.map((each) => ({ ...each, ...parse(each.address) }));
  const children = new Set(
    inside.flatMap(({ module }) => {
      if (!module.startsWith(prefix) || module === address) return [];
      const [step = ''] = /^module\.[^.[]+(?:\[[^\]]*\])?/.exec(module.slice(prefix.length)) ?? [];
      return [prefix + step];
    }),
  );
  return {
    ...(address !== '' && { address }),
    resources: inside
      .filter(({ module }) => module === address)
      .map(({ address: own, type, name, index, values, mode = 'managed' }) => ({
        address: own,
        mode,
        type,
        name,
        ...(index !== undefined && { index }),
        values,
      })),
    child_modules: [...children].map((child) => moduleOf(resources, child)),
  };
}

export function planOf(resources: readonly Planned[], configuration: Values = {}, more: Values = {}): Values {
  return {
    format_version: '1.2',
    planned_values: { root_module: moduleOf(resources) },
    resource_changes: resources.map(({ address, values, unknown = {}, before = null, actions = ['create'] }) => ({
      address,
      type: parse(address).type,
      change: { actions, before, after: values, after_unknown: unknown },
    })),
    configuration: { root_module: configuration },
    ...more,
  };
}

/** A block of a configuration, with the references of each argument. */
export function block(address: string, references: Record<string, string[]> = {}, mode = 'managed'): Values {
  const [type, name] = address.split('.');
  const expressions = Object.fromEntries(Object.entries(references).map(([key, list]) => [key, { references: list }]));
  return { address, mode, type, name, expressions };
}
