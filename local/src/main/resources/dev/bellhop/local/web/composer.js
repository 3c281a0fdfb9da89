import {fill, freshId, h, rows} from './dom.js';
import {post} from './api.js';
import {toast} from './dialog.js';
import {attachments} from './files.js';
import {icon} from './icons.js';
import {channel, channelsInView, read, state, titleOf, viewer, watch, write} from './store.js';

const MOST_REMEMBERED = 100;

/** What may be done from here besides the bot's own commands. */
const INVITE = {command: '/invite', description: 'Take Bellhop into this channel', usageHint: '@bellhop'};

/**
 * Where people type. Enter sends, Shift+Enter starts a new line, ArrowUp in an empty field brings back what was sent before,
 * and what is not sent yet survives a reload, another channel, and a server that is away.
 *
 * @param thread gives the ts of the thread that is written to, or null
 */
export function composer({id, thread}) {
  let recalled = -1;
  let active = 0;
  let open = [];
  let shownFor = '';
  const listId = freshId('completions');
  // No combobox, which has one line alone. A text field of several has the same ways to tell of its list but aria-expanded.
  const area = h('textarea', {
    id,
    class: 'say',
    rows: '1',
    placeholder: 'Connecting…',
    autocomplete: 'off',
    spellcheck: 'true',
    'aria-autocomplete': 'list',
    'aria-haspopup': 'listbox',
    'aria-controls': listId,
    on: {input: typed, keydown, blur: hide},
  });
  const list = h('div', {id: listId, class: 'completions', role: 'listbox', 'aria-label': 'Completions', hidden: true});
  const hint = h('p', {class: 'usage', hidden: true});
  const count = h('span', {class: 'unseen', role: 'status'});
  const button = h('button', {type: 'submit', class: 'send', 'aria-label': 'Send', title: 'Send (Enter)'}, icon('send'));
  const attached = attachments(() => form.classList.toggle('has-files', attached.any()));
  const form = h('form', {class: 'composer', on: {submit: (event) => {
    event.preventDefault();
    send();
  }}}, list, hint, attached.parts, h('div', {class: 'composer-field'}, attached.button, area, button), count);
  attached.takeFrom(form);

  const draftKey = () => `draft ${state.viewer} ${state.channel} ${thread() ?? ''}`;

  function typed() {
    recalled = -1;
    write(draftKey(), area.value);
    suggest();
  }

  /** Takes the draft of where the viewer is now. */
  function settle() {
    const key = draftKey();
    if (key !== shownFor) {
      shownFor = key;
      area.value = read(key) ?? '';
      hide();
    }
    const place = channel(state.channel);
    const as = viewer()?.realName.split(' ')[0] ?? '';
    const where = place ? titleOf(place) : '';
    area.placeholder = thread() ? `Reply as ${as}…` : `Message ${where} as ${as}`;
    area.setAttribute('aria-label', thread() ? `Reply in the thread as ${as}` : `Message to ${where} as ${as}`);
  }

  function put(text) {
    area.value = text;
    write(draftKey(), text);
    area.focus();
    area.setSelectionRange(text.length, text.length);
    suggest();
  }

  async function send() {
    const text = area.value.trim();
    if (text === '' && !attached.any()) {
      return;
    }
    const back = {viewer: state.viewer, key: draftKey(), text: area.value};
    if (text !== '') {
      remember(text);
    }
    area.value = '';
    write(back.key, '');
    recalled = -1;
    hide();
    button.setAttribute('aria-busy', 'true');
    try {
      await sent(text);
    } catch (problem) {
      toast(`Not sent. ${problem.message}`, {problem: true});
      if (!read(back.key)) {
        write(back.key, back.text);
        shownFor = '';
        settle();
      }
    } finally {
      button.removeAttribute('aria-busy');
    }
  }

  async function sent(text) {
    const from = {user: state.viewer, channel: state.channel};
    const command = /^(\/[^\s/]+)(?:\s+([\s\S]*))?$/.exec(text);
    if (command && attached.any()) {
      throw new Error('A command takes no files. Send them with a message.');
    }
    if (command?.[1] === INVITE.command) {
      return post('channels/invite', from);
    }
    if (command && thread()) {
      throw new Error('Slack takes no commands in a thread. Type it in the channel.');
    }
    if (command) {
      return post('commands', {...from, command: command[1], text: command[2] ?? ''});
    }
    const inThread = thread();
    const files = await attached.send(from.user);
    return post('messages', {...from, text, files, ...(inThread ? {thread: inThread} : {})});
  }

  function remember(text) {
    const before = (read(`sent ${state.viewer}`) ?? []).filter((each) => each !== text);
    write(`sent ${state.viewer}`, [...before, text].slice(-MOST_REMEMBERED));
  }

  function keydown(event) {
    if (event.isComposing) {
      return;
    }
    if (open.length > 0 && completing(event)) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && (area.value === '' || recalled >= 0)) {
      recall(event, 1);
    } else if (event.key === 'ArrowDown' && recalled >= 0) {
      recall(event, -1);
    }
  }

  function recall(event, by) {
    const before = (read(`sent ${state.viewer}`) ?? []).toReversed();
    const at = Math.min(recalled + by, before.length - 1);
    if (before.length === 0) {
      return;
    }
    event.preventDefault();
    put(at < 0 ? '' : before[at]);
    hide();
    recalled = at;
  }

  function completing(event) {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        active = (active + (event.key === 'ArrowDown' ? 1 : -1) + open.length) % open.length;
        drawList();
        return true;
      case 'Tab':
        if (event.shiftKey) {
          return false;
        }
        take(open[active]);
        return true;
      case 'Enter':
        // What is complete already is sent.
        if (event.shiftKey || open[active].insert.trim() === area.value.slice(open[active].from).trim()) {
          return false;
        }
        take(open[active]);
        return true;
      case 'Escape':
        hide();
        return true;
      default:
        return false;
    }
  }

  function take(choice) {
    put(area.value.slice(0, choice.from) + choice.insert);
  }

  function suggest() {
    const before = area.value.slice(0, area.selectionEnd);
    open = thread() ? names(before) : [...commands(before), ...names(before)];
    active = 0;
    const command = /^(\/\S+)\s/.exec(before);
    const known = command && [...state.commands, INVITE].find((each) => each.command === command[1]);
    hint.hidden = !known || thread() !== null;
    fill(hint, known && h('b', null, known.command), known && ` ${known.usageHint}`);
    drawList();
  }

  function hide() {
    open = [];
    hint.hidden = true;
    drawList();
  }

  function drawList() {
    const was = list.hidden;
    list.hidden = open.length === 0;
    rows(list, open.map((choice, i) => ({
      key: choice.insert,
      stamp: [i, i === active, choice.label],
      draw: () => h('div', {
        id: `${listId}-${i}`,
        role: 'option',
        class: 'completion',
        'aria-selected': i === active ? 'true' : 'false',
        on: {
          pointerdown: (event) => {
            event.preventDefault();
            take(choice);
          },
        },
      }, h('b', null, choice.label), ' ', h('span', null, choice.about)),
    })));
    if (open.length > 0) {
      area.setAttribute('aria-activedescendant', `${listId}-${active}`);
    } else {
      area.removeAttribute('aria-activedescendant');
    }
    if (was !== list.hidden) {
      const many = open.length === 1 ? '1 completion' : `${open.length} completions`;
      count.textContent = open.length > 0 ? `${many}; the arrows choose, Tab takes, Escape closes.` : '';
    }
  }

  watch(['viewer', 'place', 'channels', 'snapshot'], settle);
  return {form, area, put, settle, takeFrom: attached.takeFrom};
}

function commands(text) {
  if (!/^\/\S*$/.test(text)) {
    return [];
  }
  const place = channel(state.channel);
  return [...state.commands, ...(place?.botIn === false ? [INVITE] : [])]
    .filter((each) => each.command.startsWith(text.toLowerCase()))
    .map((each) => ({
      from: 0,
      insert: `${each.command} ${each === INVITE ? each.usageHint : ''}`,
      label: each.command,
      about: each.description,
    }));
}

function names(text) {
  const begun = /(^|\s)([@#])([\w.-]*)$/.exec(text);
  if (!begun) {
    return [];
  }
  const [, , sign, start] = begun;
  const from = text.length - start.length - 1;
  const all = sign === '@'
    ? [...state.users.values()].map((each) => ({name: each.name, about: each.realName}))
    : channelsInView().filter((each) => each.kind !== 'im').map((each) => ({name: each.name, about: ''}));
  return all
    .filter((each) => each.name.startsWith(start.toLowerCase()) && each.name !== start)
    .slice(0, 8)
    .map((each) => ({from, insert: `${sign}${each.name} `, label: `${sign}${each.name}`, about: each.about}));
}
