import {h, rows} from './dom.js';
import {get} from './api.js';
import {icon} from './icons.js';
import {changed, choose, humans, read, state, titleOf, watch, write} from './store.js';
import {openTrouble} from './trouble.js';

let booked = [];

/** Learns of bookings, which the tour's third step is about. */
export function tour() {
  const look = () => get('reservations').then((answer) => {
    booked = answer.bookings;
    changed('tour');
  }).catch(() => {});
  watch(['snapshot', 'reservations'], look);
}

const trigger = () => state.triggers[0] ?? 'awsadvent';
const words = () => `${trigger()} some words`;
const RESERVE = '/reserve staging for 2h';

const everything = () => [...state.talks.values()].flat();
const timesSaid = () => everything().filter((each) => each.text.toLowerCase().startsWith(`${trigger()} `)
  && humans().some((human) => human.id === each.user)).length;
/** Whether somebody asked who is not the one that has it. */
const refused = () => booked.length > 0
  && everything().some((each) => each.onlyFor !== null && each.onlyFor !== booked[0].user);
const twice = () => state.traces.some((trace) => trace.publications.some((publication) => {
  const names = publication.deliveries.filter((each) => each.state !== 'filtered').map((each) => each.subscription);
  return new Set(names).size < names.length;
}));

/** Somebody who is not the one that booked. */
function other() {
  const holder = booked[0]?.user;
  return humans().find((each) => each.id !== (holder ?? humans()[0].id));
}

function steps() {
  const rival = other();
  return [
    {
      done: timesSaid() > 0,
      text: ['Say ', h('code', null, words()), '. Each word is counted, and you are answered.'],
      short: ['Say ', h('code', null, words())],
      act: 'Type it',
      run: (type) => type(words()),
    },
    {
      done: timesSaid() > 1,
      text: ['Say it again: 12, for a subscriber behind the topic adds ten to each.'],
      short: ['Say it again, and see 12'],
      act: 'Type it',
      run: (type) => type(words()),
    },
    {
      done: booked.length > 0,
      text: ['Book something: ', h('code', null, RESERVE), '. Or ', h('code', null, '/reserve'), ' alone, which opens a form.'],
      short: ['Book something: ', h('code', null, RESERVE)],
      act: 'Type it',
      run: (type) => type(RESERVE),
    },
    {
      done: refused(),
      text: [`Become ${rival?.realName ?? 'somebody else'} and try to book it too.`],
      short: [`Become ${rival?.realName.split(' ')[0] ?? 'somebody else'} and try to book it too`],
      act: `Become ${rival?.realName.split(' ')[0] ?? 'them'} and type it`,
      run: (type) => {
        choose(rival.id);
        type(RESERVE);
      },
    },
    {
      done: twice(),
      text: ['Make trouble: deliver the next message twice, say something, and see the count stay right.'],
      short: ['Make trouble: deliver twice, and see the count stay right'],
      act: 'Open Trouble',
      run: openTrouble,
    },
  ];
}

/** The beginning of a channel, as rows; that of the first one shows what to try. */
export function intro(place, type) {
  const all = steps();
  return [{
    key: place.id,
    stamp: [place.name, trigger(), ...all.flatMap((step) => [step.done, step.act])],
    draw: () => beginning(place, all, type),
  }];
}

function beginning(place, all, type) {
  const first = [...state.channels.values()].find((each) => each.kind === 'channel');
  if (place.kind === 'im') {
    return h('section', {class: 'intro'},
      h('h2', null, 'You and Bellhop'),
      h('p', null, 'Here Bellhop writes to you alone. Say ', h('code', null, 'help'), ' to see what it can do.'));
  }
  if (place.id !== first?.id) {
    return h('section', {class: 'intro'},
      h('h2', null, `The beginning of ${titleOf(place)}`),
      h('p', null, 'Nobody else reads this workspace: try what you like.'));
  }
  return h('section', {class: 'intro intro-tour', 'aria-label': 'What to try first'},
    h('h2', null, 'Welcome. The bell works.'),
    h('p', null, 'This is a small workspace on your own machine. The bot in it is the real one: what you do here goes through the'
      + ' same handlers that run on AWS Lambda, and ', h('i', null, 'Machinery'), ' shows each step.'),
    h('ol', {class: 'tour'}, all.map((step, i) => h('li', {class: step.done ? 'tour-step tour-done' : 'tour-step'},
      h('span', {class: 'tour-mark', 'aria-hidden': 'true'}, step.done ? icon('check') : String(i + 1)),
      h('span', {class: 'tour-text'}, step.text, step.done && h('span', {class: 'unseen'}, ' Done.')),
      h('button', {type: 'button', class: 'button button-small', 'data-focus': `step ${i}`, on: {click: () => step.run(type)}},
        step.act)))));
}

/** What to try next, in one line above the message field, until it is all done or not wanted. */
export function nextStep(root, type, begun) {
  const step = steps().find((each) => !each.done);
  root.hidden = !begun || !step || read('tour over', 'localStorage') === true;
  rows(root, root.hidden ? [] : [{
    key: 'next',
    stamp: [step.act, trigger(), ...steps().map((each) => each.done)],
    draw: () => h('div', {class: 'next-step'},
      h('span', {class: 'next-text'}, h('b', null, 'Next: '), step.short),
      h('button', {type: 'button', class: 'button button-small', 'data-focus': 'do', on: {click: () => step.run(type)}}, step.act),
      h('button', {type: 'button', class: 'icon-button', 'aria-label': 'No more hints', title: 'No more hints', on: {
        click: () => {
          write('tour over', true, 'localStorage');
          changed('tour');
        },
      }}, icon('close'))),
  }]);
}
