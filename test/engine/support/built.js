// Before the engine tests: they load what was built, and would otherwise test something else than what one reads.
const path = require('node:path');
const { staleness } = require('../../../host/setup/sources');

module.exports = async () => {
	const why = staleness(path.resolve(__dirname, '../../..'));
	if (why === undefined) return;
	const error = new Error(why);
	// The sentence says it all.
	error.stack = why;
	throw error;
};
