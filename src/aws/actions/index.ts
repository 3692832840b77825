/** The actions of AWS services: access levels, resource types with their ARNs, condition keys, and examples of ARNs. */
export { ACCESS_LEVELS, type AccessLevel } from './access-level.js';
export { arnTemplatePattern, plausibleArn, type ArnValues } from './arn-template.js';
export { ACTION_CATALOG } from './built-in.js';
export type {
  ActionCatalog,
  ActionReference,
  ActionResourceType,
  ConditionKeyReference,
  ResourceTypeReference,
  ServiceReference,
} from './catalog.js';
export { conditionKeyOf, type KnownConditionKey } from './condition-key.js';
export { actionsOf, findAction, holdsService, servicesOf, worstFirst } from './find.js';
export { fromIamData, type IamData, type IamDataService, type ListOrMap } from './from-iam-data.js';
export { requestTargets, type RequestTarget } from './targets.js';
