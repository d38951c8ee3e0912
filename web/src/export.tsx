// The record in the form of other programs, and every type of row as a file.
import { useState } from "preact/hooks";
import { useData } from "./api";
import { Fault } from "./parts";
import { capital, plural } from "./words";

const kForms: [form: string, title: string, words: string][] = [
  ["html", "Report", "One page of the whole record: it opens from a disk, needs nothing else, and prints"],
  ["json-ld", "JSON-LD", "schema.org and PROV-O, for archives and knowledge graphs"],
  ["annotations", "Web Annotations", "Each finding on its passage (W3C), for annotation tools"],
  ["events", "Events, CSV", "A row for each actor and recipient, in the style of PLOVER"],
  ["reports", "The texts", "JSON Lines that parley read takes: to move a record, or read it again"],
];

export function ExportScreen() {
  const { data, fault } = useData<{ rows: Record<string, number>; generation: number }>("/api/v1");
  const [since, setSince] = useState("");
  if (!data) return <Fault text={fault} />;
  const types = Object.entries(data.rows).filter(([, count]) => count > 0);
  const feed = "/api/v1/exports/atom" + (since ? "?since=" + since : "");
  return (
    <div>
      <h1>Export</h1>
      <p class="about">The record as it stands at generation {data.generation}. Files are made on this machine; the command <code>parley export</code> gives the same.</p>
      <section class="block">
        <h2>The whole record</h2>
        <div class="wide" tabIndex={0} role="region" aria-label="The whole record">
          <table>
            <tbody>
              {kForms.map(([form, title, words]) => (
                <tr key={form}><th scope="row"><a href={"/api/v1/exports/" + form} download>{title}</a></th><td>{words}</td></tr>
              ))}
              <tr>
                <th scope="row"><a href={feed} download>Atom</a></th>
                <td>
                  What is new, for feed readers:{" "}
                  <label>since <input type="date" value={since} onChange={(event) => setSince(event.currentTarget.value)} /></label>{" "}
                  {since ? "" : "the latest read"}
                </td>
              </tr>
            </tbody>
          </table>
        </div>
      </section>
      <section class="block">
        <h2>Rows of one type</h2>
        <div class="wide" tabIndex={0} role="region" aria-label="Rows of one type">
          <table>
            <thead><tr><th scope="col">Rows</th><th scope="col">How many</th><th scope="col">As a file</th></tr></thead>
            <tbody>
              {types.map(([type, count]) => (
                <tr key={type}>
                  <th scope="row">{capital(type)}</th>
                  <td class="num">{plural(count, "row")}</td>
                  <td>
                    {["csv", "tsv", "jsonl"].map((format, i) => (
                      <>{i > 0 && " · "}<a href={`/api/v1/${type}?format=${format}`} download aria-label={`${capital(type)}, ${format}`}>{format.toUpperCase()}</a></>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p class="note">A spreadsheet evaluates nothing in these CSV files. Charts are saved as SVG and PNG beside each of them.</p>
      </section>
      <p class="twins"><a href="/export?view=plain">plain tables</a> · <a href="/api/v1/openapi.json">the HTTP API</a></p>
    </div>
  );
}
