/** What a piece of text means; a theme says how that looks. */
export const roles = [
	'text',
	'dim',
	'strong',
	'accent',
	'frame',
	'title',
	'key',
	'good',
	'warn',
	'bad',
	'fixed',
	'gross',
	'net',
	'heat0',
	'heat1',
	'heat2',
	'heat3',
	'heat4',
	'heat5',
	'heat6',
	'heat7',
	'live',
	'paused',
	'step',
	'replay',
	'ended',
] as const;
export type Role = (typeof roles)[number];

/** What lies behind the text: nothing, the marked row, or a bar across the screen (header, footer, table heads). */
export const grounds = ['none', 'mark', 'bar'] as const;
export type Ground = (typeof grounds)[number];

/** A role on a ground as one small integer, as it is kept in each cell of a canvas. */
export type Style = number;

/** Asked for every word on the screen: looked up, not worked out. */
const styles = Object.fromEntries(grounds.map((ground, high) => [
	ground,
	Object.fromEntries(roles.map((role, low) => [role, low | (high << 8)])),
])) as Readonly<Record<Ground, Readonly<Record<Role, Style>>>>;

/** The style of a role on a ground. */
export const styleOf = (role: Role, ground: Ground = 'none'): Style => styles[ground][role];

/** Styles from this number on are not roles but escape sequences taken over from Ink. */
export const foreignStyles = 0x4_00;

export const roleOf = (style: Style): Role => roles[style & 0xFF]!;
export const groundOf = (style: Style): Ground => grounds[(style >> 8) & 3]!;

/** Steps of the heat ramp. */
export const heatLevels = 8;
const heatRoles = Array.from({length: heatLevels}, (_, level) => `heat${level}` as Role);

/** The role for a share of 0 to 1 on the heat ramp. */
export function heatRole(share: number): Role {
	const level = Math.min(heatLevels - 1, Math.max(0, Math.floor(share * heatLevels)));
	return heatRoles[level]!;
}
