import type {DepthRow} from '../depths/row.js';

/** Columns that the report takes: an ordinary terminal. */
export const reportWidth = 80;

/** Signs beside the words of the legend: colour says nothing here. */
export const signs = {agrees: '=', near: '~', unsure: '?', off: '!'} as const;

/** The band of a row: `72.70-75.00`. */
export const band = ({low, high}: DepthRow, digits: number): string => `${low.toFixed(digits)}-${high.toFixed(digits)}`;
