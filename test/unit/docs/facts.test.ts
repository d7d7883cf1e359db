/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// docs/wechat: each fact says how sure it is and where that can be looked up, each open question which switch plays it.
import { basename, join } from 'node:path';
import { defaultSettings } from '../../../sandbox/world/settings';
import { DEFINITION, filesBelow, root, textOf } from './pages';

const LAST_COLUMN = 'How sure / source';
/** What begins a part of the last cell; the parts stand between semicolons: "page [a], [b]; report [c]". */
const CERTAINTY = /^(page|staff|seen|code|report|\*\*open\*\*)(?=[\s,:]|$)/;
/** Above a table, and no facts by themselves. */
const LEADING = [
	"Typed keys are checked, else 47003 with the field's name.",
	'The older one-time subscription message of an Official Account.',
];

/** One thing that is said of one fact's certainty. */
interface Part {
	page: string;
	fact: string;
	says: string;
}

/** One page of the sheet, as a reader takes it: rows and paragraphs with what is said of their certainty. */
class FactPage {
	readonly parts: Part[] = [];
	readonly facts: string[] = [];
	/** Tables without the last column, and paragraphs that say nothing of it. */
	readonly bare: string[] = [];
	readonly sources: Map<string, string>;

	constructor(
		readonly name: string,
		readonly text: string,
	) {
		this.sources = new Map([...text.matchAll(DEFINITION)].map(([, source, target]) => [source, target]));
		// The first sections of the first page explain the words; what follows them are facts.
		const body = name === 'README.md' ? text.slice(text.indexOf('\n## Names')) : text;
		for (const block of body.replace(DEFINITION, '').split(/\n{2,}/)) this.readBlock(block.trim());
	}

	private readBlock(block: string) {
		if (block === '' || /^(# |##+ |Here: )/.test(block) || LEADING.includes(block)) return;
		if (!block.startsWith('|')) {
			const says = /\(([^()]*\[[^()]*)\)\.$/.exec(block)?.[1];
			if (says === undefined) this.bare.push(block);
			else this.add(block, says);
			return;
		}
		const [head, , ...rows] = block.split('\n').map((line) => line.split(/(?<!\\)\|/).slice(1, -1));
		if (head[head.length - 1].trim() !== LAST_COLUMN) this.bare.push(head.join('|'));
		for (const cells of rows) this.add(cells[0].trim(), cells[cells.length - 1].trim());
	}

	private add(fact: string, says: string) {
		this.facts.push(fact);
		for (const part of says.split(/;\s+/)) this.parts.push({ page: this.name, fact, says: part });
	}

	unsure = () => this.parts.filter(({ says }) => !CERTAINTY.test(says));

	/** What rests on a page, a notice, an observation or an SDK that the page does not name with its address. */
	unnamed = () =>
		this.parts.filter(({ says }) => {
			const sources = [...says.replace(/`[^`]*`/g, '').matchAll(/\[([^\]]+)\](?!\()/g)].map(([, one]) => one);
			// What was seen by several people was told by several people.
			const needed = says.startsWith('**open**') ? 0 : says.startsWith('seen') ? 2 : 1;
			return sources.length < needed || sources.some((one) => !this.sources.has(one));
		});

	/** Open questions that name no switch that exists, and do not say why. */
	unplayed = () =>
		this.parts.filter(({ says }) => {
			if (!says.startsWith('**open**')) return false;
			const names = switchesIn(says);
			if (names.length === 0) return !/\bno switch, because \S+ \S+ \S+/.test(says);
			return names.some((one) => !SWITCHES.includes(one));
		});
}

const SWITCHES = Object.keys(defaultSettings());

/** The names in "switch `a`" and "switches `a`, `b`". */
const switchesIn = (text: string): string[] =>
	[...text.matchAll(/\b[Ss]witch(?:es)? ((?:`\w+`(?:,? (?:and )?)?)+)/g)].flatMap(([, list]) =>
		[...list.matchAll(/`(\w+)`/g)].map(([, one]) => one),
	);

const pages = filesBelow(join(root, 'docs/wechat'), '.md').map(
	(file) => new FactPage(basename(file), textOf(file)),
);
const byName = pages.map((page) => [page.name, page] as const);

it('the sheet has its facts', () => {
	expect(pages.length).toBeGreaterThanOrEqual(8);
	expect(pages.flatMap(({ facts }) => facts).length).toBeGreaterThan(250);
	expect(pages.filter(({ facts }) => facts.length < 10)).toEqual([]);
});

it('a fact without certainty, a source without address and a switch that is none are noticed', () => {
	const spoilt = `# A\n\nA fact in passing.\n\n| Fact | Seen |\n|---|---|\n| one | surely |\n| two | page |
| three | page [nowhere] |\n| four | **open**, switch \`noSuchSwitch\` |\n| five | **open** |
| six | **open**, no switch, because it cannot be seen |\n| seven | page [a]; report [a] |
| eight | seen [a] |\n\n[a]: https://a.example/a\n`;
	const page = new FactPage('spoilt.md', spoilt);
	expect(page.bare).toEqual(['A fact in passing.', ' Fact | Seen ']);
	const facts = (parts: Part[]) => parts.map(({ fact }) => fact);
	expect(facts(page.unsure())).toEqual(['one']);
	expect(facts(page.unnamed())).toEqual(['one', 'two', 'three', 'eight']);
	expect(facts(page.unplayed())).toEqual(['four', 'five']);
});

it.each(byName)('%s says of every fact how sure it is, in the last column', (_, page) => {
	expect(page.bare).toEqual([]);
	expect(page.unsure()).toEqual([]);
});

it.each(byName)('%s names every source, with its address', (_, page) => {
	expect(page.unnamed()).toEqual([]);
	const odd = [...page.sources].filter(([, target]) => !/^(https?:\/\/[\w.-]+\/\S+|\.\.\/\S+)$/.test(target));
	const body = page.text.replace(DEFINITION, '');
	const unused = [...page.sources.keys()].filter((source) => !body.includes(`[${source}]`));
	expect({ odd, unused }).toEqual({ odd: [], unused: [] });
});

it.each(byName)(
	'the open questions of %s name a switch that exists, or say why they have none',
	(_, page) => {
		expect(page.unplayed()).toEqual([]);
		expect(switchesIn(page.text).filter((one) => !SWITCHES.includes(one))).toEqual([]);
	},
);

it("every switch stands in the sandbox's README", () => {
	const readme = textOf('sandbox/README.md');
	expect(SWITCHES.length).toBeGreaterThan(50);
	expect(SWITCHES.filter((one) => !readme.includes(`\`${one}\``))).toEqual([]);
});
