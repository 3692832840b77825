declare module 'pbac' {
  export default class PBAC {
    constructor(policies: never);
    evaluate(request: { action: string; resource: string }): boolean;
  }
}
