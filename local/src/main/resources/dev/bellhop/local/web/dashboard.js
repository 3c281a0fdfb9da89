import {fill, h, lazily} from './dom.js';
import {get} from './api.js';
import {chart} from './chart.js';
import {icon} from './icons.js';
import * as times from './times.js';
import {channel, read, titleOf, user, viewer, watch, write} from './store.js';

const NAMES = {'15m': '15 min', '1h': '1 h', '12h': '12 h'};

/** An alarm's pill and its word, the ones to look at first. */
const STATES = {
  ALARM: ['bad', 'alarm'],
  INSUFFICIENT_DATA: ['warn', 'not yet'],
  UNKNOWN: ['quiet', 'not known'],
  OK: ['good', 'ok'],
};

/** Even where nothing happens, time goes on. */
const AGAIN = 60_000;

/** What the template's dashboard shows, of what is here. */
export function dashboard(root, onShow) {
  let answer = null;
  let span = read('span', 'localStorage') ?? '15m';
  let asked = 0;
  const widgets = new Map();
  const spans = h('div', {class: 'segments', role: 'group', 'aria-label': 'How far back'});
  const about = h('p', {class: 'quiet dashboard-about'});
  const none = h('div', {class: 'nothing', hidden: true}, icon('counts'), h('p', null, 'The template has no dashboard.'));
  const board = h('div', {class: 'dashboard'});
  fill(root, h('div', {class: 'dashboard-head'}, spans, about), none, board);

  const draw = lazily(() => {
    if (answer === null) {
      return;
    }
    const focused = spans.contains(document.activeElement);
    fill(spans, answer.spans.map((each) => h('button', {type: 'button', 'aria-pressed': String(each === answer.span), on: {
      click: () => {
        span = each;
        write('span', each, 'localStorage');
        load();
      },
    }}, NAMES[each] ?? each)));
    if (focused) {
      spans.querySelector('[aria-pressed="true"]')?.focus();
    }
    about.textContent = `Drawn from template.yaml, by ${times.span(answer.period)}. Deployed, CloudWatch draws it, by 5 min.`;
    none.hidden = answer.widgets.length > 0;
    const shown = answer.widgets.map((each, i) => {
      const key = `${i} ${each.kind} ${each.title}`;
      const widget = widgets.get(key) ?? WIDGETS[each.kind](each.title);
      widgets.set(key, widget);
      return [widget, each];
    });
    if (shown.length !== board.children.length || shown.some(([widget], i) => board.children[i] !== widget.root)) {
      fill(board, shown.map(([widget]) => widget.root));
    }
    const {from, period, periods} = answer;
    shown.forEach(([widget, each]) => widget.show({...each, from, period, periods, spanName: NAMES[answer.span] ?? answer.span}));
  });

  function load() {
    asked += 1;
    const mine = asked;
    get(`dashboard?span=${encodeURIComponent(span)}`).then((found) => {
      // A slow answer is not shown after a later one.
      if (mine === asked) {
        answer = found;
        draw();
      }
    }).catch((problem) => {
      if (problem.status === 400 && span !== '15m') {
        span = '15m';
        load();
      }
    });
  }

  onShow(['dashboard', 'snapshot', 'clock'], load);
  watch(['viewer'], draw);
  setInterval(() => root.checkVisibility() && load(), AGAIN);
}

const WIDGETS = {graph: chart, table: tableOf, alarms: alarmsOf, foreign: foreignOf};

function widget(title, ...parts) {
  return h('section', {class: 'widget', 'aria-label': title}, h('div', {class: 'widget-head'}, h('h3', null, title)), parts);
}

/** What is drawn by CloudWatch alone. */
function foreignOf(title) {
  const why = h('p', {class: 'chart-none chart-foreign'});
  return {root: widget(title, why), show: (each) => { why.textContent = each.why; }};
}

function tableOf(title) {
  const none = h('p', {class: 'chart-none'});
  const box = h('div', {class: 'widget-table', role: 'region', 'aria-label': title, tabindex: '0'});
  return {
    root: widget(title, none, box),
    show({columns, rows, spanName}) {
      none.hidden = rows.length > 0;
      none.textContent = `Nothing in the last ${spanName}.`;
      box.hidden = rows.length === 0;
      // What no line has anything in takes no room.
      const shown = columns.map((name, i) => ({name, i})).filter(({i}) => rows.some((row) => row[i] !== ''));
      const kind = ({name, i}) => (!name.startsWith('@') && rows.every((row) => /^\d+$/.test(row[i])) ? 'number' : null);
      fill(box, h('table', {class: 'counts'},
        h('thead', null, h('tr', null, shown.map((column) => h('th', {scope: 'col', class: kind(column)}, heading(column.name))))),
        h('tbody', null, rows.map((row) => h('tr', null, shown.map((column) =>
          h('td', {class: kind(column)}, cell(column.name, row[column.i]))))))));
    },
  };
}

const heading = (name) => (name === '@timestamp' ? 'time' : name.replace(/^(@|.*\.)/, ''));

function cell(column, value) {
  if (column === '@timestamp') {
    return times.seconds(Number(value), viewer()?.zone ?? 'UTC');
  }
  const place = channel(value);
  const type = /^bellhop\.(\w+)\.(\w+)\.v\d+$/.exec(value);
  if (column === 'type' && type) {
    return `${type[1]} ${type[2]}`;
  }
  return user(value)?.realName.split(' ')[0] ?? (place ? titleOf(place) : value);
}

function alarmsOf(title) {
  const [name, ...rest] = title.split(': ');
  const sum = h('p', {class: 'alarm-sum'});
  const now = h('ul', {class: 'alarms'});
  const all = h('ul', {class: 'alarms'});
  const summary = h('summary');
  return {
    root: widget(name, rest.length > 0 && h('p', {class: 'quiet alarm-about'}, rest.join(': ')), sum, now,
      h('details', {class: 'chart-details'}, summary, all)),
    show({alarms}) {
      const of = (state) => alarms.filter((each) => each.state === state);
      const [sign, text] = of('ALARM').length > 0
        ? ['bad', `${of('ALARM').length} of ${alarms.length} in alarm`]
        : ['good', `No alarm; ${of('OK').length} of ${alarms.length} are ok`];
      fill(sum, h('span', {class: `pill pill-${sign}`}, text));
      fill(now, of('ALARM').map(alarm));
      fill(all, Object.keys(STATES).flatMap(of).map(alarm));
      summary.textContent = `All ${alarms.length}`;
    },
  };
}

function alarm({name, state, why}) {
  const [sign, text] = STATES[state];
  return h('li', null, h('span', {class: `pill pill-${sign}`}, text), h('span', null, h('b', null, name), ` ${why}`));
}
