/**
 * Prints the software bill of materials of the package, in CycloneDX: what `npm sbom` says about the packages whose
 * code or data the build contains. They are inlined, so npm lists them among what only development needs.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

type Component = { 'bom-ref': string; name: string; properties?: { name: string }[] };
type Dependency = { ref: string; dependsOn: string[] };
export type Sbom = { metadata: { component: Component }; components: Component[]; dependencies: Dependency[] };

/** The parts of a list of everything installed that are in the package, by name and version. */
export function packagedSbom(installed: Sbom, packaged: readonly string[]): Sbom {
  const missing = packaged.filter((ref) => !installed.components.some((component) => component['bom-ref'] === ref));
  if (missing.length > 0) throw new Error(`npm sbom does not list ${missing.join(', ')}`);
  const root = installed.metadata.component['bom-ref'];
  const name = root.replace(/@[^@]*$/, ''); // npm writes the name of the folder
  return {
    ...installed,
    metadata: { ...installed.metadata, component: { ...installed.metadata.component, name } },
    components: installed.components
      .filter((component) => packaged.includes(component['bom-ref']))
      .map((component) => ({
        ...component,
        properties: (component.properties ?? []).filter((each) => each.name !== 'cdx:npm:package:development'),
      })),
    dependencies: [
      { ref: root, dependsOn: [...packaged] },
      ...installed.dependencies.filter(({ ref }) => packaged.includes(ref)),
    ],
  };
}

/** The packages of `dist/THIRD-PARTY-LICENSES.txt`, with the versions that package.json pins. */
export function packagedRefs(licences: string, manifest: string): string[] {
  const { devDependencies } = JSON.parse(manifest) as { devDependencies: Record<string, string> };
  return [...licences.matchAll(/^(.+)\n=+$/gm)].map(([, name = '']) => `${name}@${devDependencies[name]}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const installed = execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    shell: process.platform === 'win32',
  });
  const packaged = packagedRefs(
    readFileSync('dist/THIRD-PARTY-LICENSES.txt', 'utf8'),
    readFileSync('package.json', 'utf8'),
  );
  console.log(JSON.stringify(packagedSbom(JSON.parse(installed) as Sbom, packaged), undefined, 2));
}
