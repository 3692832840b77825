import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** What a consumer may bundle, with the ceiling that the result has to stay under, in bytes after gzip. */
export const BUNDLES = [
  // A third of the one and a fifth of the other are the parameter `athena`: its statements, the checks of databases,
  // tables and locations, the reasons, and the grants of Lake Formation.
  {
    name: 'buildServerPolicy alone',
    source: "export { buildServerPolicy } from 'upsolver-iam';",
    ceiling: 15.25 * 1024,
  },
  { name: 'all of upsolver-iam', source: "export * from 'upsolver-iam';", ceiling: 27.25 * 1024 },
  { name: 'all of upsolver-iam/iam', source: "export * from 'upsolver-iam/iam';", ceiling: 59 * 1024 },
  { name: 'compareAccess alone', source: "export { compareAccess } from 'upsolver-iam/iam';", ceiling: 44 * 1024 },
  // With the table of single-valued condition keys, which facts are checked against.
  { name: 'evaluateAccess alone', source: "export { evaluateAccess } from 'upsolver-iam/iam';", ceiling: 20.5 * 1024 },
  { name: 'parsePolicy alone', source: "export { parsePolicy } from 'upsolver-iam/iam';", ceiling: 13 * 1024 },
  { name: 'upsolver-iam/cloudformation', source: "export * from 'upsolver-iam/cloudformation';", ceiling: 25 * 1024 },
  { name: 'upsolver-iam/terraform', source: "export * from 'upsolver-iam/terraform';", ceiling: 25 * 1024 },
  { name: 'upsolver-iam/aws-sdk', source: "export * from 'upsolver-iam/aws-sdk';", ceiling: 4352 },
  // A sentence, a source and example resources for each of more than two hundred risks: a third of the bundle. Choosing
  // examples by a catalog is a twelfth.
  {
    name: 'findRoleRisks with its reports',
    source: "export { findRoleRisks, explainRisks, risksToSarif } from 'upsolver-iam/risks';",
    ceiling: 63 * 1024,
  },
  // The rest is athenaFullAccessBeyond: the schema of `athena`, its policy, and all differences of two policies.
  { name: 'upsolver-iam/risks', source: "export * from 'upsolver-iam/risks';", ceiling: 82 * 1024 },
  // The comparison of policies, the roles, and the catalog of actions: it says which requests need a permission.
  { name: 'upsolver-iam/guardrails', source: "export * from 'upsolver-iam/guardrails';", ceiling: 106 * 1024 },
  { name: 'upsolver-iam/drift', source: "export * from 'upsolver-iam/drift';", ceiling: 99 * 1024 },
  // Roles, risks and comparison, the sentences of both, the style of the page, and the readers of templates and plans.
  { name: 'upsolver-iam/review', source: "export * from 'upsolver-iam/review';", ceiling: 145 * 1024 },
  // Three quarters are data: 20 services with their actions, resource types and condition keys.
  { name: 'upsolver-iam/actions', source: "export * from 'upsolver-iam/actions';", ceiling: 32 * 1024 },
  { name: 'the constants alone', source: "export { ROLE_NAMES } from 'upsolver-iam';", ceiling: 256 },
  { name: 'the error class alone', source: "export { InvalidInputError } from 'upsolver-iam';", ceiling: 576 },
] as const;

/**
 * Bundles a module for the browser, where nothing of Node exists.
 *
 * @param folder Where `upsolver-iam` is resolved from.
 * @throws If anything cannot be resolved, a Node built-in among others.
 */
export async function bundle(
  source: string,
  folder: string,
): Promise<{ bytes: number; gzipBytes: number; text: string }> {
  const result = await build({
    stdin: { contents: source, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'silent',
  });
  const [output] = result.outputFiles;
  if (output === undefined) throw new Error('the bundler wrote nothing');
  return {
    bytes: output.contents.length,
    gzipBytes: gzipSync(output.contents, { level: 9 }).length,
    text: output.text,
  };
}
