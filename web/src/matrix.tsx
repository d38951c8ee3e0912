// Who stands where: terms down, parties across, as of any day.
import { type Page, type Row, useData } from "./api";
import { Day, Drawer, Fault, Pick, Q, Stance, Twins } from "./parts";
import { changed, parameter, set } from "./route";
import { kFamilies, dayWords, plural, spaced } from "./words";

interface Cell {
  count: number;
  id: string;
  stance: string;
  words: string | null;
  quote: string;
  relation: string | null;
  other: string | null;
  day: string | null;
  outlet: string | null;
  outlets: number;
  hedged: boolean;
}

interface Matrix {
  processes: { id: string; name: string }[];
  days: { day: string; count: number }[];
  undated: number;
  columns_left_out: number;
  columns: { key: string; name: string; count: number }[];
  rows: { family: string; cells: (Cell | null)[] }[];
}

function Slider({ matrix, asOf }: { matrix: Matrix; asOf: string }) {
  const days = matrix.days;
  if (days.length < 2) return null;
  let at = days.length - 1;
  if (asOf) {
    while (at > 0 && days[at].day > asOf) --at;
  }
  const most = Math.max(...days.map((one) => one.count));
  return (
    <label class="grow">
      <span>
        As of <b>{asOf ? dayWords(days[at].day) : dayWords(days.at(-1)!.day) + ", the latest"}</b>
      </span>
      <span class="ticks" aria-hidden="true">
        {days.map((one, i) => <i key={one.day} class={i <= at ? "past" : ""} style={{ height: `${15 + (85 * one.count) / most}%` }} />)}
      </span>
      <input type="range" min={0} max={days.length - 1} value={at} aria-valuetext={dayWords(days[at].day)}
        onInput={(event) => {
          const chosen = Number(event.currentTarget.value);
          set({ as_of: chosen === days.length - 1 ? null : days[chosen].day }, true);
        }} />
    </label>
  );
}

// The positions of one actor on one family, latest first.
function History({ actor, family, name }: { actor: string; family: string; name: string }) {
  const isId = /^k[0-9a-f]{16}$/.test(actor);
  const { data, fault } = useData<Page>(`/api/v1/positions?limit=1000&family=${encodeURIComponent(family)}${isId ? "&actor=" + actor : ""}`);
  const rows = (data?.rows ?? []).filter((row) => isId || row.holder === actor)
    .sort((a, b) => String(b.published ?? "").localeCompare(String(a.published ?? "")));
  return (
    <section class="block" id="history">
      <h2>
        <span><Q>{name}</Q> on {(kFamilies[family] ?? family).toLowerCase()}: {plural(rows.length, "report")}</span>
        <button type="button" onClick={() => set({ cell: null })}>Close</button>
      </h2>
      <Fault text={fault} />
      <ul class="plain">
        {rows.map((row: Row) => (
          <li class={"saying" + (parameter("open") === row.id ? " on" : "")} key={row.id}>
            <Pick id={row.id}>
              <Day date={row.published} /> <Stance stance={row.stance} />
              <span class="say"><Q quoted>{row.quote}</Q></span>
              <span class="meta"><Q>{row.outlet ?? "outlet not known"}</Q>{row.hedges?.length ? " · hedged" : ""}</span>
            </Pick>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CellView({ cell, family, column, party }: { cell: Cell; family: string; column: string; party: string }) {
  return (
    <td class={parameter("open") === cell.id ? "on" : ""}>
      <Pick id={cell.id}>
        <Stance stance={cell.stance} />
        <span class="words"><Q>{cell.words || cell.quote}</Q></span>
        {cell.relation && <span class="meta">{spaced(cell.relation)} <Q quoted>{cell.other}</Q></span>}
        <span class="meta">
          <Day date={cell.day} year={false} />
          {cell.outlets > 1 ? ` · ${cell.outlets} outlets` : <> · <Q>{cell.outlet ?? "outlet not known"}</Q></>}
          {cell.hedged ? " · hedged" : ""}
        </span>
      </Pick>
      {cell.count > 1 && (
        <a class="meta" href={changed({ cell: family + " " + column })} aria-label={`${cell.count} in all: history of ${party}, ${kFamilies[family] ?? family}`}>
          {cell.count} in all
        </a>
      )}
    </td>
  );
}

export function MatrixScreen() {
  const asOf = parameter("as_of");
  const process = parameter("process");
  const all = parameter("columns");
  const text = new URLSearchParams(Object.entries({ as_of: asOf, process, columns: all }).filter(([, value]) => value)).toString();
  const { data, fault } = useData<Matrix>("/api/v1/matrix" + (text ? "?" + text : ""));
  if (!data) return <Fault text={fault} />;
  const [family, ...rest] = parameter("cell").split(" ");
  const chosen = rest.join(" ");
  const column = data.columns.find((one) => one.key === chosen);
  return (
    <div class={"desk" + (parameter("open") ? " open" : "")}>
      <div>
        <h1>Positions</h1>
        <p class="about">
          The latest reported position of each party on each kind of term. An empty cell means that no report was found, not that there is no position.
        </p>
        <div class="bar">
          {data.processes.length > 1 && (
            <label>
              Talks
              <select value={process} onChange={(event) => set({ process: event.currentTarget.value || null, cell: null })}>
                <option value="">all</option>
                {data.processes.map((one) => <option value={one.id} key={one.id}>{one.name}</option>)}
              </select>
            </label>
          )}
          <Slider matrix={data} asOf={asOf} />
        </div>
        {data.rows.length === 0 && <p>No position was found in these reports.</p>}
        <div class="wide" tabIndex={0} role="region" aria-label="Positions by party">
          <table class="matrix" style={{ minWidth: `${7.5 + 9.5 * data.columns.length}rem` }}>
            <caption class="vis-hidden">Latest position of each party on each kind of term</caption>
            <thead>
              <tr>
                <th scope="col">Term</th>
                {data.columns.map((one) => <th scope="col" key={one.key}><Q>{one.name}</Q></th>)}
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={row.family}>
                  <th scope="row">{kFamilies[row.family] ?? row.family}</th>
                  {row.cells.map((cell, i) => {
                    const one = data.columns[i];
                    return cell === null
                      ? <td key={one.key}><span class="none">no report</span></td>
                      : <CellView cell={cell} family={row.family} column={one.key} party={one.name} key={one.key} />;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {data.columns_left_out > 0 && <p class="note">{plural(data.columns_left_out, "party", "parties")} with fewer positions not shown. <a href={changed({ columns: "all" })}>Show all</a></p>}
        {data.undated > 0 && <p class="note">{plural(data.undated, "position")} of reports without a date.</p>}
        {column && <History actor={column.key} name={column.name} family={family} />}
        <Twins api="/api/v1/positions" />
      </div>
      <Drawer />
    </div>
  );
}
