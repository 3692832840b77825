import { kebabCase } from '../../core/words.js';

/** The key ID that AWS's documentation uses in its examples. */
const UUID = '1234abcd-12ab-34cd-56ef-1234567890ab';

/** What follows the prefix in the ID of a resource of EC2. Source: Amazon EC2 User Guide, "Resource IDs". */
const EC2_ID = '0123456789abcdef0';

/**
 * The prefixes of the IDs of EC2's resources, by placeholder without its end `Id`.
 *
 * Source: the examples of the Amazon EC2 API Reference and of the AWS CLI. Resources are not here if their prefix
 * is the name of the resource type, or if these show no ID of them.
 */
const EC2_PREFIXES = /* @__PURE__ */ table(
  'Instance=i Volume=vol Snapshot=snap Image=ami SecurityGroup=sg SecurityGroupRule=sgr ' +
    'SubnetCidrReservation=scr NetworkInterface=eni RouteTable=rtb InternetGateway=igw ' +
    'EgressOnlyInternetGateway=eigw CarrierGateway=cagw NatGateway=nat Nacl=acl DhcpOptions=dopt ' +
    'Allocation=eipalloc PrefixList=pl VpcPeeringConnection=pcx VpcEndpoint=vpce VpcEndpointService=vpce-svc ' +
    'VpcEndpointServicePermission=vpce-svc-perm VpcFlowLog=fl VpcBlockPublicAccessExclusion=vpcbpa-exclude ' +
    'CustomerGateway=cgw VpnGateway=vgw VpnConnection=vpn ClientVpnEndpoint=cvpn-endpoint ' +
    'TransitGateway=tgw TransitGatewayAttachment=tgw-attach TransitGatewayRouteTable=tgw-rtb ' +
    'TransitGatewayConnectPeer=tgw-connect-peer TransitGatewayMulticastDomain=tgw-mcast-domain ' +
    'TransitGatewayPolicyTable=tgw-ptb TransitGatewayRouteTableAnnouncement=tgw-rtb-ann ' +
    'LaunchTemplate=lt DedicatedHost=h HostReservation=hr CapacityReservation=cr ' +
    'CapacityReservationFleet=crf CapacityBlock=cb ElasticGpu=egpu FpgaImage=afi ' +
    'ExportImageTask=export-ami ExportTask=export-i ImportImageTask=import-ami ImportSnapshotTask=import-snap ' +
    'ReplaceRootVolumeTask=replacevol InstanceConnectEndpoint=eice InstanceEventWindow=iew ' +
    'DeclarativePoliciesReport=p Ipv4PoolCoip=ipv4pool-coip ' +
    'IpamPoolAllocation=ipam-pool-alloc ' +
    'IpamResourceDiscovery=ipam-res-disco ' +
    'IpamResourceDiscoveryAssociation=ipam-res-disco-assoc ' +
    'IpamExternalResourceVerificationToken=ipam-ext-res-ver-token LocalGateway=lgw ' +
    'LocalGatewayRoutetable=lgw-rtb LocalGatewayRouteTableVpcAssociation=lgw-vpc-assoc ' +
    'LocalGatewayRouteTableVirtualInterfaceGroupAssociation=lgw-vif-grp-assoc ' +
    'LocalGatewayVirtualInterface=lgw-vif LocalGatewayVirtualInterfaceGroup=lgw-vif-grp ' +
    'NetworkInsightsPath=nip NetworkInsightsAnalysis=nia NetworkInsightsAccessScope=nis ' +
    'NetworkInsightsAccessScopeAnalysis=nisa TrafficMirrorFilter=tmf TrafficMirrorFilterRule=tmfr ' +
    'TrafficMirrorSession=tms TrafficMirrorTarget=tmt VerifiedAccessEndpoint=vae VerifiedAccessGroup=vagr ' +
    'VerifiedAccessInstance=vai VerifiedAccessTrustProvider=vatp RouteServer=rs RouteServerEndpoint=rse ' +
    'RouteServerPeer=rsp',
);

/**
 * What stands for a placeholder: for one of a service in ARNs of this service, for the others in every ARN. `@` is a
 * UUID. Source: the examples of the services' own references, and the patterns that these document.
 */
