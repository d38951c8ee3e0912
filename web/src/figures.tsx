// Each number over time, by whose word. Nothing is averaged: two claims are two marks.
import { type Page, type Row, useData } from "./api";
import { Day, Drawer, Fault, Pick, Pictures, Q, Twins } from "./parts";
import { parameter, set } from "./route";
import type { Days } from "./timeline";
import { dayRange, dayText, dayTicks, linear, ticks } from "./scale";
import { capital, dayWords, plural, spaced } from "./words";

const kWidth = 640;
const kHeight = 240;
const kLeft = 56;
const kRight = 24;
const kTop = 26;
const kBottom = 30;

// Colour and shape of a claimant within one series.
const kShapes = ["circle", "square", "diamond", "triangle", "cross", "ring"];

function shapePath(shape: string, r: number): string {
  switch (shape) {
    case "square": return `M${-r},${-r}h${2 * r}v${2 * r}h${-2 * r}z`;
    case "diamond": return `M0,${-r * 1.35}L${r * 1.35},0L0,${r * 1.35}L${-r * 1.35},0z`;
    case "triangle": return `M0,${-r * 1.3}L${r * 1.2},${r}L${-r * 1.2},${r}z`;
    case "cross": return `M${-r},${-r}L${r},${r}M${-r},${r}L${r},${-r}`;
    default: return `M${r},0A${r},${r} 0 1 1 ${-r},0A${r},${r} 0 1 1 ${r},0z`;
  }
}

function who(point: Row): string {
  return point.claimant ?? point.outlet ?? "the report itself";
}

function height(point: Row): number | null {
  return point.value ?? point.low ?? point.high ?? null;
}

function Chart({ row }: { row: Row }) {
  const drawn = (row.points as Row[]).filter((point) => height(point) !== null && dayRange(point.day));
  const days = drawn.flatMap((point) => dayRange(point.day)!);
  const values = drawn.flatMap((point) => [point.value, point.low, point.high].filter((one) => typeof one === "number"));
  const first = Math.min(...days);
  const last = Math.max(...days);
  const pad = Math.max(1, Math.round((last - first) * 0.06));
  const high = Math.max(...values) * 1.12;
  const low = Math.min(0, ...values);
  const x = linear([first - pad, last + pad], [kLeft, kWidth - kRight]);
  const y = linear([low, high], [kHeight - kBottom, kTop]);
  const claimants = [...new Set(drawn.map(who))];
  const style = (point: Row) => {
    const at = claimants.indexOf(who(point)) % kShapes.length;
    return { colour: `k${at + 1}`, shape: kShapes[at] };
  };
  const byFigure = new Map(drawn.map((point) => [point.figure, point]));
  // A member's figure stands for the point that tells it.
  for (const point of drawn) for (const member of point.members ?? []) if (!byFigure.has(member.figure)) byFigure.set(member.figure, point);
  const middle = (point: Row) => {
    const [from, until] = dayRange(point.day)!;
    return x((from + until) / 2);
  };
  const said = drawn.map((point) => `${who(point)}, ${dayWords(point.day)}: ${point.quote}`).join("; ");
  return (
    <svg viewBox={`0 0 ${kWidth} ${kHeight}`} role="img" aria-label={`Chart. ${said}`}>
      {ticks(low, high, 4).map((value) => (
        <g key={value}>
          <line class={value === 0 ? "base" : "axis"} x1={kLeft} x2={kWidth - kRight} y1={y(value)} y2={y(value)} />
          <text x={kLeft - 8} y={y(value) + 4} text-anchor="end">{value.toLocaleString("en")}</text>
        </g>
      ))}
      {dayTicks(first, last, 6).map((day) => (
        <text key={day} x={x(day)} y={kHeight - 8} text-anchor="middle">{dayWords(dayText(day), false)}</text>
      ))}
      {(row.conflicts ?? []).map((conflict: { a: string; b: string }) => {
        const a = byFigure.get(conflict.a);
        const b = byFigure.get(conflict.b);
        if (!a || !b || a === b) return null;
        const left = Math.min(middle(a), middle(b)) - 9;
        const top = Math.min(y(height(a)!), y(height(b)!));
        return (
          <rect class="clash" key={conflict.a + conflict.b} x={left} y={top - 9} rx="4"
            width={Math.abs(middle(a) - middle(b)) + 18} height={Math.abs(y(height(a)!) - y(height(b)!)) + 18} />
        );
      })}
      {drawn.map((point) => {
        const before = byFigure.get(point.follows);
        if (!before || before === point) return null;
        return <line class={"path " + style(point).colour} key={"p" + point.figure} x1={middle(before)} y1={y(height(before)!)} x2={middle(point)} y2={y(height(point)!)} />;
      })}
      {drawn.map((point, i) => {
        const [from, until] = dayRange(point.day)!;
        const { colour, shape } = style(point);
        const at = y(height(point)!);
        const up = ["at_least", "more_than"].includes(point.bound) || (point.bound === "vague" && point.high === null);
        const down = ["at_most", "less_than", "nearly"].includes(point.bound);
        const tip = up ? Math.max(kTop - 14, at - 30) : Math.min(kHeight - kBottom, at + 30);
        const right = middle(point) > kWidth - 120;
        // A label keeps clear of one just beside it.
        const near = drawn.slice(0, i).some((other) => Math.abs(middle(other) - middle(point)) < 70 && Math.abs(y(height(other)!) - at) < 14);
        return (
          <g class={colour} key={point.figure}>
            {until > from && <line class="reach" x1={x(from)} x2={x(until)} y1={at} y2={at} />}
            {(up || down) && (
              <path class="reach" d={`M${middle(point)},${at}V${tip}m-4,${up ? 5 : -5}l4,${up ? -5 : 5}l4,${up ? 5 : -5}`} />
            )}
            {point.low !== null && point.high !== null && point.low !== point.high && (
              <path class="reach" d={`M${middle(point) - 5},${y(point.low)}h10M${middle(point)},${y(point.low)}V${y(point.high)}M${middle(point) - 5},${y(point.high)}h10`} />
            )}
            <path class={point.bound === "exact" && shape !== "ring" ? "mark" : "hollow"} d={shapePath(shape, 5)} transform={`translate(${middle(point)},${at})`} />
            <text class="tell" x={middle(point) + (right ? -10 : 10)} y={at + (near ? 16 : 4)} text-anchor={right ? "end" : "start"}>{point.quote}</text>
          </g>
        );
      })}
    </svg>
  );
}

