import type { JsonNode } from '../../iam/parse/json.js';

export type ObjectNode = Extract<JsonNode, { kind: 'object' }>;

type Path = readonly (string | number)[];
type Place = { node: JsonNode; path: Path };

/** The policies of Terraform in JSON, and what has another shape than Terraform writes or reads. */
export type TerraformPolicies = {
  policies: { node: ObjectNode; path: Path; label: string }[];
  strangers: (Place & { wanted: string })[];
};

const TYPE = 'aws_organizations_policy';

/**
 * Finds the policies in a configuration of Terraform (`*.tf.json`), or in a plan or a state (`terraform show -json`)
 * with all its modules.
 *
 * INVARIANT: the nesting of the text is bounded by its reader, which refuses deeper text.
 *
 * Source: Terraform, "JSON Configuration Syntax" and "JSON Output Format".
 */
export function findTerraformPolicies(node: ObjectNode, path: Path): TerraformPolicies {
  const found: TerraformPolicies = { policies: [], strangers: [] };
  for (const type of labelled(memberAt(node, path, 'resource'), found)) {
    if (type.label !== TYPE) continue;
    for (const named of labelled(type, found)) {
      for (const block of objects(named, 'a block of Terraform', found)) {
        found.policies.push({ ...block, label: named.label });
      }
    }
  }
  for (const values of ['planned_values', 'values']) {
    for (const each of objects(memberAt(node, path, values), 'the values of Terraform', found)) {
      collectModules(memberAt(each.node, each.path, 'root_module'), found);
    }
  }
  return found;
}

function collectModules(modules: Place | undefined, found: TerraformPolicies): void {
  for (const { node, path } of objects(modules, 'a module of Terraform', found)) {
    for (const resource of objects(memberAt(node, path, 'resources'), 'a resource of Terraform', found)) {
      if (textOf(resource.node, 'type') !== TYPE) continue;
      const label = textOf(resource.node, 'name') ?? '';
      const values = objects(memberAt(resource.node, resource.path, 'values'), 'the values of a resource', found);
      // Without values, the content of the policy is not known.
      const nothing = { node: { kind: 'object' as const, members: [] }, path: [...resource.path, 'values'] };
      for (const block of values.length === 0 ? [nothing] : values) found.policies.push({ ...block, label });
    }
    collectModules(memberAt(node, path, 'child_modules'), found);
  }
}

/** The members of an object, or of each object in a list: in JSON, every block with a label can be in a list. */
function labelled(place: Place | undefined, found: TerraformPolicies): (Place & { label: string })[] {
  return objects(place, 'a block of Terraform', found).flatMap(({ node, path }) =>
    node.members.map(({ key, node: member }) => ({ node: member, path: [...path, key], label: key })),
  );
}

/** The objects at a place, in lists of any depth. `null` is nothing, as in Terraform. */
function objects(
  place: Place | undefined,
  wanted: string,
  found: TerraformPolicies,
): { node: ObjectNode; path: Path }[] {
  if (place === undefined || place.node.kind === 'null') return [];
  const { node, path } = place;
  if (node.kind === 'object') return [{ node, path }];
  if (node.kind === 'array') {
    return node.items.flatMap((item, index) => objects({ node: item, path: [...path, index] }, wanted, found));
  }
  found.strangers.push({ node, path, wanted });
  return [];
}

function memberAt(node: JsonNode, path: Path, name: string): Place | undefined {
  const member = memberOf(node, name);
  return member && { node: member, path: [...path, name] };
}

/** The member of an object with a name. */
export function memberOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.find(({ key }) => key === name)?.node : undefined;
}

/** The text of a member, if it is a text. */
export function textOf(node: JsonNode, name: string): string | undefined {
  const member = memberOf(node, name);
  return member?.kind === 'string' ? member.text : undefined;
}
