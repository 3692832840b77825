/** The version in package.json; a test checks that both agree. */
export const VERSION = '0.1.0';
