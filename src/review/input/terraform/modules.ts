import type { InputBudget } from '../budget.js';
import { isMembers, valueAt, type Members } from '../members.js';

/** An instance of a resource, as a plan or a state has it. */
export type Instance = {
  module: Module;
  /** `module.a[0].aws_iam_role.reader["x"]`. */
  address: string;
  mode: 'managed' | 'data';
  type: string;
  name: string;
  /** The key of `for_each` or the number of `count`. */
  index: unknown;
  values: Members;
  /** What is known only after apply: `true` for a whole value. */
  unknown: Members;
  /** The block in the configuration: its expressions, if the input has a configuration. */
  expressions: Members | undefined;
  /** The kinds of provisioners of the block, such as `local-exec`. */
  provisioners: readonly string[];
};

/** An instance of a module. */
export type Module = {
  parent: Module | undefined;
  /** The call in the parent's configuration. */
  call: Members;
  configuration: Members;
  index: string;
  /** By type and name: `aws_iam_role.reader`. */
  instances: Map<string, Instance[]>;
  /** By the name of the call. */
  children: Map<string, Module[]>;
};

/** Resources that can change roles, and are not analyzed. */
export const CHANGES_OTHERS = RegExp(
  '^(?:(?:aws|awscc)_(?:organizations_account$|servicecatalog_(?:cloudformation_)?provisioned_product$)|' +
    'awscc_(?:iam|cloudformation|sso)_|aws_cloudformation_stack|aws_cloudcontrolapi_resource$|' +
    'aws_iam_service_linked_role$|aws_serverlessapplicationrepository_cloudformation_stack$|aws_lambda_invocation$|' +
    'aws_ssoadmin_(?:account_assignment|permission|managed_policy|customer_managed_policy))',
);

/** The resources whose type matters for roles. */
export const MATTERS_FOR_ROLES = RegExp(`^aws_iam_(?:role|policy)|${CHANGES_OTHERS.source}`);

const STEP = /^module\.([^.[]+)(\[.*\])?$/s;

/**
 * Reads the modules of planned values, or of a state.
 *
 * @param root The `root_module` of the values.
 * @param configuration The `root_module` of the configuration.
 * @param unknownOf What is known only after apply, by address.
 */
export function readModules(
  root: unknown,
  configuration: unknown,
  unknownOf: ReadonlyMap<string, Members>,
  budget: InputBudget,
): Instance[] {
  const instances: Instance[] = [];
  const known = new Map<Members, Map<string, Members>>();

  /** The blocks of a module by mode, type and name. Instances of a module have one configuration. */
  function blocksOf(module: Members): ReadonlyMap<string, Members> {
    const blocks = known.get(module) ?? new Map<string, Members>();
    if (!known.has(module)) {
      for (const block of listOf(module, 'resources').filter(isMembers))
        blocks.set([block['mode'], block['type'], block['name']].join('.'), block);
      budget.step(blocks.size);
      known.set(module, blocks);
    }
    return blocks;
  }

  function readModule(node: unknown, address: string, place: Omit<Module, 'instances' | 'children'>): Module {
    const module: Module = { ...place, instances: new Map(), children: new Map() };
    const values = isMembers(node) ? node : {};
    for (const resource of listOf(values, 'resources')) {
      budget.step();
      const instance = readInstance(resource, module, blocksOf(module.configuration), unknownOf);
      if (instance === undefined) continue;
      instances.push(instance);
      addTo(module.instances, `${instance.type}.${instance.name}`, instance);
    }
    for (const child of listOf(values, 'child_modules')) {
      budget.step();
      const own = String(isMembers(child) ? child['address'] : '');
      const step = own.slice(address === '' ? 0 : address.length + 1);
      const [, name = '', index = ''] = STEP.exec(step) ?? [];
      const call = membersOf(membersOf(module.configuration, 'module_calls'), name);
      const inside = { parent: module, call, configuration: membersOf(call, 'module'), index };
      addTo(
        module.children,
        name,
        budget.nest(() => readModule(child, own, inside)),
      );
    }
    return module;
  }

  readModule(root, '', {
    parent: undefined,
    call: {},
    configuration: isMembers(configuration) ? configuration : {},
    index: '',
  });
  return instances;
}

function readInstance(
  resource: unknown,
  module: Module,
  blocks: ReadonlyMap<string, Members>,
  unknownOf: ReadonlyMap<string, Members>,
): Instance | undefined {
  if (!isMembers(resource)) return undefined;
  const { address, mode, type, name, index, values } = resource;
  if (typeof address !== 'string' || typeof type !== 'string' || typeof name !== 'string') return undefined;
  const kind = mode === 'data' ? 'data' : 'managed';
  const block = blocks.get(`${kind}.${type}.${name}`);
  const provisioners = block === undefined ? [] : provisionersOf(block);
  if (!MATTERS_FOR_ROLES.test(type) && provisioners.length === 0) return undefined;
  return {
    module,
    address,
    mode: kind,
    type,
    name,
    index,
    values: isMembers(values) ? values : {},
    unknown: unknownOf.get(address) ?? {},
    expressions: block && membersOf(block, 'expressions'),
    provisioners,
  };
}

function provisionersOf(block: Members): string[] {
  const types = listOf(block, 'provisioners').map((each) => (isMembers(each) ? each['type'] : undefined));
  return [...new Set(types.map((type) => (typeof type === 'string' ? type : 'unknown')))];
}

export function listOf(members: Members, name: string): unknown[] {
  const value = valueAt(members, name);
  return Array.isArray(value) ? (value as unknown[]) : [];
}

export function membersOf(members: Members, name: string): Members {
  const value = valueAt(members, name);
  return isMembers(value) ? value : {};
}

function addTo<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