const VALUES = /* @__PURE__ */ table(
  'ec2:ReservationId=@ ec2:FleetId=fleet-@ ec2:SpotFleetRequestId=sfr-@ ec2:SpotInstanceRequestId=sir-1a2b3c4d ' +
    'ec2:VpnConnectionDeviceTypeId=5fb390ba ' +
    `elastic-inference:AcceleratorId=eia-0123456789abcdef0123456789abcdef ` +
    'license-manager:LicenseConfigurationId=lic-0123456789abcdef0123456789abcdef ' +
    's3:AccessPointAlias=mfzwi23gnjvgw.mrap s3:Operation=CreateMultiRegionAccessPoint s3:Token=@ ' +
    'kinesis:StreamType=stream kinesis:ConsumerCreationTimpstamp=1735689600 ' +
    'iam:EntityPath=o-exampleorgid/r-examplerootid111 iam:OidcProviderName=token.actions.githubusercontent.com ' +
    'iam:AWSServicePrincipal=ec2.amazonaws.com iam:RoleTemplateMajorVersion=1 iam:ContextProviderName=IdentityCenter ' +
    'glue:TransformId=tfm-0123456789abcdef0123456789abcdef01234567 glue:TableVersionName=1 ' +
    'cloudformation:Type=Example-Service-Resource cloudwatch:UniqueAttributesHex=0123456789abcdef ' +
    'organizations:OrganizationId=exampleorgid organizations:PolicyType=service_control_policy ' +
    'organizations:PolicyId=examplepolicyid111 organizations:HandshakeType=invite ' +
    'organizations:HandshakeId=examplehandshakeid111 organizations:RootId=examplerootid111 ' +
    'organizations:OrganizationalUnitId=examplerootid111-exampleouid111 ' +
    'organizations:ResourcePolicyId=examplepolicyid111 organizations:TransferType=billing ' +
    'organizations:TransferDirection=inbound organizations:ResponsibilityTransferId=exampletransferid111 ' +
    'dynamodb:BackupName=01489602797149-73d8d5bc dynamodb:ExportName=01489602797149-73d8d5bc ' +
    'dynamodb:ImportName=01489602797149-73d8d5bc dynamodb:StreamLabel=2025-01-01T00:00:00.000 ' +
    'secretsmanager:SecretId=example-secret-a1b2c3 ' +
    'ObjectName=example.json',
);

function table(words: string): ReadonlyMap<string, string> {
  return new Map(words.split(' ').map((word) => word.split('=') as [string, string]));
}

/** The fields of an ARN that are the same for all resources of an account in a Region. */
export type ArnFields = { readonly partition: string; readonly region: string; readonly accountId: string };

/**
 * A plausible value of a placeholder in the ARN of a service: from the tables, or else by its name.
 *
 * @param type What precedes the placeholder in the ARN: `instance` in `instance/${InstanceId}`.
 */
export function placeholderValue(service: string, placeholder: string, type: string, fields: ArnFields): string {
  const known = VALUES.get(`${service}:${placeholder}`) ?? VALUES.get(placeholder);
  if (known !== undefined) return known.replace('@', UUID);
  if (placeholder === 'Partition') return fields.partition;
  if (placeholder.endsWith('Region')) return fields.region;
  if (/Account(?:Id)?$|^Owner$/.test(placeholder)) return fields.accountId;
  if (/(?:Id|ID|Identifier|Uuid|UUID)$/.test(placeholder)) {
    return service === 'ec2' ? `${EC2_PREFIXES.get(placeholder.slice(0, -2)) ?? type}-${EC2_ID}` : UUID;
  }
  if (/(?:Version|Number)$/.test(placeholder)) return '1';
  return exampleName(placeholder);
}

/** `example-role` for `RoleNameWithPath`. */
function exampleName(placeholder: string): string {
  const words = kebabCase(placeholder.replace(/(?:WithPath)?$/, '')).replace(/-?name$/, '');
  return `example-${words.replace(/^-+|-+$/g, '')}`.replace(/-$/, '');
}
