/** Formats rows as lines with aligned columns, two spaces apart. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widthOf = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, column) => widthOf(column));
  return rows.map((row) =>
    widths
      .map((width, column) => (row[column] ?? '').padEnd(width))
      .join('  ')
      .trimEnd(),
  );
}

/** Indents lines by two spaces. */
export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
