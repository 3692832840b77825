/** What CloudFormation makes of a template: intrinsic functions resolved for given parameters, nothing else. */

type Value = unknown;
type Values = Readonly<Record<string, string | number | string[]>>;
type Template = {
  Parameters?: Record<string, { Type?: string; Default?: string | number; AllowedPattern?: string }>;
  Mappings?: Value;
  Conditions?: Record<string, Value>;
  Resources: Record<string, { Type: string; Properties: Record<string, Value> }>;
};

const NOTHING = Symbol('AWS::NoValue');

export const PSEUDO_PARAMETERS = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': '444455556666',
};

/** The resources with everything resolved. Throws where a template is not in order. */
export function resolveTemplate(template: unknown, parameters: Values = {}): Template['Resources'] {
  const { Parameters = {}, Mappings = {}, Conditions = {}, Resources } = template as Template;
  const values: Record<string, string | number | string[]> = { ...PSEUDO_PARAMETERS };
  for (const name of Object.keys(PSEUDO_PARAMETERS)) values[name] = parameters[name] ?? (values[name] as string);
  for (const [name, { Type, Default, AllowedPattern = '' }] of Object.entries(Parameters)) {
    const value = parameters[name] ?? Default;
    if (value === undefined) throw new Error(`no value for ${name}`);
    values[name] = value;
    if (Type !== 'CommaDelimitedList') continue;
    const entries = String(value)
      .split(',')
      .map((entry) => entry.trim());
    if (entries.some((entry) => !RegExp(AllowedPattern).test(entry))) throw new Error(`not a value of ${name}`);
    values[name] = entries;
  }
  const lookUp = (name: string): Value => {
    if (name === 'AWS::NoValue') return NOTHING;
    if (name in values) return values[name];
    if (name in Resources) return { resource: name };
    throw new Error(`nothing is called ${name}`);
  };
  const holds = (condition: Value): boolean => {
    const [[name, argument] = ['', []]] = Object.entries(condition as object) as [string, Value[]][];
    if (name === 'Fn::Not') return !holds(argument[0]);
    if (name === 'Fn::Equals') return resolve(argument[0]) === resolve(argument[1]);
    throw new Error(`unknown condition ${name}`);
  };
  const functions: Record<string, (argument: Value) => Value> = {
    Ref: (name) => lookUp(name as string),
    'Fn::Sub': (argument) => {
      const [text, own = {}] = [argument].flat() as [string, Record<string, Value>?];
      // One pass, as CloudFormation does: what has been put in is not looked at again.
      return text.replace(/\$\{(!?)([^}]*)\}/g, (_all, escaped: string, name: string) => {
        if (escaped !== '') return `\${${name}}`;
        return String(name in own ? resolve(own[name]) : lookUp(name));
      });
    },
    'Fn::Join': (argument) => {
      const [delimiter, list] = argument as [string, Value];
      if (typeof delimiter !== 'string') throw new Error('a delimiter is a string');
      return (resolve(list) as string[]).join(delimiter);
    },
    'Fn::Split': (argument) => {
      const [delimiter, text] = argument as [string, Value];
      return String(resolve(text)).split(delimiter);
    },
    'Fn::Select': (argument) => {
      const [index, list] = argument as [string, Value];
      const entry = (resolve(list) as Value[])[Number(index)];
      if (entry === undefined) throw new Error(`no entry ${index}`);
      return entry;
    },
    'Fn::If': (argument) => {
      const [name, then, otherwise] = argument as [string, Value, Value];
      if (!(name in Conditions)) throw new Error(`no condition is called ${name}`);
      return resolve(holds(Conditions[name]) ? then : otherwise);
    },
    'Fn::FindInMap': (argument) =>
      (argument as Value[])
        .map(resolve)
        .reduce((map, key) => (map as Record<string, Value>)[key as string], { root: Mappings }['root'] as Value),
  };
  function resolve(value: Value): Value {
    if (Array.isArray(value)) return value.map(resolve).filter((entry) => entry !== NOTHING);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    const call = entries.length === 1 && only !== undefined ? functions[only[0]] : undefined;
    if (call !== undefined) return call(only?.[1]);
    return Object.fromEntries(
      entries.map(([key, entry]) => [key, resolve(entry)] as const).filter(([, entry]) => entry !== NOTHING),
    );
  }
  return resolve(Resources) as Template['Resources'];
}
