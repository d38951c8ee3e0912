// The reports in the record.
import { type Page, type Row, useData } from "./api";
import { Day, Fault, Q, Twins } from "./parts";
import { parameter, set } from "./route";
import { plural } from "./words";

const kTextBases = ["dateline", "byline", "url", "text"];

function remarks(row: Row): string {
  const basis = row.published?.basis;
  return [row.copies?.length > 0 ? "shares its words with " + plural(row.copies.length, "report") : "", kTextBases.includes(basis) ? `day from the ${basis}` : ""]
    .filter(Boolean).join(" · ");
}

export function ArticlesScreen() {
  const outlet = parameter("outlet");
  const since = parameter("since");
  const until = parameter("until");
  const words = parameter("q");
  const filter = new URLSearchParams(Object.entries({ outlet, since, until, q: words }).filter(([, value]) => value)).toString();
  const { data, fault } = useData<Page>("/api/v1/articles?limit=1000&fields=id,number,outlet,title,input,authors,published,copies" + (filter ? "&" + filter : ""));
  if (!data) return <Fault text={fault} />;
  const day = (row: Row) => row.published?.value?.slice(0, 10) ?? null;
  const rows = [...data.rows].sort((a, b) => String(day(b) ?? "").localeCompare(String(day(a) ?? "")) || String(a.outlet).localeCompare(String(b.outlet)));
  const some = parameter("all") ? rows : rows.slice(0, 200);
  return (
    <div>
      <h1>Articles</h1>
      <div class="bar">
        <label>Title, outlet, author<input type="search" value={words} onChange={(event) => set({ q: event.currentTarget.value || null })} /></label>
        <label>From<input type="date" value={since} onChange={(event) => set({ since: event.currentTarget.value || null })} /></label>
        <label>To<input type="date" value={until} onChange={(event) => set({ until: event.currentTarget.value || null })} /></label>
        {outlet && <button type="button" onClick={() => set({ outlet: null })}>Of all outlets, not only <Q>{outlet}</Q></button>}
      </div>
      <div class="wide" tabIndex={0} role="region" aria-label="Reports">
        <table>
          <caption>{plural(data.total, "report")}{data.next ? `, ${rows.length} shown` : ""}</caption>
          <thead><tr><th scope="col">Day</th><th scope="col">Outlet</th><th scope="col">Title</th><th scope="col">By</th><th scope="col">Remarks</th></tr></thead>
          <tbody>
            {some.map((row) => (
              <tr key={row.id}>
                <td class="num"><Day date={day(row)} /></td>
                <td><Q>{row.outlet ?? "outlet not known"}</Q></td>
                <td><a href={"/articles/" + encodeURIComponent(row.id)}><Q>{row.title ?? String(row.input).split("/").at(-1)}</Q></a></td>
                <td><Q>{(row.authors ?? []).join(", ")}</Q></td>
                <td class="hush">{remarks(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > some.length && <p><button type="button" onClick={() => set({ all: "1" })}>Show {rows.length - some.length} more</button></p>}
      <Twins api={"/api/v1/articles" + (filter ? "?" + filter : "")} />
    </div>
  );
}
