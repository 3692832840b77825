import { findPartition, PARTITIONS } from '../../src/aws/partition.js';

/** A partition in the endpoint data of the AWS SDK. */
export type SdkPartition = {
  readonly id: string;
  readonly regions: Readonly<Record<string, unknown>>;
};

/** What `src/aws/partition.ts` does not know, or knows otherwise; one line that says so if it knows everything. */
export function compareRegions(partitions: readonly SdkPartition[]): string[] {
  if (partitions.length === 0) return ['the installed AWS SDK has no endpoint data that can be read'];
  const unknown = partitions.filter(({ id }) => !PARTITIONS.some((known) => known === id));
  const regions = partitions.flatMap(({ id, regions: names }) =>
    Object.keys(names)
      .filter((name) => !name.endsWith('-global'))
      .map((name) => ({ name, expected: id, found: findPartition(name) })),
  );
  const wrong = regions.filter(({ expected, found }) => expected !== found);
  const complaints = [
    ...unknown.map(({ id }) => `the partition ${id} is missing`),
    ...wrong.map(({ name, expected, found }) => `${name} is in ${expected}, not in ${found ?? 'any partition'}`),
  ];
  return complaints.length > 0 ? complaints : [`all ${regions.length} Regions are in the right partition`];
}
