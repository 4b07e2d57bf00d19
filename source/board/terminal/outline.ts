import type {Area} from './area.js';
import type {Ground, Role} from './style.js';

/** Draws a frame over whatever is there, blank inside; gives the area inside, a column of air on both sides. */
export function outlined(area: Area, role: Role, ground: Ground): Area {
	const {width, height} = area;
	const line = '─'.repeat(Math.max(0, width - 2));
	for (let y = 0; y < height; y++) {
		area.bar(y, ground);
		area.text(0, y, '│', role, ground);
		area.text(width - 1, y, '│', role, ground);
	}

	area.text(0, 0, `╭${line}╮`, role, ground);
	area.text(0, height - 1, `╰${line}╯`, role, ground);
	return area.part(2, 1, width - 4, height - 2);
}
