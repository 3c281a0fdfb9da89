import {breakable, fill, h, lazily, rows} from './dom.js';
import {get, post} from './api.js';
import {busily, toast} from './dialog.js';
import {icon} from './icons.js';
import {showJson} from './json.js';
import {summary} from './text.js';
import * as times from './times.js';
import {changed, channel, messageAt, now, showMachinery, state, titleOf, user, viewer, watch} from './store.js';

const FIRST = 40;
/** Beyond so many milliseconds a bar for each step would be a line of dots. */
const LONGEST_DRAWN = 60_000;

/** What the viewer opened or closed; the rest is open while it is the newest or not well. */
const toggled = new Map();
let most = FIRST;
let list = null;

const KINDS = {
  event: 'bell', command: 'hash', action: 'check', submission: 'note', webhook: 'request', schedule: 'clock',
  invocation: 'lambda', publish: 'topic', request: 'request',
};

const SAID = {
  event: 'Event', command: 'Slash command', action: 'Button', submission: 'Form', webhook: 'Outgoing webhook', schedule: 'By the clock',
  invocation: 'Invoked directly', publish: 'Published from outside', request: 'Request',
};

const STATES = {
  running: {text: 'under way', tone: 'running'},
  settled: {text: 'done', tone: 'good'},
  owing: {text: 'owed', tone: 'warn'},
  retrying: {text: 'retrying', tone: 'warn'},
  failed: {text: 'failed', tone: 'bad'},
};

/** Each thing that came in, newest first, and all that came of it. */
export function fanout(root) {
  list = h('div', {class: 'traces'});
  const none = h('div', {class: 'nothing'}, icon('fan'),
    h('p', null, 'Say something in the channel. What comes of it appears here, step by step: the request, the transaction, the'
      + ' topic, and each subscriber.'));
  const older = h('button', {type: 'button', class: 'button older', hidden: true, on: {
    click: () => {
      most += FIRST;
      draw();
    },
  }}, 'Show older ones');
  fill(root, none, list, older);

  const draw = lazily(() => {
    // Slack tells a bot of its own messages too, and it ignores them.
    const newestFirst = state.traces.filter((trace) => !trace.own).reverse();
    none.hidden = newestFirst.length > 0;
    older.hidden = newestFirst.length <= most;
    rows(list, newestFirst.slice(0, most).map((trace, i) => {
      const open = toggled.get(trace.id) ?? (i === 0 || trace.state !== 'settled');
      const about = aboutOf(trace);
      return {
        key: trace.id,
        stamp: [trace, open, about, state.viewer, laterOf(trace)],
        draw: () => card(trace, open, about),
      };
    }));
  });
  redraw = draw;
  watch(['traces', 'viewer', 'snapshot', 'messages'], draw);
}

let redraw = () => {};

/** Opens what came of a message. */
export function showTraceOf(message) {
  const found = state.traces.findLast((trace) => trace.subject.endsWith(`:${message.channel}:${message.ts}`));
  if (!found) {
    toast('Nothing came of it: it starts with no trigger word and does not mention the bot, or it is too long ago.');
    return;
  }
  showTrace(found.id);
}

function showTrace(id) {
  toggled.set(id, true);
  most = Math.max(most, state.traces.length - state.traces.findIndex((trace) => trace.id === id));
  showMachinery('fanout');
  changed('machinery-wanted');
  redraw();
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const head = [...list.querySelectorAll('.trace-head')].find((each) => each.dataset.focus === id);
    head?.scrollIntoView({block: 'start'});
    head?.focus();
  }));
}

/** What it was about, as people would say it. */
function aboutOf(trace) {
  const [, place, ts] = /:([CDG]\w+):(\d+\.\d+)$/.exec(trace.subject) ?? [];
  const message = place && messageAt(place, ts);
  if (message) {
    return `${user(message.user)?.realName.split(' ')[0]} in ${titleOf(channel(place))}: ${summary(message.text)}`;
  }
  const by = user(trace.user)?.realName.split(' ')[0];
  return [by ?? SAID[trace.kind] ?? trace.kind, trace.text].filter(Boolean).join(': ');
}

function card(trace, open, about) {
  const zone = viewer()?.zone ?? 'UTC';
  const is = stateOf(trace);
  const answered = trace.requests[0];
  const toggle = () => {
    toggled.set(trace.id, !open);
    redraw();
  };
  return h('article', {class: `trace trace-${is.tone}`},
    h('button', {type: 'button', class: 'trace-head', 'data-focus': trace.id, 'aria-expanded': String(open), on: {click: toggle}},
      h('span', {class: 'trace-sign'}, icon(KINDS[trace.kind] ?? 'request')),
      h('span', {class: 'trace-title'},
        h('b', null, trace.title),
        h('span', {class: 'trace-about'}, about)),
      h('span', {class: 'trace-end'},
        h('span', {class: `pill pill-${is.tone}`}, is.text),
        h('time', {title: times.full(trace.at, zone)}, times.seconds(trace.at, zone)))),
    open ? timeline(trace) : h('p', {class: 'trace-summary'}, summaryOf(trace, answered)));
}

