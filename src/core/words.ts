/** `1,224` for 1224. */
export function formatNumber(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `external ID` for `an external ID`. */
export function withoutArticle(noun: string): string {
  return noun.replace(/^an? /, '');
}

/** `trusted account` for `trustedAccount`. */
export function spacedWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** `TrustedAccount` for `trustedAccount`. */
export function pascalCase(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

/** `upsolver_server_role` for `UpsolverServerRole`; anything that is no letter or digit becomes an underscore. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/\W/g, '_')
    .toLowerCase();
}

/** `trusted-account` for `trustedAccount`. */
export function kebabCase(name: string): string {
  return snakeCase(name).replaceAll('_', '-');
}

/** Converts ASCII letters to lowercase. AWS does not document case folding of other letters; they are not folded. */
export function foldAscii(text: string): string {
  return /[\u0080-\uffff]/.test(text) ? foldLetters(text) : text.toLowerCase();
}

function foldLetters(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
