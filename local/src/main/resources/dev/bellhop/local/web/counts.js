import {fill, h, lazily, rows} from './dom.js';
import {get} from './api.js';
import {icon} from './icons.js';
import * as times from './times.js';
import {state, viewer, watch} from './store.js';

/** What was counted, the most said first. */
export function counts(root, onShow) {
  let answer = {words: [], more: 0};
  const none = h('div', {class: 'nothing'}, icon('counts'), h('p', null, 'Nothing is counted yet.'));
  const body = h('tbody');
  const table = h('table', {class: 'counts'},
    h('thead', null, h('tr', null,
      h('th', {scope: 'col'}, 'Word'),
      h('th', {scope: 'col', class: 'number', title: 'How often it was said'}, 'Said'),
      h('th', {scope: 'col', class: 'number', title: 'With what the multiplier adds'}, 'Count'),
      h('th', {scope: 'col'}, h('span', {class: 'unseen'}, 'As a bar')))),
    body);
  const more = h('p', {class: 'quiet'});
  fill(root, none, table, more);

  const draw = lazily(() => {
    none.hidden = answer.words.length > 0;
    table.hidden = !none.hidden;
    const highest = Math.max(1, ...answer.words.map((each) => each.count));
    more.textContent = answer.more > 0 ? `And ${answer.more} more words.` : '';
    rows(body, answer.words.map((each) => ({
      key: each.word,
      stamp: [each.mentions, each.count, highest, state.viewer],
      draw: () => h('tr', {class: 'fresh'},
        h('th', {scope: 'row', title: each.last === null ? null : `Last said ${times.full(each.last, viewer().zone)}`}, each.word),
        h('td', {class: 'number'}, String(each.mentions)),
        h('td', {class: 'number'}, h('b', null, String(each.count))),
        h('td', {class: 'counts-bar'}, h('span', {style: {width: `${(100 * each.count) / highest}%`}}))),
    })));
  });

  onShow(['counts', 'snapshot'], () => get('counts').then((found) => {
    answer = found;
    draw();
  }).catch(() => {}));
  watch(['viewer'], draw);
}
