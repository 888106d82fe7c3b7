// One condition of a filter as SQL over the table `photo`, with its parameters in order.

export interface Condition {
  sql: string;
  parameters: (string | number)[];
}

/** @param select a statement that gives ids of photos */
export function idIn({ sql, parameters }: Condition): Condition {
  return { sql: `photo.id IN (${sql})`, parameters };
}
