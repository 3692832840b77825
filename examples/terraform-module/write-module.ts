import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { INTEGRATION_MODES, SCOPE_OPTIONS } from 'upsolver-iam';
import { terraformConfiguration } from 'upsolver-iam/terraform';

/** The modules do not ask for a VPC. */
const SCOPE = SCOPE_OPTIONS.filter((option) => option !== 'vpcId');

/** Writes a module for each integration mode, to publish or to keep in your repository. */
export function writeModules(folder: string): string[] {
  return INTEGRATION_MODES.map((mode) => {
    const module = join(folder, mode);
    mkdirSync(module, { recursive: true });
    const configuration = terraformConfiguration(mode, { scope: SCOPE });
    writeFileSync(join(module, 'main.tf.json'), `${JSON.stringify(configuration, undefined, 2)}\n`);
    return module;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const module of writeModules(process.argv[2] ?? 'modules')) console.log(module);
}
