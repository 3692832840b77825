import { readRawPolicy, versionNumber, type RawPolicy } from './raw.js';
import { createScanner } from './scanner.js';
import { isObject, jsonText, type Fields } from './shape.js';

/** The newest version of a managed policy that the input has. */
type FoundPolicy = {
  version: string;
  /** Its documents, by their JSON: more than one if copies of it differ, none if the input has only its version. */
  documents: Map<string, unknown>;
};

/** Collects the managed policies of an input that passes by. */
export type PolicyCollector = {
  /** Reads the next part of a file. */
  write: (chunk: Uint8Array) => void;
  /** What follows is from another file, or there is none. */
  startFile: () => void;
  found: ReadonlyMap<string, FoundPolicy>;
};

/** How many lists can be inside each other. */
const MAX_DEPTH = 32;

/** Collects the newest documents of managed policies. What cannot be read is an issue of the check, not of this. */
export function collectPolicies(arns: readonly string[]): PolicyCollector {
  const wanted = new Set(arns);
  const found = new Map<string, FoundPolicy>();
  if (wanted.size === 0) return { write: () => undefined, startFile: () => undefined, found };
  const open = (): { scanner: ReturnType<typeof createScanner>; decoder: InstanceType<typeof TextDecoder> } => ({
    decoder: new TextDecoder(),
    scanner: createScanner({
      onUnit: ({ value }) => {
        for (const fields of objectsIn(value)) {
          const { Arn: arn, DefaultVersionId: version } = fields;
          if (typeof arn !== 'string' || !wanted.has(arn)) continue;
          const read = readRawPolicy(fields, { path: [] }, () => undefined);
          keepNewest(found, arn, read ?? { version: String(version), document: undefined });
        }
      },
      onPage: () => undefined,
      onIssue: () => undefined,
    }),
  });
  let current = open();
  return {
    write: (chunk) => current.scanner.write(current.decoder.decode(chunk, { stream: true })),
    startFile: () => {
      current.scanner.write(current.decoder.decode());
      current.scanner.end();
      current = open();
    },
    found,
  };
}

/** The objects of a value: the entries of lists, and the policies of pages. */
function objectsIn(value: unknown, depth = 0): Fields[] {
  // The check reports what is nested deeper.
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => objectsIn(entry, depth + 1));
  return isObject(value) ? [value, ...objectsIn(value['Policies'], depth + 1)] : [];
}

/** Keeps the documents of the newest version, also of versions of which none is known to be newer. */
function keepNewest(
  found: Map<string, FoundPolicy>,
  arn: string,
  { version, document }: Pick<RawPolicy, 'version' | 'document'>,
): void {
  const known = found.get(arn);
  const [one, other] = [versionNumber({ version }), known === undefined ? 0 : versionNumber(known)];
  const isComparable = one > 0 && other > 0;
  if (isComparable && one < other) return;
  const kept = known === undefined || (isComparable && one > other) ? { version, documents: new Map() } : known;
  if (document !== undefined) kept.documents.set(jsonText(document), document);
  found.set(arn, kept);
}
