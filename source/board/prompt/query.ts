import {complete} from '../../query/complete.js';
import {parseQuery} from '../../query/parse.js';
import {vocabularyOf} from '../../query/vocabulary.js';
import type {Prompt} from './contract.js';
import type {PromptContext} from './prompts.js';

/** Queries about threads: `/` in their table. An empty one lists all. */
export function queryPrompt({scenario}: PromptContext): Prompt {
	const vocabulary = vocabularyOf(scenario);
	return {
		prefix: '/',
		help: 'such as pages >= 2 and class = kworker; nothing lists all threads',
		complete: (text, cursor) => complete(text, cursor, vocabulary),
		check: text => parseQuery(text, vocabulary).problem,
		accept(text) {
			const {condition} = parseQuery(text, vocabulary);
			return [{kind: 'event', event: {kind: 'query', query: condition && {text: text.trim(), condition}}}];
		},
	};
}
