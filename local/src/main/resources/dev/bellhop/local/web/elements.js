import {freshId, h} from './dom.js';
import {busily, confirmed, menu} from './dialog.js';
import {icon} from './icons.js';
import {textObject} from './text.js';
import {channelsInView, humans, titleOf} from './store.js';

/**
 * The elements that people press, choose and fill in.
 *
 * A host is where they stand, a message or a view: `act(block, element, value)` tells the bot and resolves when it has
 * answered; `value(block, element)` and `keep(block, element, value)` are what is filled in so far.
 *
 * @see https://docs.slack.dev/reference/block-kit/block-elements
 */
export function control(block, element, host, labelled = {}) {
  return Object.hasOwn(ELEMENTS, element.type)
    ? ELEMENTS[element.type](block, element, host, labelled)
    : unknown(element.type);
}

/** What the bot may use and this page does not know. */
export const unknown = (type) => h('span', {class: 'unknown'}, `(${type}: not shown here)`);

/** Whether it holds a value, and so is part of what a view submits. */
const holdsValue = (element) => Object.hasOwn(ELEMENTS, element.type) && !['button', 'overflow', 'image'].includes(element.type);

/** Whether it is several controls, which no single label can be for. */
export const isGroup = (element) => /^(checkboxes$|radio_buttons$|multi_)/.test(element.type);

/** What it has before anyone touched it. */
export function initial(element) {
  return element.initial_value ?? element.initial_date ?? element.initial_time ?? element.initial_option?.value
    ?? element.initial_options?.map((option) => option.value) ?? element.initial_user ?? element.initial_users
    ?? element.initial_channel ?? element.initial_channels ?? element.initial_conversation ?? element.initial_conversations
    ?? null;
}

/** What stands in all that holds a value, by block_id and action_id. */
export function valuesOf(blocks, value) {
  const values = {};
  for (const block of [blocks].flat()) {
    for (const element of [block?.element, block?.accessory, block?.type === 'actions' && block.elements].flat()) {
      if (element && holdsValue(element)) {
        values[block.block_id] = {...values[block.block_id], [element.action_id]: value(block, element)};
      }
    }
  }
  return values;
}

const ELEMENTS = {
  button,
  overflow,
  image: (block, element) => image(element),
  static_select: (...all) => select(...all, staticGroups),
  users_select: (...all) => select(...all, people),
  channels_select: (...all) => select(...all, channels),
  conversations_select: (...all) => select(...all, places),
  multi_static_select: (...all) => several(...all, staticGroups),
  multi_users_select: (...all) => several(...all, people),
  multi_channels_select: (...all) => several(...all, channels),
  multi_conversations_select: (...all) => several(...all, places),
  checkboxes: (...all) => options('checkbox', ...all),
  radio_buttons: (...all) => options('radio', ...all),
  datepicker: (...all) => input('date', ...all),
  timepicker: (...all) => input('time', ...all),
  plain_text_input: (...all) => input('text', ...all),
  number_input: (...all) => input('number', ...all),
  email_text_input: (...all) => input('email', ...all),
  url_text_input: (...all) => input('url', ...all),
};

/** Nothing is loaded from outside: there the text stands for the picture. */
export function image(element) {
  const own = /^(data:image\/|\/web\/|\/local\/pictures\/)/.test(element.image_url ?? '');
  return own
    ? h('img', {src: element.image_url, alt: element.alt_text ?? ''})
    : h('span', {class: 'picture', role: 'img', 'aria-label': element.alt_text ?? 'picture'}, element.alt_text ?? 'picture');
}

const focusKey = (block, element) => `${block.block_id} ${element.action_id}`;

async function agreed(element) {
  const asked = element.confirm;
  return !asked || confirmed({
    title: asked.title?.text ?? 'Are you sure?',
    text: textObject(asked.text),
    yes: asked.confirm?.text,
    no: asked.deny?.text,
    danger: asked.style === 'danger',
  });
}

function button(block, element, host) {
  const made = h('button', {
    type: 'button',
    class: `button ${element.style ? `button-${element.style}` : ''}`,
    'data-focus': focusKey(block, element),
    'aria-label': element.accessibility_label,
    on: {
      click: async () => {
        if (await agreed(element)) {
          if (/^https?:/.test(element.url ?? '')) {
            window.open(element.url, '_blank', 'noopener,noreferrer');
          }
          await busily(made, () => host.act(block, element, element.value));
        }
      },
    },
  }, textObject(element.text));
  return made;
}

function overflow(block, element, host) {
  const made = h('button', {
    type: 'button',
    class: 'button button-icon',
    'aria-label': 'More actions',
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    'data-focus': focusKey(block, element),
    on: {
      click: () => menu(made, element.options.map((option) => ({
        label: option.text.text,
        choose: async () => await agreed(element) && busily(made, () => host.act(block, element, option.value)),
      }))),
    },
  }, icon('more'));
  return made;
}

