import type {DOMElement} from 'ink';

/** The rectangle that Yoga gave to a box, in cells of the terminal. */
export function rectangle(node: DOMElement) {
	let x = 0;
	let y = 0;
	for (let current: DOMElement | undefined = node; current?.yogaNode; current = current.parentNode) {
		x += current.yogaNode.getComputedLeft();
		y += current.yogaNode.getComputedTop();
	}

	return {x, y, width: node.yogaNode?.getComputedWidth() ?? 0, height: node.yogaNode?.getComputedHeight() ?? 0};
}
