// Two outlets side by side, and what is new since a day.
import { type Page, type Row, useData } from "./api";
import { Day, Drawer, Fault, Pick, Q, Twins } from "./parts";
import { changed, parameter, set } from "./route";
import { plural, spaced } from "./words";

const kAspects: [aspect: string, title: string][] = [
  ["name", "What they call whom"], ["said", "Who said what"], ["position", "Positions"], ["figure", "Figures"],
];

// Of a large record a view looks at the latest rows alone.
function LeftOut({ page }: { page: Page | null }) {
  return page?.left_out ? <p class="note">Of {plural(page.left_out, "older row")} nothing is shown here.</p> : null;
}

export function CompareScreen() {
  const outlets = useData<{ outlets: string[] }>("/api/v1/outlets");
  const known = outlets.data?.outlets ?? [];
  const a = parameter("a") || known[0] || "";
  const b = parameter("b") || known.find((one) => one !== a) || "";
  const told = parameter("told");
  const api = a && b ? `/api/v1/compare?limit=400&a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}` : "";
  const { data, fault } = useData<Page>(api);
  if (!outlets.data) return <Fault text={outlets.fault} />;
  const rows = (data?.rows ?? []).filter((row) => !told || row.told_by === told);
  const choice = (name: string, value: string, label: string) => (
    <label>
      {label}
      <select value={value} onChange={(event) => set({ a, b, [name]: event.currentTarget.value })}>
        {known.map((one) => <option value={one} key={one}>{one}</option>)}
      </select>
    </label>
  );
  return (
    <div class={"desk" + (parameter("open") ? " open" : "")}>
      <div>
        <h1>Compare</h1>
        <p class="about">How two outlets tell the same, and what only one of them tells. Nothing is judged.</p>
        {known.length < 2 && <p>The reports name fewer than two outlets.</p>}
        <div class="bar">
          {choice("a", a, "One outlet")}
          {choice("b", b, "Another")}
          <label>
            Told by
            <select value={told} onChange={(event) => set({ told: event.currentTarget.value || null })}>
              <option value="">either</option>
              <option value="both">both</option>
              <option value="a">{a} alone</option>
              <option value="b">{b} alone</option>
            </select>
          </label>
        </div>
        <Fault text={fault} />
        {data && kAspects.map(([aspect, title]) => {
          const own = rows.filter((row) => row.aspect === aspect);
          if (own.length === 0) return null;
          const order = { both: 0, a: 1, b: 2 } as Record<string, number>;
          own.sort((one, other) => Number(one.same === true) - Number(other.same === true) || order[one.told_by] - order[other.told_by]);
          return (
            <section class="block" key={aspect}>
              <h2>{title}</h2>
              <div class="wide" tabIndex={0} role="region" aria-label={title}>
                <table class="pairs">
                  <thead><tr><th scope="col">Of</th><th scope="col"><Q>{a}</Q></th><th scope="col"><Q>{b}</Q></th></tr></thead>
                  <tbody>
                    {own.map((row: Row) => (
                      <tr key={row.id + row.a + row.b} class={parameter("open") === row.id ? "on" : ""}>
                        <td><Pick id={row.id}><span class="words"><Q>{row.who}</Q></span>{row.same === true && <span class="note"> same words</span>}</Pick></td>
                        <td class="q">{row.a === null ? <span class="none">not told</span> : <Q>{row.a}</Q>}</td>
                        <td class="q">{row.b === null ? <span class="none">not told</span> : <Q>{row.b}</Q>}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </section>
          );
        })}
        <LeftOut page={data} />
        {api && <Twins api={api} />}
      </div>
      <Drawer />
    </div>
  );
}

const kChanges: [change: string, title: string][] = [
  ["changed_stance", "Changed stances"], ["new_position", "New positions"], ["new_conflict", "New disagreements"],
  ["revised_figure", "Corrected figures"], ["new_figure", "New figures"], ["new_origin", "New sayings"], ["new_article", "New reports"],
];

export function NewsScreen() {
  const since = parameter("since");
  const api = "/api/v1/news?limit=300" + (since ? "&since=" + since : "");
  const { data, fault } = useData<Page>(api);
  const rows = data?.rows ?? [];
  return (
    <div class={"desk" + (parameter("open") ? " open" : "")}>
      <div>
        <h1>What is new</h1>
        <p class="about">{since ? "What the reports of this day and later brought" : "What the latest read brought"}, without what they only repeat.</p>
        <div class="bar">
          <label>Since<input type="date" value={since} onChange={(event) => set({ since: event.currentTarget.value || null })} /></label>
          {since && <a href={changed({ since: null })}>since the latest read</a>}
        </div>
        <Fault text={fault} />
        {data && rows.length === 0 && <p>Nothing new.</p>}
        {kChanges.map(([change, title]) => {
          const own = rows.filter((row) => row.change === change);
          if (own.length === 0) return null;
          return (
            <section class="block" key={change}>
              <h2>{title} <span class="hush">{plural(own.length, "row")}</span></h2>
              <ul class="plain">
                {own.slice(0, 100).map((row) => (
                  <li class={"saying" + (parameter("open") === row.id ? " on" : "")} key={row.id}>
                    {row.type === "articles"
                      ? <><a href={"/articles/" + encodeURIComponent(row.id)}><Q>{row.what ?? row.who}</Q></a><span class="meta"><Q>{row.who}</Q> · <Day date={row.date} /></span></>
                      : (
                        <Pick id={row.id}>
                          <span class="who"><Q>{row.who ?? "not named"}</Q></span>
                          <span class="say"><Q>{row.type === "positions" ? spaced(row.what) : row.what}</Q></span>
                          <span class="meta">
                            <Day date={row.date} />
                            {row.before?.what && <> · before, <Day date={row.before.date} year={false} />: <Q>{spaced(row.before.what)}</Q></>}
                            {(row.reports?.length ?? 0) > 1 && ` · ${plural(row.reports.length, "report")}`}
                          </span>
                        </Pick>
                      )}
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
        <LeftOut page={data} />
        <Twins api={api} />
      </div>
      <Drawer />
    </div>
  );
}
