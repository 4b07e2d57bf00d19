import type {Edit} from '../prompt/line.js';
import type {Binding} from './binding.js';
import {views} from './places.js';

/** What keys do where something is typed, and those that open such a line. */
export type PromptKeyAction = Edit | 'command' | 'accept' | 'cancel' | 'next-candidate' | 'previous-candidate' | 'older-line' | 'newer-line';

const typed = ['prompt'] as const;

export const promptKeys: ReadonlyArray<Binding<PromptKeyAction>> = [
	{keys: [':'], action: 'command', views, help: 'type a command', brief: 'command', group: 'Board'},
	{keys: ['enter'], action: 'accept', views: typed, help: 'do what is typed', group: 'Typing'},
	{keys: ['esc', 'ctrl-c', 'ctrl-g'], action: 'cancel', views: typed, help: 'leave it', group: 'Typing'},
	{keys: ['tab'], action: 'next-candidate', views: typed, help: 'complete, next way to go on', group: 'Typing'},
	{keys: ['shift-tab'], action: 'previous-candidate', views: typed, help: 'previous way to go on', group: 'Typing'},
	{keys: ['up', 'ctrl-p'], action: 'older-line', views: typed, help: 'what was typed before', group: 'Typing'},
	{keys: ['down', 'ctrl-n'], action: 'newer-line', views: typed, help: 'what was typed after that', group: 'Typing'},
	{keys: ['left', 'ctrl-b'], action: 'cursor-left', views: typed, help: 'a character to the left', group: 'Typing'},
	{keys: ['right', 'ctrl-f'], action: 'cursor-right', views: typed, help: 'a character to the right', group: 'Typing'},
	{keys: ['ctrl-left', 'alt-b'], action: 'cursor-word-left', views: typed, help: 'a word to the left', group: 'Typing'},
	{keys: ['ctrl-right', 'alt-f'], action: 'cursor-word-right', views: typed, help: 'a word to the right', group: 'Typing'},
	{keys: ['home', 'ctrl-a'], action: 'cursor-start', views: typed, help: 'to the beginning', group: 'Typing'},
	{keys: ['end', 'ctrl-e'], action: 'cursor-end', views: typed, help: 'to the end', group: 'Typing'},
	{keys: ['backspace'], action: 'erase-left', views: typed, help: 'take away a character before', group: 'Typing'},
	{keys: ['delete', 'ctrl-d'], action: 'erase-right', views: typed, help: 'take away a character after', group: 'Typing'},
	{keys: ['ctrl-w', 'alt-backspace'], action: 'erase-word-left', views: typed, help: 'take away a word before', group: 'Typing'},
	{keys: ['alt-d'], action: 'erase-word-right', views: typed, help: 'take away a word after', group: 'Typing'},
	{keys: ['ctrl-u'], action: 'erase-to-start', views: typed, help: 'take away all before', group: 'Typing'},
	{keys: ['ctrl-k'], action: 'erase-to-end', views: typed, help: 'take away all after', group: 'Typing'},
];
