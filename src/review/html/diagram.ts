import { chainsOf, type DiagramChain, type DiagramNode } from '../text/diagram.js';
import type { Review } from '../types.js';
import { markup, type Html } from './markup.js';

const WIDTH = 312;
const NODE_HEIGHT = 56;
const GAP = 42;
const CHAIN_GAP = 28;
const MARGIN = 2;
/** Characters that fit into a box. */
const MAX_CHARACTERS = 34;

/** The trust diagram as a drawing, which the table next to it says in words. */
export function diagram(review: Review): Html {
  const chains = chainsOf(review);
  const drawn: Html[] = [];
  let top = MARGIN;
  for (const chain of chains) {
    drawn.push(...drawChain(chain, top));
    top += chain.length * (NODE_HEIGHT + GAP) - GAP + CHAIN_GAP;
  }
  const height = top - CHAIN_GAP + MARGIN;
  return markup`<svg
    viewBox="0 0 ${WIDTH} ${height}"
    width="${WIDTH}"
    height="${height}"
    role="img"
    aria-labelledby="diagram-title diagram-text"
  >
    <title id="diagram-title">Who can assume the roles</title>
    <desc id="diagram-text">${chains.map(inWords).join(' ')}</desc>
    ${drawn}
  </svg>`;
}

function inWords(chain: DiagramChain): string {
  return `${chain.map(({ label, value, by }) => `${by === undefined ? '' : `${by} `}${label} ${value}`).join(', ')}.`;
}

function drawChain(chain: DiagramChain, top: number): Html[] {
  return chain.map((node, index) => drawNode(node, top + index * (NODE_HEIGHT + GAP)));
}

function drawNode({ label, value, kind, by }: DiagramNode, top: number): Html {
  const className = kind === 'warning' ? 'node warn' : `node ${kind}`;
  return markup`${by === undefined ? undefined : drawEdge(by, top)}<g>
      <title>${value}</title>
      <rect
        class="${className}"
        x="${MARGIN}"
        y="${top}"
        width="${WIDTH - 2 * MARGIN}"
        height="${NODE_HEIGHT}"
        rx="10"
      />
      <text class="label" x="18" y="${top + 22}">${label}</text>
      <text class="value" x="18" y="${top + 42}">${shorten(value)}</text></g
    >`;
}

function drawEdge(by: string, top: number): Html {
  const start = top - GAP + 4;
  const end = top - 8;
  return markup`<path class="edge" d="M34 ${start}V${end}" /><path class="tip" d="M29 ${end}h10l-5 6z" />
    <text class="label" x="48" y="${(start + end) / 2 + 5}">${by}</text>`;
}

/** As many whole characters as fit; the title has all of them. */
function shorten(value: string): string {
  const characters = [...value];
  return characters.length <= MAX_CHARACTERS ? value : `${characters.slice(0, MAX_CHARACTERS - 1).join('')}…`;
}
