export function table(header: string[], rows: string[][]): string {
  return [header, header.map(() => '---'), ...rows].map(tableLine).join('\n');
}

function tableLine(cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

export function code(text: string): string {
  return `\`${text}\``;
}
