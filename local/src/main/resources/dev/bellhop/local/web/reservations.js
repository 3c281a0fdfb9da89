import {fill, h, lazily} from './dom.js';
import {get} from './api.js';
import {avatar, tint} from './avatar.js';
import {dialog} from './dialog.js';
import {icon} from './icons.js';
import * as times from './times.js';
import {now, read, user, viewer, watch, write} from './store.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RANGES = [
  {name: '12 h', span: 12 * HOUR, tick: 2 * HOUR},
  {name: '3 days', span: 3 * DAY, tick: 12 * HOUR},
  {name: '2 weeks', span: 14 * DAY, tick: 2 * DAY},
];

/** Who has what, as a picture with a line where now is, and as a list. */
export function reservations(root, onShow) {
  let answer = {bookings: [], watchers: [], more: 0};
  let range = RANGES[read('range') ?? 0] ?? RANGES[0];
  const none = h('div', {class: 'nothing'}, icon('calendar'),
    h('p', null, 'Nothing is booked. Try ', h('code', null, '/reserve staging for 2h'), ', or ', h('code', null, '/reserve'), ' alone.'));
  const ranges = h('div', {class: 'segments', role: 'group', 'aria-label': 'How far to look'});
  const picture = h('div', {class: 'calendar'});
  const list = h('ul', {class: 'bookings', 'aria-label': 'Bookings'});
  fill(root, none, ranges, picture, list);

  const draw = lazily(() => {
    const zone = viewer()?.zone ?? 'UTC';
    const live = answer.bookings.filter((each) => !each.cancelled);
    none.hidden = answer.bookings.length > 0;
    ranges.hidden = picture.hidden = list.hidden = !none.hidden;
    const focused = ranges.contains(document.activeElement);
    fill(ranges, RANGES.map((each, i) => h('button', {type: 'button', 'aria-pressed': String(each === range), on: {
      click: () => {
        range = each;
        write('range', i);
        draw();
      },
    }}, each.name)));
    if (focused) {
      ranges.querySelector('[aria-pressed="true"]').focus();
    }
    drawPicture(live, zone);
    fill(list, answer.bookings.map((each) => entry(each, zone)),
      answer.more > 0 && h('li', {class: 'quiet'}, `And ${answer.more} more.`));
  });

  function drawPicture(live, zone) {
    const start = now() - range.span / 12;
    const end = start + range.span;
    const at = (ms) => (100 * (ms - start)) / range.span;
    const ticks = ticksOf(start, end, zone);
    const shown = live.filter((each) => each.end > start && each.start < end);
    const resources = [...new Set(live.map((each) => each.resource))].sort();
    const watchers = (name) => answer.watchers.filter((each) => each.resource === name).length;
    fill(picture,
      h('div', {class: 'calendar-ticks', 'aria-hidden': 'true'}, ticks.map((tick) =>
        at(tick) < 90 && h('span', {style: {left: `${at(tick)}%`}}, tickName(tick, zone)))),
      h('div', {class: 'calendar-body'},
        ticks.map((tick) => h('i', {class: 'calendar-line', style: {left: `${at(tick)}%`}})),
        resources.map((name) => {
          const lanes = inLanes(shown.filter((each) => each.resource === name));
          return h('div', {class: 'calendar-resource'},
            h('p', {class: 'calendar-name'}, h('b', null, name),
              watchers(name) > 0 && h('span', {title: `${watchers(name)} told of changes`}, icon('eye'), String(watchers(name)))),
            (lanes.length > 0 ? lanes : [[]]).map((lane) => h('div', {class: 'calendar-lane'},
              lane.map((each) => bar(each, Math.max(0, at(each.start)), Math.min(100, at(each.end)), zone)))));
        }),
        h('i', {class: 'calendar-now', style: {left: `${at(now())}%`}, title: 'Now'})));
  }

  /** From midnight to midnight, for not every day has 24 hours. */
  function ticksOf(start, end, zone) {
    const all = [];
    const days = Math.max(1, range.tick / DAY);
    for (let day = 0, from = times.startOfDay(start, zone); from < end; day += days, from = times.startOfDay(start, zone, day)) {
      const next = times.startOfDay(start, zone, day + 1);
      for (let tick = from; tick < Math.min(next, end); tick += range.tick) {
        all.push(tick);
      }
    }
    return all.filter((tick) => tick >= start);
  }

  const tickName = (tick, zone) => (times.startOfDay(tick, zone) === tick ? times.weekday(tick, zone) : times.clock(tick, zone));

  function bar(each, from, to, zone) {
    const by = user(each.user);
    return h('button', {
      type: 'button',
      class: `booking tint-${by ? tint(by) : 0}`,
      style: {left: `${from}%`, width: `${Math.max(1.2, to - from)}%`},
      title: `${by?.realName ?? each.user}, ${when(each, zone)}${each.reason ? ` – ${each.reason}` : ''}`,
      on: {click: () => show(each, zone)},
    }, to - from > 5 && h('span', null, [by?.realName.split(' ')[0] ?? each.user, each.location, each.reason].filter(Boolean).join(' · ')),
    h('span', {class: 'unseen'}, ` has ${each.resource} ${when(each, zone)}`));
  }

  function entry(each, zone) {
    const by = user(each.user);
    const over = each.end <= now();
    const running = !over && each.start <= now();
    return h('li', null, h('button', {
      type: 'button', class: each.cancelled || over ? 'entry entry-over' : 'entry', on: {click: () => show(each, zone)},
    },
    avatar(by, true),
    h('span', {class: 'entry-main'},
      h('b', null, each.resource, each.location ? ` at ${each.location}` : ''),
      h('span', null, when(each, zone), each.reason ? ` – ${each.reason}` : '')),
    h('span', {class: `pill pill-${running && !each.cancelled ? 'good' : 'quiet'}`},
      each.cancelled ? 'cancelled' : over ? 'over' : running ? 'now' : times.away(each.start, now()))));
  }

  function show(each, zone) {
    const fact = (name, value) => [h('dt', null, name), h('dd', null, value)];
    dialog({
      title: each.resource,
      body: h('dl', {class: 'facts'},
        fact('Who', user(each.user)?.realName ?? each.user),
        fact('When', `${when(each, zone)} (${zone})`),
        each.zone !== zone && fact('As booked', `${when(each, each.zone)} (${each.zone})`),
        each.location && fact('Where', each.location),
        each.reason && fact('Why', each.reason),
        fact('Number', `${each.id}${each.cancelled ? ', cancelled' : ''}`)),
      footer: [h('code', null, `/reserve cancel ${each.id}`)],
    });
  }

  onShow(['reservations', 'snapshot', 'clock'], () => get('reservations').then((found) => {
    answer = found;
    draw();
  }).catch(() => {}));
  watch(['viewer'], draw);
  setInterval(draw, 30_000);
}

function when(each, zone) {
  const day = (ms) => ({'-1': 'yesterday', 0: 'today', 1: 'tomorrow'}[times.daysAway(ms, zone, now())] ?? times.shortDay(ms, zone));
  const oneDay = times.daysAway(each.end, zone, each.start) === 0;
  return `${day(each.start)} ${times.clock(each.start, zone)} – ${oneDay ? '' : `${day(each.end)} `}${times.clock(each.end, zone)}`;
}

/** Bookings of different locations may overlap: each takes the first lane that is free then. */
function inLanes(bookings) {
  const lanes = [];
  for (const each of bookings) {
    const free = lanes.find((lane) => lane.at(-1).end <= each.start);
    if (free) {
      free.push(each);
    } else {
      lanes.push([each]);
    }
  }
  return lanes;
}
