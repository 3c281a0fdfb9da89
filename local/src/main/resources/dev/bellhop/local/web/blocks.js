import {freshId, h} from './dom.js';
import {control, image, isGroup, unknown} from './elements.js';
import {textObject} from './text.js';

/**
 * Block Kit as nodes.
 *
 * @param host where the blocks stand; see elements.js. Its `errors` are sentences by block_id
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export const drawn = (blocks, host) => h('div', {class: 'blocks'},
  Array.isArray(blocks) ? blocks.map((block) => one(block, host)) : unknown('blocks'));

function one(block, host) {
  try {
    return Object.hasOwn(BLOCKS, block.type) ? BLOCKS[block.type](block, host) : notShown(block);
  } catch {
    // A block without what its type requires takes no other with it.
    return notShown(block);
  }
}

const notShown = (block) => h('div', {class: 'block'}, unknown(block?.type ?? 'block'));

const BLOCKS = {
  section: (block, host) => h('div', {class: 'block block-section'},
    h('div', {class: 'block-main'},
      block.text && h('div', {class: 'rich'}, textObject(block.text)),
      block.fields && h('div', {class: 'block-fields'}, block.fields.map((each) => h('div', {class: 'rich'}, textObject(each))))),
    block.accessory && h('div', {class: 'block-accessory'}, control(block, block.accessory, host))),
  context: (block) => h('div', {class: 'block block-context'}, block.elements.map((each) =>
    (each.type === 'image' ? image(each) : h('span', {class: 'rich'}, textObject(each))))),
  actions: (block, host) => h('div', {class: 'block block-actions'}, block.elements.map((each) => control(block, each, host))),
  header: (block) => h('div', {class: 'block block-header', role: 'heading', 'aria-level': '3'}, textObject(block.text)),
  divider: () => h('hr', {class: 'block block-divider'}),
  image: (block) => h('figure', {class: 'block block-image'},
    block.title && h('figcaption', null, textObject(block.title)), image(block)),
  input,
};

function input(block, host) {
  const id = freshId('field');
  const labelId = `${id}-label`;
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const error = host.errors?.[block.block_id];
  const described = [error && errorId, block.hint && hintId].filter(Boolean).join(' ');
  const grouped = isGroup(block.element);
  return h('div', {class: error ? 'block block-input block-wrong' : 'block block-input', 'data-block': block.block_id},
    h(grouped ? 'div' : 'label', {class: 'label', id: labelId, for: grouped ? null : id},
      textObject(block.label), block.optional && h('span', {class: 'optional'}, ' (optional)')),
    control(block, block.element, host, {
      id,
      labelId,
      'aria-describedby': described || null,
      'aria-invalid': error ? 'true' : null,
      'aria-required': block.optional ? null : 'true',
    }),
    error && h('p', {class: 'wrong', id: errorId}, error),
    block.hint && h('p', {class: 'hint', id: hintId}, textObject(block.hint)));
}
