import type {ReactNode} from 'react';
import {Box, Text} from 'ink';
import {keyLabel, keysOf, type KeyBinding, type View} from '../keys.js';
import {Cover} from '../terminal/surface.js';

const asciiBorder = {topLeft: '+', top: '-', topRight: '+', left: '|', right: '|', bottomLeft: '+', bottom: '-', bottomRight: '+'};

function Line({binding, width}: {readonly binding: KeyBinding; readonly width: number}): ReactNode {
	return (
		<Box width={width}>
			<Box width={13} flexShrink={0}><Text bold>{binding.keys.map(key => keyLabel(key)).join(' ')}</Text></Box>
			<Text wrap='truncate'>{binding.help}</Text>
		</Box>
	);
}

/** The keys of the view, over everything else, in as many columns as the height asks for. */
export function Help({view, columns, rows, ascii}: {readonly view: View; readonly columns: number; readonly rows: number; readonly ascii: boolean}): ReactNode {
	const bindings = keysOf(view);
	const perColumn = Math.max(1, Math.min(bindings.length, rows - 4, Math.max(12, Math.ceil(bindings.length / 2))));
	const count = Math.ceil(bindings.length / perColumn);
	const width = Math.max(18, Math.min(42, Math.floor((columns - 6) / count)));
	const outer = Math.min(columns, (width * count) + 4);
	const height = Math.min(rows, perColumn + 3);
	return (
		<Box position='absolute' width={columns} height={rows} alignItems='center' justifyContent='center'>
			<Cover flexDirection='column' width={outer} height={height} paddingX={1} borderStyle={ascii ? asciiBorder : 'round'} overflow='hidden'>
				<Text bold wrap='truncate'>{`Keys of the ${view} view (Esc closes)`}</Text>
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
