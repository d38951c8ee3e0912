// Who is spoken of, and what each outlet calls them.
import { type Opened, type Page, type Row, useData, may } from "./api";
import { SetValue, Split } from "./correct";
import { lastDecision, Merge } from "./decide";
import { Day, Drawer, Fault, Pick, Q, Saying, Stance, Twins } from "./parts";
import { parameter, set } from "./route";
import { plural, spaced } from "./words";

const kTypes: Record<string, string> = { PER: "person", ORG: "body", LOC: "place", FAC: "building", NORP: "group", EVENT: "event", MISC: "other" };

interface Name {
  name: string;
  count: number;
  outlets: { outlet: string | null; count: number }[];
}

function rolesOf(row: Row): string[] {
  return [...new Set((row.roles ?? []).map((role: { role: string }) => spaced(role.role)))] as string[];
}

export function ActorsScreen() {
  const words = parameter("q");
  const type = parameter("type");
  const { data, fault } = useData<Page>("/api/v1/actors?limit=200&fields=id,number,name,type,affiliation,roles,names,mentions" + (words ? "&q=" + encodeURIComponent(words) : ""));
  if (!data) return <Fault text={fault} />;
  const rows = data.rows.filter((row) => !type || row.type === type);
  const some = parameter("all") ? rows : rows.slice(0, 100);
  return (
    <div class={"desk" + (parameter("open") ? " open" : "")}>
      <div>
        <h1>Actors</h1>
        <p class="about">Who is spoken of, in how many places, and under which names.</p>
        <div class="bar">
          <label>Name or words<input type="search" value={words} onChange={(event) => set({ q: event.currentTarget.value || null })} /></label>
          <label>
            Kind
            <select value={type} onChange={(event) => set({ type: event.currentTarget.value || null })}>
              <option value="">every kind</option>
              {[...new Set(data.rows.map((row) => row.type as string))].sort().map((one) => <option value={one} key={one}>{kTypes[one] ?? one}</option>)}
            </select>
          </label>
        </div>
        <div class="wide" tabIndex={0} role="region" aria-label="Actors">
          <table>
            <caption>{plural(type ? rows.length : data.total, "actor")}{data.next ? `, the first ${data.rows.length} looked at; a name or words find the others` : ""}</caption>
            <thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">Part in the talks</th><th scope="col">Also called</th><th scope="col">Mentions</th></tr></thead>
            <tbody>
              {some.map((row) => (
                <tr key={row.id}>
                  <td><a href={"/actors/" + row.id}><Q>{row.name}</Q></a>{row.affiliation && <div class="note"><Q>{row.affiliation}</Q></div>}</td>
                  <td>{kTypes[row.type] ?? row.type}</td>
                  <td>{rolesOf(row).map((role) => <span class="tag" key={role}>{role}</span>)}</td>
                  <td><Q>{(row.names as Name[]).map((one) => one.name).filter((name) => name !== row.name).join(", ")}</Q></td>
                  <td class="num">{row.mentions}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {rows.length > some.length && <p><button type="button" onClick={() => set({ all: "1" })}>Show {rows.length - some.length} more</button></p>}
        <Twins api="/api/v1/actors" />
      </div>
      <Drawer />
    </div>
  );
}

const kMostNames = 150;

// Names down, outlets across: who uses which.
function Names({ row }: { row: Row }) {
  const all = [...(row.names as Name[])].sort((a, b) => b.count - a.count);
  const names = all.slice(0, kMostNames);
  const totals = new Map<string, number>();
  for (const name of all) for (const one of name.outlets) totals.set(one.outlet ?? "", (totals.get(one.outlet ?? "") ?? 0) + one.count);
  const outlets = [...totals].sort((a, b) => b[1] - a[1]).slice(0, 14).map(([outlet]) => outlet);
  return (
    <div class="wide" tabIndex={0} role="region" aria-label="Names by outlet">
      <table>
        <caption>What each outlet calls them</caption>
        <thead><tr><th scope="col">Name</th><th scope="col">In all</th>{outlets.map((outlet) => <th scope="col" key={outlet}><Q>{outlet || "outlet not known"}</Q></th>)}</tr></thead>
        <tbody>
          {names.map((name) => (
            <tr key={name.name}>
              <th scope="row"><Q>{name.name}</Q></th>
              <td class="num">{name.count}</td>
              {outlets.map((outlet) => <td class="num" key={outlet}>{name.outlets.find((one) => (one.outlet ?? "") === outlet)?.count ?? <span class="hush" aria-label="none">–</span>}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
      {all.length > names.length && <p class="note">{plural(all.length - names.length, "rarer name")} not shown; the rows as JSON have all.</p>}
    </div>
  );
}

export function ActorScreen({ id }: { id: string }) {
  const { data, fault } = useData<Opened>("/api/v1/evidence/" + encodeURIComponent(id));
  const sayings = useData<Page>(`/api/v1/origins?limit=200&actor=${encodeURIComponent(id)}`);
  const positions = useData<Page>(`/api/v1/positions?limit=200&actor=${encodeURIComponent(id)}`);
  if (!data) return <Fault text={fault} />;
  const row = data.row;
  const latest = (rows: Row[]) => [...rows].sort((a, b) => String(b.date ?? b.published ?? "").localeCompare(String(a.date ?? a.published ?? "")));
  return (
    <div class={"desk" + (parameter("open") ? " open" : "")}>
      <div>
        <h1><Q>{row.name}</Q></h1>
        <p class="facts">
          <span>{kTypes[row.type] ?? row.type}</span>
          {row.affiliation && <span>of <Q>{row.affiliations?.join(", ") ?? row.affiliation}</Q></span>}
          {row.titles?.length > 0 && <span><Q>{row.titles.join(", ")}</Q></span>}
          <span><b>{row.mentions}</b> mentions</span>
          {rolesOf(row).map((role) => <span class="tag" key={role}>{role}</span>)}
        </p>
        <Names row={row} />
        <div class="two">
          <section class="block">
            <h2>{plural(sayings.data?.total ?? 0, "saying")}</h2>
            <ul class="plain">{latest(sayings.data?.rows ?? []).map((one) => <Saying row={one} key={one.id} />)}</ul>
          </section>
          <section class="block">
            <h2>{plural(positions.data?.total ?? 0, "position")}</h2>
            {latest(positions.data?.rows ?? []).map((one) => (
              <div class="saying" key={one.id}>
                <Pick id={one.id}>
                  <Stance stance={one.stance} />
                  <span class="say"><Q quoted>{one.quote}</Q></span>
                  <span class="meta"><Day date={one.published} /> · <Q>{one.outlet ?? "outlet not known"}</Q></span>
                </Pick>
              </div>
            ))}
          </section>
        </div>
        <Merge row={row} key={id} />
        <Split row={row} key={"split" + id} />
        {may("coder") && <section class="decide">
          <h2>Something else?</h2>
          <SetValue row={row} type="actors" done={(decision, changed, text) => (lastDecision.value = { text: `${text}; ${changed} rows changed.`, id: decision })} />
        </section>}
        <p class="twins"><button type="button" onClick={() => set({ open: parameter("open") === id ? null : id })}>Where the names stand</button></p>
      </div>
      <Drawer />
    </div>
  );
}
