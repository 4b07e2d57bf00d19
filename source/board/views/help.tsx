import type {ReactNode} from 'react';
import {Box, Text} from 'ink';
import type {Place} from '../keys/places.js';
import {keyLabel, keysOf, type KeyBinding} from '../keys/table.js';
import {Cover} from '../terminal/surface.js';

const asciiBorder = {topLeft: '+', top: '-', topRight: '+', left: '|', right: '|', bottomLeft: '+', bottom: '-', bottomRight: '+'};

/** Bold, whatever the environment says of colours: what is written is decided by the painter alone. */
const strong = (text: string) => `\u001B[1m${text}\u001B[22m`;

/** Columns for the keys, and the fewest that a key and its text need. */
const keyWidth = 11;
const leastWidth = 26;

function Line({binding, width}: {readonly binding: KeyBinding; readonly width: number}): ReactNode {
	return (
		<Box width={width}>
			<Box width={keyWidth} flexShrink={0}><Text wrap='truncate'>{strong(binding.keys.map(key => keyLabel(key)).join(' '))}</Text></Box>
			<Text wrap='truncate'>{binding.help}</Text>
		</Box>
	);
}

/** The keys of the view, over everything else; where the terminal is small, over all of it. */
export function Help({place, columns, rows, ascii}: {readonly place: Place; readonly columns: number; readonly rows: number; readonly ascii: boolean}): ReactNode {
	const bindings = keysOf(place);
	const small = rows < 20 || columns < 60;
	const room = rows - (small ? 1 : 3);
	const most = Math.max(1, Math.floor((columns - (small ? 1 : 4)) / leastWidth));
	const count = Math.min(most, Math.max(small ? 1 : 2, Math.ceil(bindings.length / room)));
	const perColumn = Math.min(room, Math.ceil(bindings.length / count));
	const width = Math.min(44, Math.floor((columns - (small ? 1 : 4)) / count));
	const hidden = bindings.length - (perColumn * count);
	const where = place === 'inject' ? 'menu' : (place === 'caption' ? 'caption' : `${place} view`);
	const title = hidden > 0 ? `Keys of the ${where} (${hidden} more in a larger window)` : `Keys of the ${where} (Esc closes)`;
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
							{bindings.slice(column * perColumn, (column + 1) * perColumn).map(binding => <Line key={binding.action} binding={binding} width={width - 1}/>)}
						</Box>
					))}
				</Box>
			</Cover>
		</Box>
	);
}
