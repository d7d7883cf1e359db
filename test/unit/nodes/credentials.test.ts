// Where a node asks for two credentials, the panel says whose each is.
import { nodes, triggers } from '../../support/panels';

it.each([...nodes, ...triggers])('$description.displayName names its credentials', ({ description }) => {
	const { credentials = [] } = description;
	expect(credentials.length).toBeGreaterThan(0);
	const labels = credentials.map(({ displayName }) => displayName ?? 'Credential');
	expect(new Set(labels).size).toBe(labels.length);
	if (labels.length > 1)
		for (const label of labels) expect(label).toMatch(/^Credential of (Mini Program|Official Account)$/);
});
