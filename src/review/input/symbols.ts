/*
 * Values that are not known. While a template is resolved, a symbol is text between two noncharacters of Unicode, so
 * that no text of the template can be taken for one; in the result it is between angle brackets.
 */

const OPEN = '\uFDD0';
const CLOSE = '\uFDD1';
const SYMBOL = /\uFDD0([^\uFDD1]*)\uFDD1/g;

/** A value that CloudFormation looks up where the template is deployed, anywhere in a text. */
const DYNAMIC_REFERENCE = /\{\{resolve:([^{}]*)\}\}/g;

/** Whether a text has characters that only symbols have. */
export function hasReservedCharacters(text: string): boolean {
  return text.includes(OPEN) || text.includes(CLOSE);
}

/** Characters with a meaning in policies, such as wildcards, or in symbols, such as `@`. All others are kept. */
const UNSAFE = /[^\w./=+-]/g;

function encode(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    return code > 0xff ? `%u${code.toString(16).padStart(4, '0')}` : `%${code.toString(16).padStart(2, '0')}`;
  });
}

/** The symbol of a parameter or a pseudo parameter: `AWS::Region` becomes `<AWS.Region>`. */
export function symbolOf(name: string): string {
  return `${OPEN}${encode(name.replace('::', '.'))}${CLOSE}`;
}

/**
 * The symbol of a resource or an attribute, with the type: `<Data@AWS.S3.Bucket>`. A parameter, or a resource of
 * another type, that another template has under this name is another value.
 *
 * @param fingerprint Of the properties that the value depends on: with other ones, it is another value.
 */
export function resourceSymbol(name: string, type: string, fingerprint = ''): string {
  const argument = fingerprint === '' ? '' : `(${fingerprint})`;
  return `${OPEN}${encode(name)}@${type.split('::').map(encodeStep).join('.')}${argument}${CLOSE}`;
}

function encodeStep(text: string): string {
  return encode(text).replaceAll('.', '%2e');
}

/** The symbol of a function whose arguments are texts, some with symbols. Other arguments give another symbol. */
export function derivedSymbol(name: string, args: readonly string[]): string {
  const parts = args.map((argument) =>
    argument
      .split(SYMBOL)
      // The captured names of symbols are at the odd places.
      .map((part, index) => (index % 2 === 0 ? encode(part) : `(${part})`))
      .join(''),
  );
  return `${OPEN}${name}(${parts.join(',')})${CLOSE}`;
}

export function hasSymbol(text: string): boolean {
  return text.includes(OPEN);
}

/** Whether a text is one symbol and nothing else. */
export function isSymbol(text: string): boolean {
  return text.startsWith(OPEN) && text.indexOf(CLOSE) === text.length - 1;
}

/** The symbols in a text. */
export function symbolsIn(text: string): string[] {
  return text.match(SYMBOL) ?? [];
}

/** Dynamic references as symbols. */
export function withoutDynamicReferences(text: string): string {
  return text.includes('{{resolve:')
    ? text.replace(DYNAMIC_REFERENCE, (_all, reference: string) => symbolOf(`resolve.${reference}`))
    : text;
}

/** A text as it is in the result. */
export function spell(text: string): string {
  return text.replaceAll(OPEN, '<').replaceAll(CLOSE, '>');
}