function Key({ at }: { at: number }) {
  const shape = kShapes[at % kShapes.length];
  return (
    <svg class={`key k${(at % 6) + 1}`} viewBox="-8 -8 16 16" aria-hidden="true">
      <path class={shape === "ring" ? "hollow" : "mark"} d={shapePath(shape, 5.5)} stroke-width="2" />
    </svg>
  );
}

export function seriesName(row: Row): string {
  return [capital(spaced(row.measure)), row.population, row.unit && row.unit !== "person" ? row.unit : null, row.place,
    row.whole ? "of " + row.whole : null, row.counting === "cumulative" ? "so far" : row.counting === "period" ? "in one period" : null]
    .filter(Boolean).join(", ");
}

function isCharted(row: Row): boolean {
  return (row.points as Row[]).filter((point) => height(point) !== null && dayRange(point.day)).length > 1;
}

// Figures of which there is no second claim to set beside.
function Singles({ rows }: { rows: Row[] }) {
  return (
    <section class="series">
      <div class="wide" tabIndex={0} role="region" aria-label="Figures with one claim">
        <table>
          <caption>Claimed once</caption>
          <thead><tr><th scope="col">What</th><th scope="col">Claim</th><th scope="col">As of</th><th scope="col">By</th></tr></thead>
          <tbody>
            {rows.flatMap((row) => (row.points as Row[]).map((point) => (
              <tr key={point.figure} class={parameter("open") === point.figure ? "on" : ""}>
                <td><Q>{seriesName(row)}</Q></td>
                <td><Pick id={point.figure}><span class="q words"><Q quoted>{point.quote}</Q></span>{point.bound === "vague" && <span class="hush"> no exact number</span>}</Pick></td>
                <td class="num"><Day date={point.day} year={false} /></td>
                <td><Q>{who(point)}</Q>{point.claimed_by === "outlet" && point.claimant && <span class="hush"> (the report itself)</span>}</td>
              </tr>
            )))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Series({ row }: { row: Row }) {
  const points = row.points as Row[];
  const charted = isCharted(row);
  const claimants = [...new Set(points.filter((point) => height(point) !== null && dayRange(point.day)).map(who))];
  const find = (figure: string) => points.find((point) => point.figure === figure || point.members?.some((member: Row) => member.figure === figure));
  return (
    <section class="series" data-chart id={row.id}>
      <h2><Q>{seriesName(row)}</Q></h2>
      <div class={charted ? "pair" : ""}>
        {charted && <div><Chart row={row} /><Pictures name={"figures-" + row.number} /></div>}
        <div>
          <table>
            <caption class="vis-hidden">Claims: {seriesName(row)}</caption>
            <thead><tr><th scope="col">As of</th><th scope="col">Claim</th><th scope="col">By</th></tr></thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.figure} class={parameter("open") === point.figure ? "on" : ""}>
                  <td class="num"><Day date={point.day} year={false} /></td>
                  <td>
                    <Pick id={point.figure}>
                      <span class="q words"><Q quoted>{point.quote}</Q></span>
                      {point.bound === "vague" && <span class="hush"> no exact number</span>}
                      {point.revises?.length > 0 && <span class="note">corrected from <Q quoted>{point.revises.map((one: Row) => one.quote).join(", ")}</Q></span>}
                    </Pick>
                  </td>
                  <td>
                    {charted && claimants.includes(who(point)) && <Key at={claimants.indexOf(who(point))} />}
                    <Q>{who(point)}</Q>
                    {point.claimed_by === "outlet" && point.claimant && <span class="hush"> (the report itself)</span>}
                    {point.members?.length > 1 && <div class="note">{plural(point.members.length, "report")}</div>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {(row.conflicts ?? []).map((conflict: { a: string; b: string; day: string | null }) => {
            const a = find(conflict.a);
            const b = find(conflict.b);
            return a && b ? (
              <p class="clash-note" key={conflict.a + conflict.b}>
                These disagree: <Q quoted>{a.quote}</Q> (<Q>{who(a)}</Q>) and <Q quoted>{b.quote}</Q> (<Q>{who(b)}</Q>)
                {conflict.day && <>, <Day date={conflict.day} year={false} /></>}
              </p>
            ) : null;
          })}
        </div>
      </div>
    </section>
  );
}

function weight(row: Row): number {
  return (row.conflicts?.length ? 1000 : 0) + (row.measure === "count" || row.measure === "duration" ? 0 : 100) + Math.min(99, row.points.length);
}

export function FiguresScreen() {
  const measure = parameter("measure");
  const { data, fault } = useData<Page>("/api/v1/series?limit=1000&fields=id,number,measure,unit,population,place,whole,counting,points,conflicts" + (measure ? "&measure=" + encodeURIComponent(measure) : ""));
  const days = useData<Days>("/api/v1/days");
  if (!data) return <Fault text={fault} />;
  const measures = (days.data?.measures ?? []).map((one) => one.measure ?? "");
  const rows = [...data.rows].sort((a, b) => weight(b) - weight(a) || a.number - b.number);
  const several = rows.filter((row) => isCharted(row) || row.points.length > 1);
  const singles = rows.filter((row) => !several.includes(row));
  const some = parameter("all") ? several : several.slice(0, 30);
  return (
    <div class={"desk" + (parameter("open") ? " open" : "")}>
      <div>
        <h1>Figures</h1>
        <p class="about">Each number is somebody's claim. A filled mark is an exact number, a hollow one is not; an arrow is an open end. A dashed frame holds two claims that no number fits both.</p>
        <div class="bar">
          <label>
            What is counted
            <select value={measure} onChange={(event) => set({ measure: event.currentTarget.value || null })}>
              <option value="">everything</option>
              {measures.map((one) => <option value={one} key={one}>{spaced(one)}</option>)}
            </select>
          </label>
        </div>
        {data.next && <p class="note">{plural(data.total, "figure")} in all, the first {rows.length} shown; choose what is counted</p>}
        {rows.length === 0 && <p>No figure was found in these reports.</p>}
        {some.map((row) => <Series row={row} key={row.id} />)}
        {several.length > some.length && <p><button type="button" onClick={() => set({ all: "1" })}>Show {several.length - some.length} more</button></p>}
        {singles.length > 0 && <Singles rows={parameter("all") ? singles : singles.slice(0, 200)} />}
        <Twins api="/api/v1/series" />
      </div>
      <Drawer />
    </div>
  );
}
