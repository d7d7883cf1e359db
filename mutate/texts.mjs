// Leaves texts for people as they are: a test that holds each sentence to its letter would be a second copy of it.
import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin';

/** Words with a blank between them; whatever the code compares or sends has none. */
const isSentence = (text) => /\S\s+\S/.test(text);

export const strykerPlugins = [
	declareValuePlugin(PluginKind.Ignore, 'texts', {
		shouldIgnore(path) {
			if (path.isStringLiteral() && isSentence(path.node.value)) return 'a text for people';
			return undefined;
		},
	}),
];
