import type {ReactNode} from 'react';
import {Box, Text} from 'ink';
import type {Place} from '../keys/places.js';
import {keyLabel, keysOf, type KeyBinding} from '../keys/table.js';
import {Cover} from '../terminal/surface.js';
import {helpLayout} from './help-layout.js';

const asciiBorder = {topLeft: '+', top: '-', topRight: '+', left: '|', right: '|', bottomLeft: '+', bottom: '-', bottomRight: '+'};

/** Bold, whatever the environment says of colours: what is written is decided by the painter alone. */
const strong = (text: string) => `\u001B[1m${text}\u001B[22m`;

/** Columns for the keys. */
const keyWidth = 11;

function Line({binding, width}: {readonly binding: KeyBinding; readonly width: number}): ReactNode {
	return (
		<Box width={width}>
			<Box width={keyWidth} flexShrink={0}><Text wrap='truncate'>{strong(binding.keys.map(key => keyLabel(key)).join(' '))}</Text></Box>
			<Text wrap='truncate'>{binding.help}</Text>
		</Box>
	);
}

export type HelpProps = {
	readonly place: Place;
	/** The first line that is seen. */
	readonly top: number;
	readonly columns: number;
	readonly rows: number;
	readonly ascii: boolean;
};

/** The keys of the view, over everything else; where the terminal is small, over all of it. */
export function Help({place, top, columns, rows, ascii}: HelpProps): ReactNode {
	const all = keysOf(place);
	const {small, count, perColumn, width, visible} = helpLayout(all.length, columns, rows);
	const first = Math.max(0, Math.min(top, all.length - visible));
	const bindings = all.slice(first, first + visible);
	const where = place === 'inject' ? 'menu' : `${place} view`;
	const title = visible < all.length ? `Keys of the ${where}: ${first + 1}-${first + bindings.length} of ${all.length}, j k scroll` : `Keys of the ${where} (Esc closes)`;
	const frame = small
		? {width: columns, height: rows, paddingLeft: 1}
		: {width: (width * count) + 4, height: perColumn + 3, paddingX: 1, borderStyle: ascii ? asciiBorder : 'round' as const};
	return (
		<Box position='absolute' width={columns} height={rows} alignItems='center' justifyContent='center'>
			<Cover flexDirection='column' overflow='hidden' {...frame}>
				<Text wrap='truncate'>{strong(title)}</Text>
				<Box>
					{Array.from({length: count}, (_, column) => (
						<Box key={column} flexDirection='column' width={width} flexShrink={0}>
							{bindings.slice(column * perColumn, (column + 1) * perColumn).map(binding => <Line key={`${binding.action} ${binding.help}`} binding={binding} width={width - 1}/>)}
						</Box>
					))}
				</Box>
			</Cover>
		</Box>
	);
}