/** A delivery that is tried again is no debt of the bot's. */
function stateOf(trace) {
  const owes = trace.publications.some((each) => each.outcome === 'failed' && !each.paid)
    || trace.notes.some((each) => each.outcome === 'reply-owed');
  return trace.state === 'owing' && !owes ? STATES.retrying : STATES[trace.state] ?? STATES.settled;
}

function summaryOf(trace, answered) {
  const deliveries = [...trace.publications.flatMap((each) => each.deliveries), ...trace.invocations];
  const counts = Object.entries(Object.groupBy(deliveries, (each) => each.state))
    .map(([is, all]) => `${all.length} ${DELIVERIES[is]?.text ?? is}`);
  const later = trace.publications.some((each) => each.paid);
  return [answered?.took && `Answered in ${times.took(answered.took)}`, ...counts, later && 'published later'].filter(Boolean).join(' · ');
}

function timeline(trace) {
  const all = tree(trace);
  const flat = all.flatMap(function each(step) {
    return [step, ...step.below.flatMap(each)];
  });
  const start = Math.min(...flat.map((step) => step.at ?? Infinity));
  const end = Math.max(...flat.map((step) => (step.at ?? start) + (step.took ?? 0)));
  const scale = {start, span: Math.max(1, end - start), drawn: end - start <= LONGEST_DRAWN};
  return h('ul', {class: 'steps'}, all.map((step) => row(step, scale)));
}

function row(step, scale) {
  const offset = step.at === null ? 0 : step.at - scale.start;
  const later = !scale.drawn && offset > 1_000 ? `+${times.span(offset)}` : '';
  const bar = scale.drawn && step.took !== null && h('span', {class: 'bar', 'aria-hidden': 'true'}, h('i', {style: {
    left: `${Math.min(98, (100 * offset) / scale.span)}%`,
    width: `${Math.max(1.5, (100 * (step.took ?? 0)) / scale.span)}%`,
  }}));
  return h('li', null,
    h('div', {class: `step step-${step.tone}`},
      h('button', {type: 'button', class: 'step-main', 'data-focus': step.key, title: 'Show the JSON', on: {
        click: () => showJson(step.label, step.detail ? get(`details/${step.detail}`) : step.json),
      }},
      icon(step.sign),
      h('b', {class: 'step-label'}, breakable(step.label)),
      h('span', {class: 'step-end'},
        h('span', {class: 'step-result'}, step.result),
        h('span', {class: 'step-took'}, later || times.took(step.took))),
      step.about && h('span', {class: 'step-about'}, step.about),
      bar),
      step.extra),
    step.below.length > 0 && h('ul', {class: 'steps'}, step.below.map((each) => row(each, scale))));
}

function tree(trace) {
  const requests = trace.requests.map((request, i) => step({
    key: `${trace.id} request ${i}`,
    sign: 'request',
    label: request.path,
    about: [
      request.retry > 0 && `retry ${request.retry}${request.reason ? `, ${request.reason}` : ''}`,
      request.retry === 0 && i > 0 && 'sent once more',
      trace.writes[0]?.function ?? trace.notes[0]?.function,
    ].filter(Boolean).join(' · '),
    result: request.status === null ? 'under way' : request.status === 0 ? 'not answered in time' : String(request.status),
    tone: request.status === null ? 'running' : request.status >= 200 && request.status < 300 ? 'good' : 'bad',
    ...request,
    json: request,
  }));
  const below = [
    ...trace.writes.map((each, i) => write(each, `${trace.id} write ${i}`)),
    ...trace.publications.map((each, i) => publication(each, `${trace.id} publication ${i}`, trace)),
    ...trace.invocations.map((each, i) => delivery(each, `${trace.id} invocation ${i}`)),
    ...trace.calls.map((each, i) => call(each, `${trace.id} call ${i}`)),
    ...trace.notes.map((each, i) => note(each, `${trace.id} note ${i}`)),
  ].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  if (requests.length === 0) {
    return below;
  }
  // What came of a retry stands below the retry.
  below.forEach((each) => (requests.findLast((request) => request.at <= (each.at ?? 0)) ?? requests[0]).below.push(each));
  return requests;
}

const step = (given) => ({about: '', tone: 'quiet', at: null, took: null, detail: null, below: [], extra: null, ...given});

const WRITES = {committed: 'good', repeat: 'quiet', conflict: 'warn', failed: 'bad'};

