import {moment, span} from '../figures.js';

/** Time since a fork: `640 us`, `12.4 s`, `3:07.2`. */
export const ageText = (ns: number): string => ns < 1e9 ? span(ns) : moment(ns);
