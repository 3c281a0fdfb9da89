import {fill, freshId, h, lazily, rows} from './dom.js';
import {get} from './api.js';
import {icon} from './icons.js';
import {json} from './json.js';
import * as times from './times.js';
import {read, state, viewer, watch, write} from './store.js';

const RANGES = [
  {name: '15 min', since: '15m'},
  {name: '1 h', since: '1h'},
  {name: 'All', since: ''},
];
const FEW = 200;

/** New lines are looked for at most so often, in milliseconds; and so long after what was typed last. */
const PAUSE = 300;

/** All that is kept in CloudWatch Logs, newest last; the server searches it, so that one rule finds old lines and new. */
export function log(root, onShow) {
  const opened = new Set();
  let answer = {lines: [], more: 0, most: FEW, words: [], groups: []};
  let range = RANGES[read('log-range') ?? 2] ?? RANGES[2];
  let most = FEW;
  let asked = 0;
  let typing = 0;
  let atEnd = true;

  const groups = h('select', {class: 'field', 'aria-label': 'Log group', on: {change: () => anew()}});
  const problemId = freshId('log-problem');
  const search = h('input', {
    class: 'field',
    type: 'search',
    placeholder: 'Search: words or { $.pattern }',
    title: 'Words, which all have to occur; or a pattern of CloudWatch Logs, such as { $.outcome = "done" } or %[Tt]imed%',
    'aria-label': 'Search the lines',
    'aria-describedby': problemId,
    autocomplete: 'off',
    on: {input: () => {
      clearTimeout(typing);
      typing = setTimeout(anew, PAUSE);
    }},
  });
  const ranges = h('div', {class: 'segments', role: 'group', 'aria-label': 'How far back'}, RANGES.map((each, i) => h('button', {
    type: 'button', 'aria-pressed': String(each === range), on: {click: () => choose(i)},
  }, each.name)));
  const metrics = h('input', {type: 'checkbox', on: {change: () => anew()}});
  const problem = h('p', {id: problemId, class: 'wrong', role: 'alert'});
  const status = h('span', {role: 'status'});
  const older = h('button', {type: 'button', class: 'link-button', hidden: true, on: {click: () => {
    most = answer.most;
    load();
  }}}, 'Show more');
  const list = h('ol', {class: 'log', 'aria-label': 'Log lines'});
  const nothing = h('p');
  const none = h('div', {class: 'nothing'}, icon('log'), nothing);
  const box = h('div', {class: 'log-box', on: {scroll}}, none, list);
  new ResizeObserver(stick).observe(box);
  fill(root,
    h('div', {class: 'tools', role: 'search'}, search),
    problem,
    h('div', {class: 'tools log-tools'}, groups, ranges, h('label', {class: 'check', title: 'Lines in CloudWatch’s embedded metric format'}, metrics, 'Metrics too')),
    h('p', {class: 'log-status quiet'}, status, older),
    box);

  function choose(i) {
    range = RANGES[i];
    write('log-range', i);
    [...ranges.children].forEach((each, at) => each.setAttribute('aria-pressed', String(at === i)));
    anew();
  }

  /** Another question: its answer is read from its end. */
  function anew() {
    clearTimeout(typing);
    most = FEW;
    atEnd = true;
    return load();
  }

  async function load() {
    asked += 1;
    const mine = asked;
    const query = new URLSearchParams({
      group: groups.value, search: search.value, since: range.since, metrics: String(metrics.checked), most: String(most),
    });
    try {
      const found = await get(`logs?${query}`);
      if (mine === asked) {
        answer = found;
        wrong('');
        draw();
      }
    } catch (failure) {
      if (mine === asked && failure.status !== 0) {
        wrong(failure.message);
      }
    }
  }

  function wrong(sentence) {
    problem.textContent = sentence;
    search.setAttribute('aria-invalid', String(sentence !== ''));
  }

  /** What became of one event: every line that names it, wherever and whenever it was written. */
  function trace(id) {
    search.value = `"${id}"`;
    groups.value = '';
    choose(RANGES.length - 1);
    search.focus();
  }

  function draw() {
    drawGroups();
    const narrowed = search.value.trim() !== '' || groups.value !== '' || range.since !== '';
    nothing.textContent = narrowed ? 'No line is like that.' : 'No lines here yet.';
    none.hidden = answer.lines.length > 0;
    const all = answer.lines.length + answer.more;
    const said = `${all.toLocaleString('en-GB')} ${all === 1 ? 'line' : 'lines'}`;
    status.textContent = answer.more > 0 ? `${said}, the last ${answer.lines.length.toLocaleString('en-GB')} shown.` : `${said}.`;
    older.hidden = answer.more === 0 || most >= answer.most;
    const words = answer.words.join('\n');
    rows(list, answer.lines.map((each) => ({
      key: `${state.instance} ${each.id}`,
      stamp: [opened.has(each.id), state.viewer, groups.value, words],
      draw: () => line(each, opened.has(each.id)),
    })));
    stick();
  }

  /** What is not seen is not scrolled by anybody. */
  function scroll() {
    if (box.clientHeight > 0) {
      atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
    }
  }

  function stick() {
    if (atEnd) {
      box.scrollTop = box.scrollHeight;
    }
  }

  function drawGroups() {
    if (groups.children.length !== answer.groups.length + 1) {
      const chosen = groups.value;
      fill(groups, h('option', {value: ''}, 'All log groups'), answer.groups.map((each) => h('option', {value: each.name}, each.label)));
      groups.value = chosen;
    }
  }

  function line(each, open) {
    const structured = typeof each.line === 'object' && each.line !== null;
    const failed = structured && (['ERROR', 'WARN'].includes(each.line.level) || each.line.failed === true);
    const event = structured ? eventOf(each.line) : null;
    const toggle = () => {
      if (!opened.delete(each.id)) {
        opened.add(each.id);
      }
      draw();
    };
    // Only what is JSON has more to it than its line.
    const head = structured
      ? {type: 'button', class: 'line-head', 'data-focus': `head ${each.id}`, 'aria-expanded': String(open), on: {click: toggle}}
      : {class: 'line-head line-whole'};
    return marked(h('li', {class: failed ? 'line line-failed' : 'line'},
      h('div', {class: 'line-row'},
        h(structured ? 'button' : 'div', head,
        h('time', null, times.seconds(each.at, viewer()?.zone ?? 'UTC')),
        groups.value === '' && h('span', {class: 'line-group'}, shortName(each.group)),
        h('span', {class: 'line-text'}, structured ? short(each.line, open) : String(each.line))),
        event && h('button', {type: 'button', class: 'icon-button line-trace', 'data-focus': `trace ${each.id}`,
          title: 'What became of this event', 'aria-label': `What became of ${event}`, on: {click: () => trace(event)}}, icon('fan'))),
      structured && open && h('pre', {class: 'json', tabindex: '0'}, json(each.line, true))), answer.words);
  }

  const shortName = (name) => (answer.groups.find((each) => each.name === name)?.label ?? name).replace(/(Function| of this laptop)$/, '');

  const live = seldom(load);
  onShow(['log', 'snapshot'], live);
  watch(['viewer'], lazily(draw));
}

