/** A stretch of characters of one ink (a colour number of 0 to 255; -1: none). */
export type ChartRun = {readonly text: string; readonly ink: number};
/** Rows of a drawn chart, top first. */
export type ChartRows = ReadonlyArray<readonly ChartRun[]>;

const none = -1;
const escapeSequence = /\u001B\[([\d;]*)m/u; // eslint-disable-line no-control-regex -- that is what widgets colour with

/** What an escape sequence of a widget changes: the ink or the ground, to one of eight colours by its place, to one of 256 by its number, or back. */
type Change = {readonly of: 'ink' | 'fill'; readonly colour: number};

function changeOf(codes: string): Change {
	const parts = codes.split(';').map(Number);
	const [code = 0] = parts;
	return {of: code < 40 ? 'ink' : 'fill', colour: parts.length > 1 ? parts[2]! : (code % 10 < 8 ? code % 10 : none)};
}

/** There are few of them, and one stands around each dot. */
const changes = new Map<string, Change>();

function changeBy(codes: string): Change {
	const change = changes.get(codes) ?? changeOf(codes);
	changes.set(codes, change);
	return change;
}

/** Reads what a widget has drawn, a line a row, with escape sequences between the characters. Cells that are filled (blanks on a coloured ground) become blocks of that ink. */
export function readWidgetText(text: string): ChartRows {
	// A colour holds until the next one, also over the end of a line
	const colours = {ink: none, fill: none};
	return text.split('\n').map(line => {
		const runs: Array<{text: string; ink: number}> = [];
		for (const [index, part] of line.split(escapeSequence).entries()) {
			if (index % 2 === 1) {
				const {of, colour} = changeBy(part);
				colours[of] = colour;
			} else if (part !== '') {
				const isFilled = colours.fill !== none;
				const ink = isFilled ? colours.fill : colours.ink;
				const drawn = isFilled ? '█'.repeat(part.length) : part;
				const last = runs.at(-1);
				if (last && (last.ink === ink || drawn.trim() === '')) {
					last.text += drawn;
				} else {
					runs.push({text: drawn, ink});
				}
			}
		}

		return runs;
	});
}

/** So many columns of a row from column `first` on, with blanks where it ends before; each character is one column. */
export function columnsOf(runs: readonly ChartRun[], first: number, columns: number): readonly ChartRun[] {
	let x = -first;
	const shown = runs.flatMap(({text, ink}) => {
		const kept = text.slice(Math.max(0, -x), Math.max(0, columns - x));
		x += text.length;
		return kept === '' ? [] : [{text: kept, ink}];
	});
	return x < columns ? [...shown, {text: ' '.repeat(columns - Math.max(0, x)), ink: none}] : shown;
}
