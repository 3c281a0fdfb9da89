import {fill, h, lazily} from './dom.js';
import {post} from './api.js';
import {drawn} from './blocks.js';
import {busily} from './dialog.js';
import {initial} from './elements.js';
import {bot, channel, showHome, state, watch} from './store.js';

/** The two sides of the talk with the bot, as in Slack: what was said, and its Home. */
export function homeTabs() {
  const messages = h('button', {type: 'button', class: 'talk-tab', on: {click: () => showHome(false)}}, 'Messages');
  const home = h('button', {type: 'button', class: 'talk-tab', on: {click: open}}, 'Home');
  const tabs = h('div', {class: 'talk-tabs', role: 'group', 'aria-label': 'Shown', hidden: true}, messages, home);

  function open() {
    showHome(true);
    // The bot makes it anew whenever it is opened.
    busily(home, () => post('home/open', {user: state.viewer}));
  }

  watch(['place', 'viewer', 'channels'], () => {
    tabs.hidden = channel(state.channel)?.kind !== 'im';
    messages.setAttribute('aria-pressed', String(!state.atHome));
    home.setAttribute('aria-pressed', String(state.atHome));
  });
  return tabs;
}

/** What the bot has published for the viewer. */
export function homePane() {
  const pane = h('section', {class: 'home', 'aria-label': 'Home', hidden: true});
  watch(['place', 'viewer', 'homes', 'clock'], lazily(() => {
    pane.hidden = !state.atHome;
    const view = state.homes.get(state.viewer);
    fill(pane, view ? drawn(view.blocks, HOST) : h('p', null, `${bot()?.realName ?? 'The bot'} has published nothing for you yet.`));
  }));
  return pane;
}

/** Of this Home nothing is acted on. */
const HOST = {
  errors: {},
  act: async () => {},
  value: (block, element) => initial(element),
  keep() {},
};
