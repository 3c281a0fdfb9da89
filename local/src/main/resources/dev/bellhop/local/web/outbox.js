import {fill, h, lazily, rows} from './dom.js';
import {get} from './api.js';
import {sizeOf} from './files.js';
import {icon} from './icons.js';
import {json} from './json.js';
import * as times from './times.js';
import {now, state, viewer, watch} from './store.js';

const SIGNS = {mail: 'mail', sms: 'phone', push: 'push'};
const NAMES = {mail: 'Mail', sms: 'SMS', push: 'Push'};

/** What left for the world outside, and went no further than here. */
export function outbox(root, onShow) {
  const none = h('div', {class: 'nothing'}, icon('mail'),
    h('p', null, 'Nothing was sent yet. Mail, SMS and push end here: none of it leaves this machine.'));
  const list = h('div', {class: 'outbox'});
  const kept = h('div');
  fill(root, none, list, kept);
  let empty = true;
  onShow(['objects'], bucket(kept, (isEmpty) => {
    empty = isEmpty;
    draw();
  }));
  const draw = lazily(() => {
    none.hidden = state.outbox.length > 0 || !empty;
    rows(list, state.outbox.toReversed().map((entry, i) => ({
      key: entry.id,
      stamp: [entry, state.viewer],
      draw: () => card(entry, i === 0),
    })));
  });
  watch(['outbox', 'viewer'], draw);
}

/** What is in the bucket: keys, sizes and types, and nothing of what is in that. Returns what reads it anew. */
function bucket(root, told) {
  const body = h('tbody');
  const name = h('caption');
  const table = h('table', {class: 'counts objects', hidden: true}, name,
    h('thead', null, h('tr', null,
      h('th', {scope: 'col'}, 'Key'), h('th', {scope: 'col', class: 'number'}, 'Size'), h('th', {scope: 'col'}, 'Type'))),
    body);
  fill(root, table);
  return () => get('objects').then(({objects}) => {
    table.hidden = objects.length === 0;
    told(table.hidden);
    name.textContent = `In the bucket ${[...new Set(objects.map((each) => each.bucket))].join(', ')}`;
    rows(body, objects.map((each) => ({
      key: `${each.bucket}/${each.key}`,
      stamp: [each.size, each.type],
      draw: () => h('tr', null,
        h('th', {scope: 'row'}, each.key), h('td', {class: 'number'}, sizeOf(each.size)), h('td', null, each.type)),
    })));
  }).catch(() => {});
}

function card(entry, open) {
  const zone = viewer()?.zone ?? 'UTC';
  const details = h('details', {class: 'letter', open},
    h('summary', null,
      icon(SIGNS[entry.kind] ?? 'mail'),
      h('span', {class: 'letter-title'}, h('b', null, entry.subject ?? entry.title ?? NAMES[entry.kind] ?? entry.kind),
        h('span', null, `to ${[entry.to].flat().join(', ')}`)),
      h('span', {class: 'trace-end'},
        h('span', {class: `pill pill-${entry.outcome === 'sent' ? 'good' : 'bad'}`}, entry.outcome),
        h('time', {title: times.full(entry.at, zone)},
          times.daysAway(entry.at, zone, now()) === 0 ? times.clock(entry.at, zone) : times.shortDay(entry.at, zone)))));
  // A closed mail loads nothing.
  const fillBody = () => details.open && details.children.length === 1 && details.append(body(entry));
  details.addEventListener('toggle', fillBody);
  fillBody();
  return details;
}

function body(entry) {
  return h('div', {class: 'letter-body'},
    entry.error && h('p', {class: 'wrong'}, entry.error),
    entry.from && h('p', {class: 'quiet'}, `From ${entry.from}`),
    entry.hasHtml && h('figure', {class: 'letter-part'},
      h('figcaption', null, 'As HTML'),
      h('iframe', {sandbox: '', src: `/local/outbox/${encodeURIComponent(entry.id)}/html`, title: `The mail “${entry.subject}”`, loading: 'lazy'})),
    entry.text !== null && entry.text !== undefined && h('figure', {class: 'letter-part'},
      entry.hasHtml && h('figcaption', null, 'As text'),
      h('pre', {tabindex: '0'}, entry.text)),
    entry.payload && h('figure', {class: 'letter-part'},
      h('figcaption', null, 'Payload'), h('pre', {class: 'json', tabindex: '0'}, json(entry.payload, true))));
}
