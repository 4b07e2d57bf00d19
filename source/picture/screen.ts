import {themes, type ThemeName} from '../board/terminal/themes.js';
import {hexOf} from './colours.js';
import {svgOf} from './svg.js';

/** The inks and grounds of a theme, for what is not drawn in a colour. */
const defaultsOf = (theme: ThemeName) => {
	const {roles, grounds} = themes[theme];
	const hex = (rgb: number) => hexOf((rgb >> 16) & 0xFF, (rgb >> 8) & 0xFF, rgb & 0xFF);
	return {
		...(roles.text.fg && {ink: hex(roles.text.fg[0])}),
		...(grounds.none.bg && {ground: hex(grounds.none.bg[0])}),
	};
};

/** The rows of a board (24-bit colours) as an SVG in its theme; the title is for those who cannot see it. */
export const screenSvg = (rows: readonly string[], theme: ThemeName, title: string): string => svgOf([...rows], {title, ...defaultsOf(theme)});
