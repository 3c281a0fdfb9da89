import {h} from './dom.js';
import {icon} from './icons.js';
import {humans} from './store.js';

/** A person's square: their initials on a colour of their own. The bot has the bell. */
export function avatar(user, small = false) {
  const size = small ? 'avatar avatar-small' : 'avatar';
  if (!user) {
    return h('span', {class: `${size} avatar-slackbot`, 'aria-hidden': 'true'}, '#');
  }
  return user.bot
    ? h('span', {class: `${size} avatar-bot`, 'aria-hidden': 'true'}, icon('bell'))
    : h('span', {class: `${size} tint-${tint(user)}`, 'aria-hidden': 'true'},
      user.realName.split(' ').map((part) => part[0]).join('').slice(0, 2));
}

/** One of the eight colours of theme.css: each of the first eight people has their own. */
export const tint = (user) => Math.max(0, humans().indexOf(user)) % 8;