function write(each, key) {
  return step({
    key,
    sign: 'database',
    label: each.operation,
    about: [
      each.tables.join(', '),
      each.outcome === 'repeat' ? 'nothing done' : `${each.items} ${each.items === 1 ? 'item' : 'items'}${each.mark ? ', one the mark' : ''}`,
    ].join(' · '),
    result: each.outcome === 'repeat' ? 'a repeat' : each.error ?? each.outcome,
    tone: WRITES[each.outcome] ?? 'quiet',
    at: each.at,
    took: each.took,
    detail: each.detail,
    json: each,
  });
}

/** Where an event that could not be published went out later. */
function laterOf(trace) {
  const owed = trace.publications.find((each) => each.outcome === 'failed');
  return owed && state.traces.find((other) => other.id !== trace.id
    && other.publications.some((each) => each.eventId === owed.eventId && each.outcome === 'published'));
}

function publication(each, key, trace) {
  const later = each.outcome === 'failed' ? laterOf(trace) : null;
  const seen = new Map();
  return step({
    key,
    sign: 'topic',
    label: each.topic,
    about: each.type?.replace(/^bellhop\./, ''),
    result: each.outcome !== 'failed' ? 'published' : each.paid ? 'failed, sent later' : 'failed: still owed',
    tone: each.outcome !== 'failed' ? 'good' : each.paid ? 'quiet' : 'warn',
    at: each.at,
    detail: each.detail,
    json: each,
    extra: [
      each.error && h('p', {class: 'step-error'}, each.error),
      later && h('button', {type: 'button', class: 'link-button', on: {click: () => showTrace(later.id)}},
        `Sent later: ${later.title}, ${times.seconds(later.at, viewer().zone)}`),
    ],
    below: each.deliveries.map((one, i) => {
      const nth = (seen.get(one.subscription) ?? 0) + 1;
      seen.set(one.subscription, nth);
      return delivery(one, `${key} delivery ${i}`, nth);
    }),
  });
}

const DELIVERIES = {
  waiting: {text: 'waiting', tone: 'running'},
  running: {text: 'under way', tone: 'running'},
  delivered: {text: 'delivered', tone: 'good'},
  filtered: {text: 'filtered out', tone: 'quiet'},
  retrying: {text: 'retrying', tone: 'warn'},
  failed: {text: 'given up', tone: 'bad'},
  'dead-lettered': {text: 'dead letter', tone: 'bad'},
  unreached: {text: 'not reached', tone: 'warn'},
};

function delivery(each, key, nth = 1) {
  const is = DELIVERIES[each.state] ?? {text: each.state, tone: 'quiet'};
  const attempts = each.attempts.length > 1 || each.attempts.some((attempt) => attempt.error) ? each.attempts : [];
  const last = each.attempts.at(-1);
  const again = each.again === null ? '' : ` ${times.away(each.again, now())}`;
  return step({
    key,
    sign: 'lambda',
    label: each.function || each.subscription,
    about: nth > 1 ? `delivered once more (${nth})` : '',
    result: is.text + (each.state === 'retrying' ? again : ''),
    tone: is.tone,
    at: each.attempts[0]?.at ?? null,
    took: last?.took ?? null,
    detail: each.detail ?? null,
    json: each,
    extra: each.queue && deadLetter(each.queue),
    below: [
      ...attempts.map((attempt) => step({
        key: `${key} attempt ${attempt.n}`,
        sign: 'replay',
        label: `Attempt ${attempt.n}`,
        about: attempt.error ?? '',
        result: attempt.error ? 'failed' : 'done',
        tone: attempt.error ? 'bad' : 'good',
        at: attempt.at,
        took: attempt.took,
        json: attempt,
      })),
      ...each.writes.map((one, i) => write(one, `${key} write ${i}`)),
      ...each.notes.map((one, i) => note(one, `${key} note ${i}`)),
    ].sort((a, b) => (a.at ?? 0) - (b.at ?? 0)),
  });
}

function deadLetter(queue) {
  const redrive = h('button', {type: 'button', class: 'link-button', on: {
    click: () => busily(redrive, () => post('trouble/redrive', {queue})),
  }}, 'Redrive it');
  return h('p', {class: 'step-error'}, `In ${queue}. `,
    h('button', {type: 'button', class: 'link-button', on: {click: () => showJson(queue, get(`queues/${queue}`))}}, 'Look'), ' ', redrive);
}

const APIS = {slack: 'Slack’s Web API', response_url: 'response_url', ses: 'SES', sms: 'SMS', push: 'push'};

function call(each, key) {
  return step({
    key,
    sign: 'call',
    label: each.operation,
    about: APIS[each.api] ?? each.api,
    result: each.ok ? 'ok' : each.error ?? 'failed',
    tone: each.ok ? 'good' : 'bad',
    at: each.at,
    took: each.took,
    detail: each.detail,
    json: each,
  });
}

function note(each, key) {
  return step({
    key,
    sign: 'note',
    label: each.outcome,
    about: each.text,
    result: each.failed ? 'failed' : '',
    tone: each.failed ? 'bad' : 'quiet',
    at: each.at,
    json: each,
  });
}