const staticGroups = (element) =>
  (element.option_groups ?? [{options: element.options}]).map((group) => ({
    label: group.label?.text,
    options: group.options.map((option) => ({value: option.value, label: option.text.text})),
  }));

const people = () => [{options: humans().map((each) => ({value: each.id, label: each.realName}))}];
const placesOf = (all) => [{options: all.map((each) => ({value: each.id, label: titleOf(each)}))}];
const places = () => placesOf(channelsInView());
const channels = () => placesOf(channelsInView().filter((each) => each.kind === 'channel'));

function select(block, element, host, {labelId, ...labelled}, groups) {
  const kept = host.value(block, element);
  const option = ({value, label}) => h('option', {value, selected: kept === value}, label);
  const made = h('select', {
    ...labelled,
    class: 'field',
    'data-focus': focusKey(block, element),
    'aria-label': labelId ? null : element.placeholder?.text ?? 'Choose',
    on: {
      change: () => told(block, element, host, made, made.value || null),
    },
  },
  h('option', {value: '', selected: kept === null}, element.placeholder?.text ?? 'Choose…'),
  groups(element).map((group) =>
    (group.label ? h('optgroup', {label: group.label}, group.options.map(option)) : group.options.map(option))));
  return made;
}

/** Boxes to tick: in a browser's own list of several, one click undoes all that was chosen before. */
function several(block, element, host, labelled, groups) {
  return h('div', {class: 'several'}, ticks('checkbox', block, element, host, labelled, groups(element)));
}

function options(type, block, element, host, labelled) {
  return ticks(type, block, element, host, labelled, [{
    options: element.options.map((option) => ({
      value: option.value,
      label: [textObject(option.text), option.description && h('small', null, textObject(option.description))],
    })),
  }]);
}

function ticks(type, block, element, host, labelled, groups) {
  const kept = [host.value(block, element) ?? []].flat();
  const name = freshId('options');
  const most = element.max_selected_items ?? Infinity;
  const one = ({value, label}) => h('label', {class: 'option'},
    h('input', {type, name, value, checked: kept.includes(value), 'data-focus': `${focusKey(block, element)} ${value}`, on: {change}}),
    h('span', null, label));
  const made = h('div', {
    role: type === 'radio' ? 'radiogroup' : 'group',
    class: 'options',
    'aria-labelledby': labelled.labelId,
    'aria-label': labelled.labelId ? null : element.placeholder?.text ?? 'Choose',
    'aria-describedby': labelled['aria-describedby'],
  }, groups.map((group) => [group.label && h('b', {class: 'option-group'}, group.label), group.options.map(one)]));
  limit();

  function change() {
    const values = [...made.querySelectorAll('input:checked')].map((each) => each.value);
    limit();
    told(block, element, host, made, type === 'radio' ? values[0] : values);
  }

  function limit() {
    const full = made.querySelectorAll('input:checked').length >= most;
    made.querySelectorAll('input:not(:checked)').forEach((each) => {
      each.disabled = full;
    });
  }

  return made;
}

function input(type, block, element, host, labelled) {
  const multiline = element.multiline === true;
  const {labelId, ...attributes} = labelled;
  const made = h(multiline ? 'textarea' : 'input', {
    ...attributes,
    class: 'field',
    type: multiline ? null : type,
    rows: multiline ? '4' : null,
    placeholder: element.placeholder?.text,
    'aria-label': labelId ? null : element.placeholder?.text ?? type,
    'data-focus': focusKey(block, element),
    maxlength: element.max_length,
    min: element.min_value,
    max: element.max_value,
    step: type === 'number' && element.is_decimal_allowed ? 'any' : null,
    autocomplete: 'off',
    value: host.value(block, element),
    on: {
      input: () => host.keep(block, element, made.value || null),
      change: () => told(block, element, host, made, made.value || null),
      keydown: (event) => {
        if (event.key === 'Enter' && block.dispatch_action && !multiline) {
          event.preventDefault();
          told(block, element, host, made, made.value || null);
        }
      },
    },
  });
  const pickers = type === 'date' || type === 'time';
  return pickers && element.placeholder
    ? h('div', {class: 'picker'}, made, h('span', {class: 'picker-empty'}, `${element.placeholder.text}, if empty`))
    : made;
}

/** What was chosen since the bot was last told, by element. */
const untold = new WeakMap();

/**
 * Outside an input block the bot hears of each choice; inside it waits for the submission, unless it asked for more. Of who chooses
 * faster than it answers, it hears the last.
 */
async function told(block, element, host, made, value) {
  host.keep(block, element, value);
  if ((block.type === 'input' && !block.dispatch_action) || !(await agreed(element))) {
    return;
  }
  untold.set(made, value);
  await busily(made, async () => {
    while (untold.has(made)) {
      const due = untold.get(made);
      untold.delete(made);
      await host.act(block, element, due);
    }
  });
}
