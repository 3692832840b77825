type FeatureDefinition = {
  /** What it is called in a form. */
  label: string;
  /** What the roles allow with it; a sentence without its full stop. */
  allows: string;
  /** What omitting it does; an imperative without a full stop. */
  omitted: string;
};

/**
 * What Upsolver's setup wizard lets a customer omit. Statements and managed policies of the catalogue name the
 * feature that they belong to; schemas, template parameters and the options of the command follow this table.
 *
 * Source: Upsolver's deployment guide (github.com/Upsolver/Documentation) and its screenshots of 2020.
 */
export const features = {
  /** "Create Athena tables" in Upsolver's setup wizard. */
  athenaTables: {
    label: 'Athena tables',
    allows: 'Let Upsolver manage Athena tables',
    omitted: 'Omit the managed policy AmazonAthenaFullAccess',
  },
  /** "View Kinesis streams" in Upsolver's setup wizard. */
  kinesisStreams: {
    label: 'Kinesis streams',
    allows: 'Let Upsolver list Kinesis streams',
    omitted: 'Omit the permission to list Kinesis streams',
  },
  /** "Create a dedicated Upsolver bucket" in Upsolver's setup wizard. */
  dedicatedBucket: {
    label: 'Dedicated bucket',
    allows: 'Let Upsolver use its dedicated bucket',
    omitted: 'Omit access to the bucket that is dedicated to Upsolver',
  },
} as const satisfies Record<string, FeatureDefinition>;

/** Something that a customer can omit. */
export type Feature = keyof typeof features;

/** The optional features: `athenaTables`, `kinesisStreams` and `dedicatedBucket`. */
export const FEATURES = /* @__PURE__ */ Object.keys(features) as readonly Feature[];

/** Optional features, all on by default. Set one to `false` to omit it. */
export type Features = { readonly [Name in keyof typeof features]?: boolean | undefined };

/** The same for a template, where `open` leaves a feature to whoever deploys it. */
export type FeatureChoice = { readonly [Name in keyof typeof features]?: boolean | 'open' | undefined };

/** What belongs to a feature, or replaces what a feature brings. */
export type FeatureDependent = {
  /** Included only with this feature. */
  readonly feature?: Feature;
  /** Included only without this feature. */
  readonly unlessFeature?: Feature;
};

/**
 * The features without `athenaTables`, if the parameter `athena` replaces what it brings.
 *
 * @param chosen `undefined` if all are open.
 */
export function featuresWith(athena: unknown, chosen: FeatureChoice | undefined): FeatureChoice | undefined {
  if (athena === undefined) return chosen;
  const open: FeatureChoice = Object.fromEntries(FEATURES.map((feature) => [feature, 'open']));
  return { ...(chosen ?? open), athenaTables: false };
}

/** Whether a part of the catalogue is included, given the features. With an open one, all that depends on it is. */
export function isEnabled({ feature, unlessFeature }: FeatureDependent, chosen: FeatureChoice = {}): boolean {
  return (
    (feature === undefined || chosen[feature] !== false) &&
    (unlessFeature === undefined || chosen[unlessFeature] === false || chosen[unlessFeature] === 'open')
  );
}