/** The event that a line is about: the one it names, or, in the event log, is. */
function eventOf(line) {
  const id = line.event ?? (line.specversion ? line.id : null);
  return typeof id === 'string' && id !== '' && !id.includes('"') ? id : null;
}

/** Does something now, and once more after what came meanwhile, but with a pause in between. */
function seldom(work) {
  let busy = false;
  let again = false;
  return async function once() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    await work();
    await new Promise((done) => { setTimeout(done, PAUSE); });
    busy = false;
    if (again) {
      again = false;
      once();
    }
  };
}

/** `counted  subject=…`: what is the outcome or type first, then the rest as it comes, without what every line has. */
function short(object, alone) {
  if (object.specversion) {
    return shortEvent(object, alone);
  }
  const {outcome, type, level, _aws: metrics, function: by, requestId, event, ...rest} = object;
  return [h('b', null, outcome ?? type ?? level ?? (metrics ? 'metrics' : '')), alone ? '' : fields({...rest, event})];
}

/** What was said is what one looks for in the event log. */
function shortEvent({type, id, data: {text, ...data} = {}}, alone) {
  return [h('b', null, String(type).replace(/^bellhop\.|\.v\d+$/g, '')), alone ? '' : fields({text, ...data, id})];
}

function fields(object) {
  return ` ${Object.entries(object)
    .filter(([, value]) => value !== '' && value !== null && value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join('  ')}`;
}

/** Marks what was searched for, in whatever is shown of it. */
function marked(node, words) {
  if (words.length === 0) {
    return node;
  }
  const wanted = new RegExp(words.map((each) => each.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'gi');
  const texts = [];
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    texts.push(walker.currentNode);
  }
  for (const text of texts) {
    const whole = text.data;
    const parts = [];
    let end = 0;
    for (const found of whole.matchAll(wanted)) {
      parts.push(whole.slice(end, found.index), h('mark', null, found[0]));
      end = found.index + found[0].length;
    }
    if (end > 0) {
      text.replaceWith(...parts, whole.slice(end));
    }
  }
  return node;
}
