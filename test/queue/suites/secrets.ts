// What the other suites have left in PostgreSQL, and in the files of all of n8n's processes: nothing secret.
import { everIssued } from '../../../sandbox/world/issued';
import { everySecret, filesBelow, Search, textOf, textOfRow, told } from '../../e2e/support/leaks';
import type { Cluster } from '../support/cluster';

export function secretSuite(onCluster: () => Cluster) {
	it('no secret, token or key is in the clear in a table, a file or a log', async () => {
		const { sandbox, database, folder, members } = onCluster();
		expect(everIssued.tokens.size).toBeGreaterThan(2);
		const search = new Search(await everySecret(sandbox));
		const [person] = await sandbox.people({ follows: true, limit: 1 });
		const openid = new Search([{ name: 'openid', value: person.officialAccountOpenid ?? '' }]);

		const rows = await database.everyRow();
		const files = filesBelow(folder);
		const places = [
			...rows.map((row) => [row.table, textOfRow(row)]),
			...files.map((file) => [file.slice(folder.length + 1), textOf(file)]),
		];
		expect(told(places.flatMap(([place, text]) => search.in(place, text)))).toEqual([]);
		// What is no secret is there, and so are the logs: the search looks where n8n writes.
		const known = places.filter(([place, text]) => openid.in(place, text).length > 0);
		expect(known.map(([place]) => place)).toContain('execution_data');
		expect(files.filter((file) => file.endsWith('n8n.log'))).toHaveLength(members.length);
	}, 300_000);
}
