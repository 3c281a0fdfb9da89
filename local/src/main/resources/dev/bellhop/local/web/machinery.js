import {fill, h, lazily} from './dom.js';
import {post} from './api.js';
import {busily} from './dialog.js';
import {icon} from './icons.js';
import {counts} from './counts.js';
import {dashboard} from './dashboard.js';
import {fanout} from './fanout.js';
import {log} from './log.js';
import {outbox} from './outbox.js';
import {reservations} from './reservations.js';
import {plannedTrouble, trouble} from './trouble.js';
import * as times from './times.js';
import {showMachinery, state, watch} from './store.js';

const TABS = [
  {id: 'fanout', label: 'Fan-out', make: fanout},
  {id: 'counts', label: 'Counts', make: counts},
  {id: 'dashboard', label: 'Dashboard', make: dashboard},
  {id: 'reservations', label: 'Reservations', make: reservations},
  {id: 'outbox', label: 'Outbox', make: outbox},
  {id: 'log', label: 'Log', make: log},
];

/** What happens behind the conversation, a tab each. */
export function machinery(root, show) {
  const ahead = h('span', {class: 'ahead'});
  const tabs = h('div', {class: 'tabs', role: 'tablist', 'aria-label': 'Machinery', on: {keydown}});
  const planned = h('div', {class: 'planned', hidden: true, role: 'status'});
  const panels = TABS.map((tab) => h('div', {
    id: `panel-${tab.id}`, class: `panel panel-${tab.id}`, role: 'tabpanel', tabindex: '0', 'aria-labelledby': `tab-${tab.id}`, hidden: true,
  }));
  fill(tabs, TABS.map((tab) => h('button', {
    type: 'button',
    id: `tab-${tab.id}`,
    role: 'tab',
    'aria-controls': `panel-${tab.id}`,
    on: {click: () => showMachinery(tab.id)},
  }, tab.label)));
  fill(root,
    h('header', {class: 'pane-head machinery-head'}, h('h2', {class: 'talk-title'}, 'Machinery'), ahead, trouble()),
    tabs, planned, panels);

  TABS.forEach((tab, i) => tab.make(panels[i], (parts, load) => {
    const ifShown = () => state.machinery === tab.id && load();
    watch([...parts, 'machinery'], ifShown);
  }));

  const draw = () => {
    if (!TABS.some((tab) => tab.id === state.machinery)) {
      state.machinery = TABS[0].id;
    }
    TABS.forEach((tab, i) => {
      const on = tab.id === state.machinery;
      panels[i].hidden = !on;
      tabs.children[i].setAttribute('aria-selected', String(on));
      tabs.children[i].tabIndex = on ? 0 : -1;
    });
  };

  function keydown(event) {
    const at = TABS.findIndex((tab) => tab.id === state.machinery);
    const to = {ArrowLeft: at - 1 + TABS.length, ArrowRight: at + 1, Home: 0, End: TABS.length - 1}[event.key];
    if (to !== undefined) {
      event.preventDefault();
      showMachinery(TABS[to % TABS.length].id);
      tabs.children[to % TABS.length].focus();
    }
  }

  watch(['machinery'], draw);
  draw();
  watch(['clock', 'snapshot'], () => {
    ahead.textContent = state.ahead >= 1_000 ? `clock ${times.span(state.ahead)} ahead` : '';
  });
  watch(['machinery-wanted'], () => show('machinery'));
  watch(['trouble'], lazily(() => {
    const all = plannedTrouble();
    planned.hidden = all.length === 0;
    const off = h('button', {type: 'button', class: 'link-button', on: {click: () => busily(off, () => post('trouble/calm', {}))}}, 'Call it off');
    fill(planned, icon('trouble'), h('span', null, `${all.join('. ')}.`), off);
  }));
}
