// Who carries whose words: outlets, what they cite, speakers; and what is one source in many reports.
import { type Page, type Row, useData } from "./api";
import { Drawer, Fault, Pictures, Q, Saying, Twins } from "./parts";
import { changed, go, parameter, set } from "./route";
import { plural, visible } from "./words";

interface Node {
  layer: "outlet" | "channel" | "speaker";
  name: string;
  actor_id: string | null;
  sayings: number;
}

interface Graph {
  left_out: number;
  nodes: Node[];
  edges: { from: number; to: number; sayings: number; shared: number }[];
}

const kWidth = 1100;
const kStep = 23;
const kColumns = { outlet: 230, channel: 560, speaker: 860 };
const kTitles = { outlet: "Reported by", channel: "through", speaker: "Said by" };

// The place of each node: layers from left to right, each sorted by the places of its neighbours, a
// few times over, so that lines cross less.
function layout(graph: Graph): { y: number[]; height: number } {
  const layers = ["outlet", "channel", "speaker"] as const;
  const order = layers.map((layer) => graph.nodes.map((node, i) => ({ node, i })).filter((one) => one.node.layer === layer)
    .sort((a, b) => b.node.sayings - a.node.sayings || a.node.name.localeCompare(b.node.name)).map((one) => one.i));
  const most = Math.max(...order.map((one) => one.length), 1);
  const y: number[] = [];
  const spread = () => order.forEach((nodes) => nodes.forEach((node, at) => {
    y[node] = 50 + (nodes.length < most ? ((at + 0.5) * most) / nodes.length : at + 0.5) * kStep;
  }));
  spread();
  const ends: [number, number][][] = graph.nodes.map(() => []);
  for (const edge of graph.edges) {
    ends[edge.from].push([edge.to, edge.sayings]);
    ends[edge.to].push([edge.from, edge.sayings]);
  }
  const near = (node: number) => {
    const own = ends[node];
    const weight = own.reduce((sum, [, count]) => sum + count, 0);
    return weight ? own.reduce((sum, [other, count]) => sum + y[other] * count, 0) / weight : y[node];
  };
  for (let turn = 0; turn < 6; ++turn) {
    for (const nodes of turn % 2 ? [...order].reverse() : order) {
      const middle = new Map(nodes.map((node) => [node, near(node)]));
      nodes.sort((a, b) => middle.get(a)! - middle.get(b)! || graph.nodes[a].name.localeCompare(graph.nodes[b].name));
    }
    spread();
  }
  return { y, height: 60 + most * kStep };
}

const kMostDrawn = 40;

// The graph with its most heard outlets and channels: more of them cannot be told apart in a drawing.
function mostHeard(graph: Graph): { graph: Graph; hidden: number } {
  const kept = new Set<number>();
  for (const layer of ["outlet", "channel", "speaker"]) {
    const own = graph.nodes.map((_, i) => i).filter((i) => graph.nodes[i].layer === layer);
    own.sort((a, b) => graph.nodes[b].sayings - graph.nodes[a].sayings || a - b);
    own.slice(0, kMostDrawn).forEach((i) => kept.add(i));
  }
  if (kept.size === graph.nodes.length) return { graph, hidden: 0 };
  const order = [...kept].sort((a, b) => a - b);
  const places = new Map(order.map((node, at) => [node, at]));
  const edges = graph.edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to))
    .map((edge) => ({ ...edge, from: places.get(edge.from)!, to: places.get(edge.to)! }));
  return { graph: { ...graph, nodes: order.map((node) => graph.nodes[node]), edges }, hidden: graph.nodes.length - kept.size };
}

function cut(text: string, most: number): string {
  return text.length > most ? text.slice(0, most - 1) + "…" : text;
}

