/** The pages of those who run the programme: one frame, with the words and the list of the page at this address. */

import { start } from './api.js';
import { t } from './words.js';

const page = location.pathname === '/approvals' ? 'approvals' : 'queue';

for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-of]')))
  element.textContent = t(`${page}-${element.dataset.of}`);

const { refresh } = await import(`./${page}.js`);
await start(refresh);
