/** How strongly a cell is coloured, 0 (not at all) to 5, by its share of the highest. */
export function heatLevel(value: number, highest: number): number {
  if (value <= 0 || highest <= 0) return 0
  return Math.min(5, Math.ceil((value / highest) * 5))
}
