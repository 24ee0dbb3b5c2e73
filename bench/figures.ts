/** What has been measured so far: by row, by contestant, one figure per round. */
export class Figures {
  readonly #rows = new Map<string, Map<string, number[]>>();

  add(row: string, contestant: string, figure: number): void {
    const figures = this.of(row, contestant);
    if (figures.length === 0) this.#rowOf(row).set(contestant, figures);
    figures.push(figure);
  }

  of(row: string, contestant: string): number[] {
    return this.#rows.get(row)?.get(contestant) ?? [];
  }

  #rowOf(row: string): Map<string, number[]> {
    const found = this.#rows.get(row) ?? new Map<string, number[]>();
    this.#rows.set(row, found);
    return found;
  }
}
