/*
Bars of one part are drawn here and not by blessed-contrib's gauge list, which draws those of several parts: it fills whole cells, and in a pane 40 columns wide an eighth of a cell is the
difference between 0.3 % and 2.5 %.
*/
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const heights = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A lying bar for a share of 0 to 1, `width` columns at most; anything above 0 shows at least a sliver. */
export function meter(share: number, width: number): string {
	const units = Math.round(Math.max(0, Math.min(1, share)) * width * 8);
	const shown = share > 0 ? Math.max(1, units) : units;
	return '█'.repeat(shown >> 3) + eighths[shown & 7]!;
}

/** A lying bar of half height, for the rows of tables: it does not run into the next row. Anything above 0 shows. */
export const thinMeter = (share: number, width: number) => '▄'.repeat(share > 0 ? Math.max(1, Math.round(Math.min(1, share) * width)) : 0);

/** A standing bar one cell high for a share of 0 to 1. */
export const heightGlyph = (share: number) => heights[Math.min(7, Math.max(0, Math.floor(share * 8)))]!;
