// How the sandbox's page looks, and the little that it does by itself.
import { Html } from './html';

export const STYLE = new Html(`
:root { font: 15px/1.45 system-ui, "Noto Sans CJK SC", sans-serif; color: #1f2329; background: #ededed; }
body { margin: 0; }
header { background: #07c160; color: #fff; padding: 10px 20px; }
header h1 { margin: 0; font-size: 20px; } header p { margin: 2px 0 0; }
header .places { font-size: 14px; } header .places a, header .places b { margin-right: 16px; color: #fff; }
header code { background: none; color: inherit; }
h2 { font-size: 16px; margin: 16px 0 6px; } h3 { font-size: 14px; margin: 12px 0 4px; }
small { color: #646a73; font-weight: normal; }
main { display: grid; grid-template-columns: 210px minmax(360px, 1fr) 480px; gap: 16px; padding: 0 20px 20px; }
nav ul { list-style: none; padding: 0; margin: 0; } nav li { padding: 4px 8px; border-radius: 6px; }
nav li.chosen { background: #d3f2e1; } nav small { display: block; }
.person, aside { background: #fff; border-radius: 8px; padding: 0 16px 16px; }
.told { background: #fff7e0; margin: 0; padding: 8px 20px; } .told a { float: right; color: inherit; text-decoration: none; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 10px; margin: 0; }
dt { color: #646a73; } dd { margin: 0; overflow-wrap: anywhere; }
code { background: #f2f3f5; border-radius: 4px; padding: 1px 4px; cursor: copy; }
nav p { display: flex; justify-content: space-between; margin: 4px 8px; }
details pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 2px 0; } summary { cursor: pointer; }
form { display: inline-flex; gap: 4px; margin: 3px 8px 3px 0; align-items: center; flex-wrap: wrap; }
input, select, textarea, button { font: inherit; padding: 3px 6px; }
select { max-width: 300px; } input[type="file"] { width: 220px; }
.search { display: grid; grid-template-columns: minmax(0, 1fr); margin-right: 0; } .search select { max-width: 100%; }
button { background: #07c160; color: #fff; border: 0; border-radius: 5px; padding: 4px 10px; cursor: pointer; }
[data-live="inbox"] { background: #ededed; border-radius: 8px; padding: 10px; max-height: 560px; overflow: auto; }
.message time { display: block; text-align: center; color: #8a8f99; font-size: 12px; margin: 8px 0 4px; }
.card { background: #fff; border-radius: 8px; padding: 10px 14px; max-width: 420px; }
.card h4 { margin: 0 0 6px; border-bottom: 1px solid #eee; padding-bottom: 6px; } .card p { margin: 2px 0; }
.card .jump { border-top: 1px solid #eee; margin-top: 8px; padding-top: 6px; color: #576b95; overflow-wrap: anywhere; }
.bubble { background: #95ec69; border-radius: 6px; padding: 8px 12px; margin: 0; width: fit-content; max-width: 420px; white-space: pre-wrap; }
.template { border-bottom: 1px solid #eee; margin-bottom: 6px; } .template h4, .template pre { margin: 4px 0; }
.template pre { white-space: pre-wrap; }
.empty { color: #8a8f99; }
table { border-collapse: collapse; width: 100%; font-size: 12.5px; } td, th { text-align: left; padding: 2px 6px; overflow-wrap: anywhere; }
th { white-space: nowrap; } tr.refused td { color: #c9372c; }
`);

/**
 * What changes is asked for again every two seconds; a click on a value copies it; a reload does not tell again what was
 * done.
 */
export const SCRIPT = new Html(`
const here = new URL(location.href);
here.searchParams.delete('told');
history.replaceState(null, '', here);
const seen = {};
setInterval(async () => {
	const answer = await fetch(location.href).catch(() => undefined);
	if (!answer || !answer.ok) return;
	const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
	for (const part of document.querySelectorAll('[data-live]')) {
		const now = fresh.querySelector('[data-live="' + part.dataset.live + '"]');
		// Compared with what came last, so that what somebody has opened stays open until there is something new.
		if (now && now.innerHTML !== (seen[part.dataset.live] ?? part.innerHTML)) part.innerHTML = now.innerHTML;
		if (now) seen[part.dataset.live] = now.innerHTML;
	}
}, 2000);
document.addEventListener('click', ({ target }) => {
	if (target.tagName === 'CODE') navigator.clipboard.writeText(target.textContent);
});
`);
