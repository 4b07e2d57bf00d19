import {type View, actionFor, views} from '../board/keys.js';
import {keyOf} from './board-keys.js';

/** The keys of a script, pressed one after the other on whatever board there is; `type` presses one. It follows which view the keys have opened, since a key's meaning depends on it. */
export const scriptKeys = (type: (key: string) => Promise<void>) => {
	let view: View = 'overview';
	const press = async (key: string): Promise<void> => {
		const action = actionFor(view, key);
		await type(key);
		view = views.find(name => name === action) ?? view;
	};

	return {
		press,
		async pressNextPolicy(): Promise<void> {
			await press(keyOf('next-policy'));
		},
		showsNextPolicy: (key: string): boolean => actionFor(view, key) === 'next-policy',
		/** Opens the view of a snapshot. */
		async show(name: string): Promise<void> {
			await press(keyOf(name as View));
		},
	};
};
