import { list, oneOf, reader, record, text, trueOrFalse, type Reader } from '../../core/data.js';
import { isArn } from '../arn.js';
import type { ConditionKeyType } from '../condition-keys.js';
import { ACCESS_LEVELS, type AccessLevel } from './access-level.js';

/**
 * The actions of AWS services, as the Service Authorization Reference documents them on one day. It is plain data:
 * `JSON.stringify` writes it, and what was read from JSON is accepted as well.
 */
export type ActionCatalog = {
  /** The package that the data is from, with its version. */
  readonly source: string;
  /** The day of the data: `2026-09-26`. */
  readonly date: string;
  /** The services by the prefix of their actions, such as `s3`. */
  readonly services: Readonly<Record<string, ServiceReference>>;
};

/** What AWS documents about a service. */
export type ServiceReference = {
  readonly actions: readonly ActionReference[];
  readonly resourceTypes: readonly ResourceTypeReference[];
  readonly conditionKeys: readonly ConditionKeyReference[];
};

/** What AWS documents about an action. */
export type ActionReference = {
  /** In AWS's spelling: `ec2:RunInstances`. */
  readonly action: string;
  /** At least one, worst first. */
  readonly accessLevels: readonly AccessLevel[];
  /** The types of resources that the action can be called on. Without any, the resource of a request is `*`. */
  readonly resourceTypes: readonly ActionResourceType[];
  /** The condition keys that the action has, whatever the resource. */
  readonly conditionKeys: readonly string[];
};

/** A type of resource that an action can be called on. */
export type ActionResourceType = {
  /** The name of a type of the service. */
  readonly name: string;
  /** Whether every call of the action names a resource of the type. */
  readonly required: boolean;
  /** The condition keys that only requests for a resource of this type have. */
  readonly conditionKeys: readonly string[];
};

/** What AWS documents about a type of resource. */
export type ResourceTypeReference = {
  readonly name: string;
  /** With placeholders: `arn:${Partition}:s3:::${BucketName}`. A few types have ARNs of two forms. */
  readonly arns: readonly string[];
  /** The condition keys that actions can have for resources of this type. */
  readonly conditionKeys: readonly string[];
};

/** What AWS documents about a condition key. */
export type ConditionKeyReference = {
  /** In AWS's spelling. What a policy chooses is a placeholder: `aws:RequestTag/${TagKey}`. */
  readonly key: string;
  readonly type: ConditionKeyType;
  /** Whether a request can have several values of the key. */
  readonly isMultivalued: boolean;
};

/** Where to get a catalog. */
export const CATALOG_HINT = 'use ACTION_CATALOG, or what `fromIamData` returned';

const KEY_TYPES = ['String', 'Numeric', 'Date', 'Bool', 'Ip', 'Arn', 'Binary'] as const;

const strings = /* @__PURE__ */ list(text);

/** A list that is not empty. */
function some<Entry>(what: string, read: Reader<Entry>): Reader<Entry[]> {
  const entries = list(read);
  return reader(`a list with at least one ${what}`, (value, path, report) =>
    Array.isArray(value) && value.length === 0 ? undefined : entries(value, path, report),
  );
}

/** A template of an ARN, which has all fields of an ARN. */
export const arnTemplate: Reader<string> = /* @__PURE__ */ reader(
  'the template of an ARN',
  (value) => (typeof value === 'string' && isArn(value) ? value : undefined),
  'invalid_arn',
);

export const readAction: Reader<ActionReference> = /* @__PURE__ */ record<ActionReference>({
  action: text,
  accessLevels: /* @__PURE__ */ some('access level', /* @__PURE__ */ oneOf(ACCESS_LEVELS)),
  resourceTypes: /* @__PURE__ */ list(
    /* @__PURE__ */ record<ActionResourceType>({ name: text, required: trueOrFalse, conditionKeys: strings }),
  ),
  conditionKeys: strings,
});

export const readResourceType: Reader<ResourceTypeReference> = /* @__PURE__ */ record<ResourceTypeReference>({
  name: text,
  arns: /* @__PURE__ */ some('ARN', arnTemplate),
  conditionKeys: strings,
});

export const readConditionKey: Reader<ConditionKeyReference> = /* @__PURE__ */ record<ConditionKeyReference>({
  key: text,
  type: /* @__PURE__ */ oneOf<ConditionKeyType>(KEY_TYPES),
  isMultivalued: trueOrFalse,
});
