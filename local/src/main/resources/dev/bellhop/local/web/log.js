import {fill, h, lazily, rows} from './dom.js';
import {icon} from './icons.js';
import {json} from './json.js';
import * as times from './times.js';
import {state, viewer, watch} from './store.js';

const MOST = 200;

/** What is in CloudWatch Logs, newest last. */
export function log(root) {
  const opened = new Set();
  let group = '';
  let search = '';
  const groups = h('select', {class: 'field', 'aria-label': 'Log group', on: {
    change: () => {
      group = groups.value;
      draw();
    },
  }});
  const filter = h('input', {class: 'field', type: 'search', placeholder: 'Filter', 'aria-label': 'Filter the lines', on: {
    input: () => {
      search = filter.value.toLowerCase();
      draw();
    },
  }});
  const list = h('ol', {class: 'log', 'aria-label': 'Log lines'});
  const none = h('div', {class: 'nothing'}, icon('log'), h('p', null, 'No lines here yet.'));
  const box = h('div', {class: 'log-box'}, none, list);
  fill(root, h('div', {class: 'tools'}, groups, filter), box);

  const draw = lazily(() => {
    const names = [...new Set(state.log.map((each) => each.group))].sort();
    if (groups.children.length !== names.length + 1) {
      fill(groups, h('option', {value: ''}, 'All log groups'), names.map((name) => h('option', {value: name}, name)));
      groups.value = group;
    }
    const lines = state.log
      .filter((each) => group === '' || each.group === group)
      .filter((each) => search === '' || JSON.stringify(each.line).toLowerCase().includes(search))
      .slice(-MOST);
    none.hidden = lines.length > 0;
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
    rows(list, lines.map((each) => ({
      key: `${state.instance} ${each.n}`,
      stamp: [opened.has(each.n), state.viewer, group],
      draw: () => line(each, opened.has(each.n)),
    })));
    if (atEnd) {
      box.scrollTop = box.scrollHeight;
    }
  });

  function line(each, open) {
    const structured = typeof each.line === 'object';
    const failed = structured && (['ERROR', 'WARN'].includes(each.line.level) || each.line.failed === true);
    const toggle = () => {
      if (!opened.delete(each.n)) {
        opened.add(each.n);
      }
      draw();
    };
    return h('li', {class: failed ? 'line line-failed' : 'line'},
      h('button', {type: 'button', class: 'line-head', 'data-focus': String(each.n), 'aria-expanded': structured ? String(open) : null,
        on: {click: toggle}},
      h('time', null, times.seconds(each.at, viewer()?.zone ?? 'UTC')),
      group === '' && h('span', {class: 'line-group'}, each.group.replace(/(Function)?(LogGroup)?$/, '')),
      h('span', {class: 'line-text'}, structured ? short(each.line, open) : each.line)),
      structured && open && h('pre', {class: 'json', tabindex: '0'}, json(each.line, true)));
  }

  watch(['log', 'viewer', 'snapshot'], draw);
  return draw;
}

/** `counted  subject=…`: what is the outcome or type first, then the rest as it comes. */
function short(object, alone) {
  const {outcome, type, level, _aws: metrics, ...rest} = object;
  const others = Object.entries(rest)
    .filter(([, value]) => value !== '' && value !== null)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`);
  return [h('b', null, outcome ?? type ?? level ?? (metrics ? 'metrics' : '')), alone ? '' : ` ${others.join('  ')}`];
}