function Drawing({ graph, outlet, speaker }: { graph: Graph; outlet: string; speaker: string }) {
  const { y, height } = layout(graph);
  const on = graph.nodes.findIndex((node) => (node.layer === "outlet" && node.name === outlet) || (node.layer === "speaker" && node.name === speaker));
  // From the chosen node to both ends.
  const lit = new Set<number>();
  const near = new Set<number>();
  const walk = (node: number, forward: boolean) => graph.edges.forEach((edge, i) => {
    if ((forward ? edge.from : edge.to) !== node || lit.has(i)) return;
    lit.add(i);
    near.add(forward ? edge.to : edge.from);
    walk(forward ? edge.to : edge.from, forward);
  });
  if (on >= 0) {
    walk(on, true);
    walk(on, false);
  }
  const most = Math.max(...graph.edges.map((edge) => edge.sayings), 1);
  const choose = (node: Node) => {
    if (node.layer === "channel") return;
    const name = node.layer === "outlet" ? "outlet" : "speaker";
    go(changed({ outlet: null, speaker: null, [name]: parameter(name) === node.name ? null : node.name }), true);
  };
  return (
    <div class={"graph" + (on >= 0 ? " focus" : "")} data-chart>
      <div class="wide" tabIndex={0} role="region" aria-label="Graph of sources; the list below holds the same">
        <svg viewBox={`0 0 ${kWidth} ${height}`} role="group" aria-label="Who carries whose words">
          {(["outlet", "channel", "speaker"] as const).map((layer) => graph.nodes.some((node) => node.layer === layer) && (
            <text class="head" key={layer} x={kColumns[layer]} y="22" text-anchor={layer === "outlet" ? "end" : layer === "channel" ? "middle" : "start"}>{kTitles[layer]}</text>
          ))}
          {graph.edges.map((edge, i) => {
            const from = graph.nodes[edge.from];
            const to = graph.nodes[edge.to];
            const half = (node: Node) => Math.min(130, 14 + 3.6 * Math.min(32, node.name.length));
            const x1 = kColumns[from.layer] + (from.layer === "channel" ? half(from) : 8);
            const x2 = kColumns[to.layer] - (to.layer === "channel" ? half(to) : 8);
            const bend = (x2 - x1) * 0.45;
            return (
              <path class={"edge" + (edge.shared ? " shared" : "") + (lit.has(i) ? " on" : "")} key={i}
                d={`M${x1},${y[edge.from]}C${x1 + bend},${y[edge.from]} ${x2 - bend},${y[edge.to]} ${x2},${y[edge.to]}`}
                stroke-width={1 + (5 * edge.sayings) / most}>
                <title>{`${visible(from.name)} → ${visible(to.name)}: ${plural(edge.sayings, "saying")}${edge.shared ? `, ${edge.shared} in several outlets` : ""}`}</title>
              </path>
            );
          })}
          {graph.nodes.map((node, i) => {
            const end = node.layer === "outlet" ? "end" : node.layer === "channel" ? "middle" : "start";
            const can = node.layer !== "channel";
            const shown = cut(visible(node.name), 32);
            return (
              <g class={"node" + (i === on ? " on" : near.has(i) ? " near" : "")} key={node.layer + node.name}
                tabindex={can ? 0 : undefined} role={can ? "button" : undefined} aria-pressed={can ? i === on : undefined}
                aria-label={node.layer === "outlet" ? `${node.sayings} ${shown}` : node.layer === "speaker" ? `${shown} ${node.sayings}` : undefined}
                onClick={() => choose(node)}
                onKeyDown={(event: KeyboardEvent) => {
                  if (event.key !== "Enter" && event.key !== " ") return;
                  event.preventDefault();
                  choose(node);
                }}>
                <text x={kColumns[node.layer]} y={y[i] + 4} text-anchor={end}>
                  {node.layer === "outlet" && <tspan class="count">{node.sayings} </tspan>}
                  <tspan>{shown}</tspan>
                  {node.layer === "speaker" && <tspan class="count"> {node.sayings}</tspan>}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
      <Pictures name="sources" />
    </div>
  );
}

export function SourcesScreen() {
  const outlet = parameter("outlet");
  const speaker = parameter("speaker");
  const shared = parameter("shared");
  const graph = useData<Graph>("/api/v1/sources");
  const { data, fault } = useData<Page>("/api/v1/origins?limit=1000&fields=id,number,kind,said,speaker,affiliation,force,negated,act,date,outlets,channel,reports,independent" + (outlet ? "&outlet=" + encodeURIComponent(outlet) : ""));
  if (!data || !graph.data) return <Fault text={fault || graph.fault} />;
  const drawn = mostHeard(graph.data);
  const carriers = (row: Row) => row.outlets?.length ?? 0;
  const rows = data.rows.filter((row) => row.kind !== "outlet" && row.said && (!speaker || row.speaker === speaker) && (!shared || carriers(row) > 1))
    .sort((a, b) => carriers(b) - carriers(a) || String(b.date ?? "").localeCompare(String(a.date ?? "")));
  const some = parameter("all") ? rows : rows.slice(0, 40);
  return (
    <div class={"desk" + (parameter("open") ? " open" : "")}>
      <div>
        <h1>Sources</h1>
        <p class="about">A line is what an outlet carries of a speaker, through whom it heard it. Orange lines hold sayings that several outlets carry: many reports, one source. Choose a name to see its own.</p>
        {drawn.graph.nodes.length > 0 && <Drawing graph={drawn.graph} outlet={outlet} speaker={speaker} />}
        {drawn.hidden > 0 && <p class="note">{plural(drawn.hidden, "outlet or channel", "outlets and channels")} with fewer sayings not drawn.</p>}
        {graph.data.left_out > 0 && <p class="note">{plural(graph.data.left_out, "saying")} of speakers less heard are in the list alone.</p>}
        <div class="bar">
          <button type="button" aria-pressed={!!shared} onClick={() => set({ shared: shared ? null : "1" })}>One source, several outlets</button>
          {(outlet || speaker) && <button type="button" onClick={() => set({ outlet: null, speaker: null })}>Of all, not only <Q>{outlet || speaker}</Q></button>}
        </div>
        <section class="block">
          <h2>{plural(rows.length, "saying")}{data.next ? ` of the first ${data.rows.length}` : ""}</h2>
          <ul class="plain">{some.map((row) => <Saying row={row} key={row.id} />)}</ul>
          {rows.length > some.length && <p><button type="button" onClick={() => set({ all: "1" })}>Show {rows.length - some.length} more</button></p>}
        </section>
        <Twins api="/api/v1/origins" />
      </div>
      <Drawer />
    </div>
  );
}
