import {add, freshId, h} from './dom.js';
import {icon} from './icons.js';

/** Tells in passing; a problem stays until it is closed. */
export function toast(text, {problem = false} = {}) {
  const all = document.getElementById('toasts');
  const gone = () => {
    box.remove();
    if (all.childElementCount === 0 && all.matches(':popover-open')) {
      all.hidePopover();
    }
  };
  const box = h('div', {class: problem ? 'toast toast-problem' : 'toast', role: problem ? 'alert' : null},
    h('span', null, text),
    h('button', {type: 'button', class: 'icon-button', 'aria-label': 'Close', on: {click: gone}}, icon('close')));
  // Told again it stands there once.
  [...all.children].filter((each) => each.textContent === text).forEach((each) => each.remove());
  // Shown anew they are in front of everything, dialogs too.
  if (all.matches(':popover-open')) {
    all.hidePopover();
  }
  all.showPopover();
  all.append(box);
  if (!problem) {
    setTimeout(gone, 4_000);
  }
}

/** Does what may fail, with the button busy meanwhile, and says what went wrong. */
export async function busily(button, work) {
  if (button.getAttribute('aria-busy') === 'true') {
    return;
  }
  button.setAttribute('aria-busy', 'true');
  try {
    await work();
  } catch (problem) {
    toast(problem.message, {problem: true});
  } finally {
    button.removeAttribute('aria-busy');
  }
}

/**
 * A dialog in front of the page; the browser keeps the focus inside, and gives it back in the end.
 *
 * @param closed called once, when it is closed for whatever reason
 */
export function dialog({title, body, footer = [], wide = false, closed = () => {}, dismissed = null}) {
  const id = freshId('dialog');
  const back = document.activeElement;
  const close = () => box.open && box.close();
  const dismiss = () => (dismissed ?? close)();
  const box = h('dialog', {class: wide ? 'dialog dialog-wide' : 'dialog', 'aria-labelledby': id},
    h('header', {class: 'dialog-head'},
      h('h2', {id}, title),
      h('button', {type: 'button', class: 'icon-button', 'aria-label': 'Close', on: {click: dismiss}}, icon('close'))),
    add(h('div', {class: 'dialog-body'}), [body].flat()),
    footer.length > 0 && add(h('footer', {class: 'dialog-foot'}), footer));
  box.addEventListener('cancel', (event) => {
    event.preventDefault();
    dismiss();
  });
  box.addEventListener('close', () => {
    box.remove();
    if (back?.isConnected) {
      back.focus();
    }
    closed();
  });
  document.body.append(box);
  box.showModal();
  return {box, close};
}

/** A dialog to go on or not; resolves to whether. */
export function confirmed({title, text, yes = 'Yes', no = 'Cancel', danger = false}) {
  return new Promise((resolve) => {
    let answer = false;
    const done = (value) => () => {
      answer = value;
      shown.close();
    };
    const shown = dialog({
      title,
      body: h('p', null, text),
      footer: [
        h('button', {type: 'button', class: 'button', on: {click: done(false)}}, no),
        h('button', {type: 'button', class: `button ${danger ? 'button-danger' : 'button-primary'}`, on: {click: done(true)}}, yes),
      ],
      closed: () => resolve(answer),
    });
  });
}

/** A menu below a button: arrows move in it, Escape closes it. */
export function menu(opener, items) {
  const close = () => {
    list.remove();
    opener.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', outside, true);
  };
  const outside = (event) => !list.contains(event.target) && close();
  const list = h('div', {role: 'menu', class: 'menu', 'aria-label': opener.getAttribute('aria-label') ?? opener.textContent},
    items.map(({label, choose}) => h('button', {
      type: 'button',
      role: 'menuitem',
      tabindex: '-1',
      on: {
        click: () => {
          close();
          opener.focus();
          choose();
        },
      },
    }, label)));
  list.addEventListener('keydown', (event) => {
    const all = [...list.children];
    const at = all.indexOf(document.activeElement);
    const to = {ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1}[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[to % all.length].focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.stopPropagation();
      event.preventDefault();
      close();
      opener.focus();
    }
  });
  opener.after(list);
  opener.setAttribute('aria-expanded', 'true');
  document.addEventListener('pointerdown', outside, true);
  list.firstElementChild.focus();
}
