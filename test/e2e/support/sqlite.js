// Reads n8n's database with the Node that runs n8n, which knows SQLite; the one that runs the tests may not.
const { execFileSync } = require('node:child_process');

/** Runs in the other Node: a JSON line for each row of each table. */
function print(file) {
	const { DatabaseSync } = require('node:sqlite');
	const database = new DatabaseSync(file, { readOnly: true });
	const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
	for (const { name: table } of tables) {
		for (const row of database.prepare(`select * from "${table}"`).iterate()) {
			const written = Object.entries(row).map(([column, value]) => [
				column,
				value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
			]);
			process.stdout.write(`${JSON.stringify({ table, row: Object.fromEntries(written) })}\n`);
		}
	}
}

/** See sqlite.d.ts. */
exports.readRows = (node, file) => {
	const script = `(${print.toString()})(process.argv[1])`;
	const lines = execFileSync(node, ['--no-warnings', '-e', script, file], {
		encoding: 'utf8',
		maxBuffer: 2 ** 30,
	});
	return lines
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line));
};
