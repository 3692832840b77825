/** The compiler that checks all types in `npm test`, as a script of Node: TypeScript 7, four times as fast as 6. */
export const FAST_COMPILER = 'node_modules/typescript-7/bin/tsc';
