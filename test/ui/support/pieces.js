// See pieces.d.ts.

/** Playwright sends the function's own text to the page: it must not lean on anything outside itself. */
exports.readPieces = (elements) =>
	elements.map((element) => {
		const body = element.querySelector('[data-node-name]');
		const note = element.querySelector('.n8n-sticky');
		const inView = [...element.querySelectorAll('*')].filter(
			(part) =>
				!part.closest('[data-test-id="canvas-node-toolbar"], .vue-flow__resize-control, textarea, button') &&
				part.getClientRects().length > 0,
		);
		const labels = note ? [] : inView.filter((part) => part.childElementCount === 0 && part.innerText);
		const rects = [element, ...labels]
			.map((part) => part.getBoundingClientRect())
			.filter(({ width }) => width > 0);
		const x = Math.min(...rects.map((rect) => rect.left));
		const y = Math.min(...rects.map((rect) => rect.top));
		const words = (note ?? body).innerText.replace(/\s+/g, ' ').trim();
		const blank = note ? note.clientHeight - note.querySelector('[class*="wrapper"] > div').clientHeight : 0;
		const bottomOf = (part) => part.getBoundingClientRect().bottom;
		const isCut =
			note !== null &&
			[...note.querySelectorAll('p, li, h1, h2, h3')].some((part) => bottomOf(part) > bottomOf(note));
		const place = /translate\(([^)]*)\)/.exec(element.style.transform)[1].replaceAll('px', '');
		const ellipses = inView.filter(
			(part) => getComputedStyle(part).textOverflow === 'ellipsis' && part.scrollWidth > part.clientWidth + 1,
		);
		return {
			name: body.dataset.nodeName,
			isNote: note !== null,
			shows: `${place}: ${words}`,
			cut: [...ellipses.map((part) => part.innerText), ...(isCut ? [words] : [])],
			blank,
			x,
			y,
			width: Math.max(...rects.map((rect) => rect.right)) - x,
			height: Math.max(...rects.map((rect) => rect.bottom)) - y,
		};
	});

exports.readConnections = (paths) =>
	paths.map((path) => {
		const toScreen = path.getScreenCTM();
		const length = path.getTotalLength();
		return Array.from({ length: 60 }, (_, step) => {
			const { x, y } = path.getPointAtLength((length * step) / 59).matrixTransform(toScreen);
			return { x, y };
		});
	});

exports.removeElement = (element) => element.remove();

exports.readWords = (element) => {
	const inputs = [...element.querySelectorAll('input, textarea')]
		.filter((input) => input.type !== 'password' && input.getClientRects().length > 0)
		.map(({ value, placeholder }) => value || placeholder);
	return [...element.innerText.split('\n'), ...inputs].map((line) => line.trim()).filter(Boolean);
};
