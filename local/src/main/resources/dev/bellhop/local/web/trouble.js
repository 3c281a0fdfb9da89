import {breakable, fill, h, lazily} from './dom.js';
import {get, post} from './api.js';
import {busily, toast} from './dialog.js';
import {icon} from './icons.js';
import {showJson} from './json.js';
import * as times from './times.js';
import {changed, now, state, viewer, watch} from './store.js';

const HOW = {
  fail: 'fail with an error',
  'lose-answer': 'be done, but lose the answer',
  throttle: 'be throttled',
  refuse: 'be refused as invalid',
};

const AHEAD = [
  {name: '1 min', seconds: 60},
  {name: '5 min', seconds: 300},
  {name: '1 h', seconds: 3_600},
  {name: '1 day', seconds: 86_400},
];

let panel = null;
let opener = null;

/** Opens the panel, wherever one is. */
export function openTrouble() {
  changed('machinery-wanted');
  panel.showPopover();
  panel.querySelector('input, button').focus();
}

/** What can go wrong in the cloud, on demand; returns the button that opens it. */
export function trouble() {
  opener = h('button', {type: 'button', class: 'button trouble-button', popovertarget: 'trouble', 'aria-haspopup': 'dialog'});
  const title = h('h2', {id: 'trouble-title'}, 'Trouble');
  panel = h('div', {id: 'trouble', class: 'trouble', popover: 'auto', role: 'dialog', 'aria-labelledby': 'trouble-title'},
    h('header', {class: 'dialog-head'}, title,
      h('button', {type: 'button', class: 'icon-button', 'aria-label': 'Close', popovertarget: 'trouble', popovertargetaction: 'hide'}, icon('close'))),
    h('div', {class: 'trouble-body'}, twice(), failing(), replay(), deadLetters(), time(), calm()));
  document.body.append(panel);

  watch(['trouble'], lazily(() => {
    const planned = plannedTrouble();
    fill(opener, icon('trouble'), 'Trouble', planned.length > 0 && h('span', {class: 'badge'}, String(planned.length),
      h('span', {class: 'unseen'}, ' planned')));
  }));
  fill(opener, icon('trouble'), 'Trouble');
  return opener;
}

/** What is planned and did not happen yet, a sentence each. */
export function plannedTrouble() {
  const {duplicate, services} = state.trouble;
  return [
    ...(duplicate > 1 ? [`The next message is delivered ${duplicate} times`] : []),
    ...services.filter((each) => each.pending > 0).map((each) => `${each.name}: the next ${each.pending > 1 ? `${each.pending} calls` : 'call'} will fail`),
  ];
}

const section = (title, about, ...content) =>
  h('section', {class: 'trouble-part'}, h('h3', null, title), h('p', {class: 'hint'}, about), content);

const acting = (label, act, classes = '') => {
  const button = h('button', {type: 'button', class: `button button-small ${classes}`, on: {click: () => busily(button, act)}}, label);
  return button;
};

const number = (label, value, max) =>
  h('input', {class: 'field field-number', type: 'number', min: '1', max: String(max), value, 'aria-label': label});

function twice() {
  const times = number('How often', '2', 10);
  times.min = '2';
  return section('Deliver again', 'SNS delivers at least once. Counts must not notice.',
    h('div', {class: 'trouble-row'}, 'Deliver the next message', times, 'times',
      acting('Plan it', async () => {
        await post('trouble/duplicate', {times: Number(times.value)});
        toast('Planned. Now say something.');
      })));
}

function failing() {
  const what = h('select', {class: 'field', 'aria-label': 'What fails', on: {change: () => drawHow()}});
  const how = h('select', {class: 'field', 'aria-label': 'How it fails'});
  const count = number('How many calls', '1', 100);
  const drawHow = () => fill(how, (state.trouble.services.find((each) => each.id === what.value)?.how ?? [])
    .map((each) => h('option', {value: each}, HOW[each] ?? each)));
  watch(['trouble'], () => {
    if (what.children.length !== state.trouble.services.length) {
      const chosen = what.value;
      fill(what, state.trouble.services.map((each) => h('option', {value: each.id, selected: each.id === chosen}, each.name)));
      drawHow();
    }
  });
  return section('Make something fail', 'What was committed is owed until it is done: by a retry, or by the sweeper within its minute.',
    h('div', {class: 'trouble-row'}, 'The next', count, 'calls of', what, 'will', how,
      acting('Plan it', async () => {
        await post('trouble/fail', {what: what.value, how: how.value, times: Number(count.value)});
        toast('Planned. It happens with the next calls.');
      })));
}

function replay() {
  const button = acting('Send it again', async () => {
    await post('trouble/replay', {});
    toast('Sent again, byte for byte.');
  });
  watch(['trouble'], () => {
    button.disabled = !state.trouble.canReplay;
  });
  return section('Slack’s last request', 'Slack sends again what it got no answer to, as a retry.', h('div', {class: 'trouble-row'}, button));
}

function deadLetters() {
  const list = h('ul', {class: 'trouble-list'});
  watch(['queues'], lazily(() => fill(list, state.queues.map((queue) => h('li', null,
    h('span', {class: 'trouble-name'}, breakable(queue.name)),
    h('span', {class: queue.waiting > 0 ? 'pill pill-bad' : 'pill pill-quiet'},
      queue.waiting + queue.inFlight > 0 ? `${queue.waiting} waiting${queue.inFlight > 0 ? `, ${queue.inFlight} in flight` : ''}` : 'empty'),
    queue.waiting > 0 && acting('Look', () => showJson(queue.name, get(`queues/${queue.name}`))),
    queue.waiting > 0 && queue.function && acting('Redrive', () => post('trouble/redrive', {queue: queue.name})))))));
  return section('Queues', 'What failed for good waits in a dead-letter queue until somebody redrives it.', list);
}

function time() {
  const clock = h('b', {class: 'trouble-clock'});
  const schedules = h('div', {class: 'trouble-row'});
  const draw = lazily(() => {
    clock.textContent = `${times.seconds(now(), viewer()?.zone ?? 'UTC')}${state.ahead >= 1_000 ? `, ${times.span(state.ahead)} ahead` : ''}`;
  });
  setInterval(draw, 1_000);
  watch(['clock', 'viewer'], draw);
  watch(['trouble'], lazily(() => fill(schedules, state.trouble.schedules.map((name) =>
    acting(`Run ${name} now`, () => post('trouble/schedule', {function: name}))))));
  return section('Time', 'Retries, leases, reminders and the schedule go by this clock.',
    h('div', {class: 'trouble-row'}, clock, AHEAD.map(({name, seconds}) =>
      acting(`+${name}`, () => post('clock/advance', {seconds})))),
    schedules);
}

function calm() {
  const planned = h('ul', {class: 'trouble-planned'});
  const button = acting('Call it all off', () => post('trouble/calm', {}));
  const part = h('section', {class: 'trouble-part trouble-calm', 'aria-live': 'polite'}, h('h3', null, 'Planned'), planned,
    h('div', {class: 'trouble-row'}, button));
  watch(['trouble'], () => {
    const all = plannedTrouble();
    button.disabled = all.length === 0;
    fill(planned, (all.length > 0 ? all : ['Nothing.']).map((each) => h('li', null, each)));
  });
  return part;
}
