/** The bytes of a Base64 string, one character each, or `undefined` if the string is not Base64. */
export function parseBase64(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}
