import type {Caption} from '../caption/captions.js';
import {keyLabel, bindingFor} from '../keys/table.js';
import type {Scene} from '../scene.js';
import {failureText} from '../truth.js';
import {clockLine, clockMark} from './clock.js';
import {menuLines} from './menu.js';
import {spoken} from './words.js';

const menuKeys = 'Menu: do something to the box. Up and Down choose, Left and Right change how much, Enter does it, Esc closes.';

/** Knows what must be said at once, wherever one is: what the clock does, what came of an action, alarms and failures, what a script says, the open menu. */
export class Announcer {
	#clock = '';
	#note: string | undefined;
	#caption: Caption | undefined;
	#menu = '';
	#failures = 0;

	/** What is new; a page that is about to be read says itself what the clock does. */
	lines(scene: Scene, isPageNext: boolean): readonly string[] {
		return [...this.#clockLines(scene, isPageNext), ...this.#noteLines(scene), ...this.#failureLines(scene), ...this.#captionLines(scene), ...this.#menuLines(scene)];
	}

	#clockLines(scene: Scene, isPageNext: boolean): readonly string[] {
		const clock = clockMark(scene);
		const isSame = clock === this.#clock;
		this.#clock = clock;
		return isSame || isPageNext ? [] : [`${clockLine(scene)}.`];
	}

	#noteLines({note}: Scene): readonly string[] {
		const isSame = note?.[0] === this.#note;
		this.#note = note?.[0];
		return isSame || !note ? [] : [spoken(note[0])];
	}

	#failureLines({policy}: Scene): readonly string[] {
		const isFirst = policy.failures > 0 && this.#failures === 0;
		this.#failures = policy.failures;
		return isFirst ? [spoken(`✗ ${policy.name} ${failureText(policy)}`)] : [];
	}

	#captionLines({ui: {caption}}: Scene): readonly string[] {
		const before = this.#caption;
		this.#caption = caption;
		// The same text that waits no more is not said again
		if (!caption || (caption.text === before?.text && caption.number === before.number)) {
			return [];
		}

		const goOn = bindingFor('caption', 'go-on');
		return [`${caption.number} of ${caption.of}: ${caption.text}`, ...caption.waits && goOn ? [`${keyLabel(goOn.keys[0]!)} goes on.`] : []];
	}

	#menuLines(scene: Scene): readonly string[] {
		const {open, marked, dials, duration} = scene.ui.inject;
		const menu = open ? JSON.stringify([marked, dials, duration]) : '';
		const before = this.#menu;
		this.#menu = menu;
		if (menu === before) {
			return [];
		}

		return menu === '' ? ['Menu closed.'] : [...before === '' ? [menuKeys] : [], ...menuLines(scene)];
	}
}
