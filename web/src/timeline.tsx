// What is told of each day, apart from the days on which it was told.
import { type Page, type Row, useData } from "./api";
import { Drawer, Fault, Pick, Pictures, Q, Stance, Twins } from "./parts";
import { parameter, set } from "./route";
import { dayRange, dayText, dayTicks, linear } from "./scale";
import { dayWords, plural, spaced } from "./words";

const kWidth = 1100;
const kLane = 44;
const kBands = 200;  // spans drawn; those told most often

export interface Days {
  reported: { day: string | null; count: number }[];
  told: { date: string | null; count: number }[];
  kinds: { kind: string | null; count: number }[];
  measures: { measure: string | null; count: number }[];
}

// Two lanes on one axis of days: reports by their day of publication, and the days that they tell of.
function Lanes({ counts }: { counts: Days }) {
  const told = new Map<number, number>();
  const bands: { range: [number, number]; count: number }[] = [];
  for (const { date, count } of counts.told) {
    const range = dayRange(date);
    if (!range) continue;
    range[0] === range[1] ? told.set(range[0], (told.get(range[0]) ?? 0) + count) : bands.push({ range, count });
  }
  const spans = bands.sort((a, b) => b.count - a.count).slice(0, kBands).map(({ range }) => range);
  const published = new Map<number, number>();
  for (const { day, count } of counts.reported) {
    const range = dayRange(day);
    if (range && range[0] === range[1]) published.set(range[0], (published.get(range[0]) ?? 0) + count);
  }
  const days = [...told.keys(), ...published.keys()].sort((a, b) => a - b);
  if (days.length < 2) return null;
  // A few far days would press all others together: the axis holds the middle 96 of 100.
  const cut = Math.floor(days.length * 0.02);
  const first = days[cut];
  const last = days[days.length - 1 - cut];
  const x = linear([first - 0.5, last + 0.5], [110, kWidth - 10]);
  const byMonth = last - first > 400;
  const width = Math.max(2, Math.min(22, (x(1) - x(0)) * (byMonth ? 30 : 1) - 1.5));
  const lane = (counts: Map<number, number>, base: number, extra: string, words: string) => {
    // Of years, a bar stands for a month: a bar a day could not be seen.
    const bars = new Map<string, { day: number; count: number }>();
    for (const [day, count] of counts) {
      if (day < first || day > last) continue;
      const period = dayText(day).slice(0, byMonth ? 7 : 10);
      const bar = bars.get(period);
      bar ? (bar.count += count) : bars.set(period, { day: byMonth ? Math.max(first, dayRange(period)![0] + 15) : day, count });
    }
    const most = Math.max(1, ...[...bars.values()].map((bar) => bar.count));
    return [...bars].map(([period, { day, count }]) => {
      const high = Math.max(3, ((kLane - 12) * count) / most);
      const told = `${dayWords(period)}: ${count} ${words}`;
      return (
        <a href={`/timeline?since=${period}&until=${period}`} key={words + period} aria-label={told}>
          <rect class={"bar-mark" + extra} x={x(day) - width / 2} width={width} y={base - high} height={high} rx="1"><title>{told}</title></rect>
        </a>
      );
    });
  };
  return (
    <div data-chart>
      <svg viewBox={`0 0 ${kWidth} ${2 * kLane + 34}`} role="group" aria-label="Reports and told days on one axis">
        <text x="0" y={kLane - 8}>reported on</text>
        <text x="0" y={2 * kLane - 4}>told of</text>
        <line class="base" x1="100" x2={kWidth} y1={kLane} y2={kLane} />
        <line class="base" x1="100" x2={kWidth} y1={2 * kLane + 4} y2={2 * kLane + 4} />
        {lane(published, kLane, "", "reports")}
        {spans.filter(([from, until]) => until >= first && from <= last).map(([from, until], i) => (
          <rect class="span-mark" key={i} x={x(Math.max(first, from) - 0.5)} width={Math.max(3, x(Math.min(last, until) + 0.5) - x(Math.max(first, from) - 0.5))} y={2 * kLane + 6} height="4" />
        ))}
        {lane(told, 2 * kLane + 4, " other", "entries")}
        {dayTicks(first, last, 9).map((day) => <text key={day} x={x(day)} y={2 * kLane + 28} text-anchor="middle">{dayWords(dayText(day), last - first > 300)}</text>)}
      </svg>
      <Pictures name="timeline" />
    </div>
  );
}

export function TimelineScreen() {
  const kind = parameter("kind");
  const independent = parameter("independent");
  const since = parameter("since");
  const until = parameter("until");
  const filter = new URLSearchParams(Object.entries({ kind, independent, since, until }).filter(([, value]) => value)).toString();
  const { data, fault } = useData<Page>("/api/v1/timeline?limit=400&fields=id,number,date,kind,what,outlets,independent" + (filter ? "&" + filter : ""));
  const days = useData<Days>("/api/v1/days");
  if (!data) return <Fault text={fault} />;
  const kinds = (days.data?.kinds ?? []).map((one) => one.kind ?? "");
  const byDay = new Map<string, Row[]>();
  for (const row of data.rows) byDay.set(row.date, [...(byDay.get(row.date) ?? []), row]);
  return (
    <div class={"desk" + (parameter("open") ? " open" : "")}>
      <div>
        <h1>Timeline</h1>
        <p class="about">What the reports tell of each day: it may be planned, demanded or denied. Above, the days on which they told it are kept apart from the days that they tell of; what has no certain day is a band.</p>
        {days.data && <Lanes counts={days.data} />}
        <div class="bar">
          <label>
            Kind
            <select value={kind} onChange={(event) => set({ kind: event.currentTarget.value || null })}>
              <option value="">every kind</option>
              {kinds.map((one) => <option value={one} key={one}>{spaced(one)}</option>)}
            </select>
          </label>
          <label>
            Told by
            <select value={independent} onChange={(event) => set({ independent: event.currentTarget.value || null })}>
              <option value="">any number of sources</option>
              <option value="2">two or more, copies counted once</option>
              <option value="3">three or more</option>
            </select>
          </label>
          <label>From<input type="date" value={since} onChange={(event) => set({ since: event.currentTarget.value || null })} /></label>
          <label>To<input type="date" value={until} onChange={(event) => set({ until: event.currentTarget.value || null })} /></label>
          {filter && <button type="button" onClick={() => set({ kind: null, independent: null, since: null, until: null })}>Show all days</button>}
        </div>
        <p class="note">{plural(data.total, "entry", "entries")}{data.next ? `, the first ${data.rows.length} shown; choose fewer days` : ""}</p>
        <dl class="days">
          {[...byDay].map(([date, rows]) => (
            <>
              <dt>{dayWords(date, false)}{/^\d{4}-\d{2}-\d{2}/.test(date) && <small>{date.slice(0, 4)}</small>}</dt>
              <dd>
                {rows.map((row) => (
                  <div class="entry" key={row.id}>
                    <Pick id={row.id}>
                      <Stance stance={row.kind} /> <span class="words"><Q>{row.what}</Q></span>
                      <span class="meta"><Q>{(row.outlets ?? []).join(", ") || "outlet not known"}</Q>{row.independent > 1 && ` · ${row.independent} independent`}</span>
                    </Pick>
                  </div>
                ))}
              </dd>
            </>
          ))}
        </dl>
        <Twins api={"/api/v1/timeline" + (filter ? "?" + filter : "")} />
      </div>
      <Drawer />
    </div>
  );
}
