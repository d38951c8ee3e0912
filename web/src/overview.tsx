// Who talks, through whom, about what, where it stands, what is disputed, what came last.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Row, useData } from "./api";
import { Day, Drawer, Fault, Pick, Q, Saying, Stance, Twins } from "./parts";
import { parameter } from "./route";
import { capital, kFamilies, plural, spaced } from "./words";

interface Line {
  number: number;
  text: string;
  reports: string[];
  type: string | null;
  row: Row | null;
}

interface Overview {
  record: string;
  articles: number;
  outlets: number;
  first_day: string | null;
  last_day: string | null;
  processes: string[];
  counts: Record<string, number>;
  sections: { key: string; title: string; left_out: number; lines: Line[] }[];
  coverage: { outlet: string | null; days: { day: string | null; count: number }[] }[];
}

function Block({ title, more, href, children }: { title: string; more?: string; href?: string; children: ComponentChildren }) {
  return (
    <section class="block">
      <h2>
        {title} {href && <a href={href}>{more}</a>}
      </h2>
      {children}
    </section>
  );
}

function lines(overview: Overview, key: string): Line[] {
  return overview.sections.find((section) => section.key === key)?.lines ?? [];
}

function Wants({ rows }: { rows: Row[] }) {
  const holders = [...new Set(rows.map((row) => row.holder as string))];
  return (
    <>
      {holders.map((holder) => (
        <div key={holder}>
          <h3><Q>{holder}</Q></h3>
          {rows.filter((row) => row.holder === holder).map((row) => (
            <div class="want" key={row.id}>
              <Stance stance={row.stance} />
              <Pick id={row.id}>
                <span class="q words"><Q quoted>{row.term?.quote || row.quote}</Q></span>
                {row.exchange && <span class="hush"> {spaced(row.exchange.relation)} <Q quoted>{row.exchange.other?.quote}</Q></span>}
              </Pick>
            </div>
          ))}
        </div>
      ))}
    </>
  );
}

function People({ rows }: { rows: Row[] }) {
  return (
    <ul class="plain">
      {rows.map((row) => {
        const roles = [...new Set((row.roles ?? []).map((role: { role: string }) => spaced(role.role)))];
        const others = (row.names ?? []).map((name: { name: string }) => name.name).filter((name: string) => name !== row.name);
        return (
          <li class="person" key={row.id}>
            <a href={`/actors/${row.id}`}><Q>{row.name}</Q></a>
            {row.affiliation && <span class="hush">, <Q>{row.affiliation}</Q></span>}{" "}
            {roles.map((role) => <span class="tag" key={role as string}>{role as string}</span>)}
            {others.length > 0 && <div class="also">also <Q>{others.slice(0, 4).join(", ")}</Q></div>}
          </li>
        );
      })}
    </ul>
  );
}

function Disputes({ series, doubts }: { series: Row[]; doubts: Line[] }) {
  return (
    <ul class="plain">
      {series.map((row) => (
        <li class="person" key={row.id}>
          <Pick id={row.id}>
            <b>{capital(spaced(row.measure))}</b>{row.population ? <>, <Q>{row.population}</Q></> : null}{row.place ? <>, <Q>{row.place}</Q></> : null}
            {row.points.slice(0, 8).map((point: Row) => (
              <span class="also" key={point.figure}>
                <Q quoted>{point.quote}</Q>, <Q>{point.claimant ?? "the report itself"}</Q>, <Day date={point.day} year={false} />
              </span>
            ))}
            {row.points.length > 8 && <span class="also">and more claims</span>}
          </Pick>
        </li>
      ))}
      {doubts.map((line) => <Saying row={line.row!} remark="breach alleged" key={line.number} />)}
    </ul>
  );
}

function Coverage({ overview }: { overview: Overview }) {
  const totals = overview.coverage
    .map((one) => ({ outlet: one.outlet, count: one.days.reduce((sum, day) => sum + day.count, 0), last: one.days.at(-1)?.day ?? null }))
    .sort((a, b) => b.count - a.count);
  const most = totals[0]?.count ?? 1;
  return (
    <div class="wide" tabIndex={0} role="region" aria-label="Reports by outlet">
      <table>
        <thead><tr><th scope="col">Outlet</th><th scope="col">Reports</th><th scope="col">Latest</th></tr></thead>
        <tbody>
          {totals.slice(0, 12).map((one) => (
            <tr key={one.outlet}>
              <td><a href={"/articles?outlet=" + encodeURIComponent(one.outlet ?? "")}><Q>{one.outlet ?? "outlet not known"}</Q></a></td>
              <td class="num">
                <svg width="60" height="10" aria-hidden="true"><rect class="bar-mark" y="1" width={Math.max(2, (60 * one.count) / most)} height="8" rx="1" /></svg> {one.count}
              </td>
              <td class="num"><Day date={one.last} year={false} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {totals.length > 12 && <p class="note">{totals.length - 12} more outlets</p>}
    </div>
  );
}

// What was added since this reader last had the record open, as far as this browser remembers.
function Since({ overview }: { overview: Overview }) {
  const [before] = useState<Record<string, number>>(() => JSON.parse(localStorage.getItem("seen " + overview.record) ?? "{}"));
  useEffect(() => localStorage.setItem("seen " + overview.record, JSON.stringify(overview.counts)), [overview]);
  const more = (type: string) => (before[type] === undefined ? 0 : (overview.counts[type] ?? 0) - before[type]);
  const parts = [["articles", "report"], ["origins", "saying"], ["positions", "position"]]
    .filter(([type]) => more(type) > 0).map(([type, word]) => plural(more(type), word));
  return parts.length > 0 ? <span class="tag">new since you last looked: {parts.join(", ")}</span> : null;
}

export function OverviewScreen() {
  const { data, fault } = useData<Overview>("/api/v1/overview");
  if (!data) return <Fault text={fault} />;
  const rows = (key: string) => lines(data, key).filter((line) => line.row).map((line) => line.row!);
  const stands = rows("stands").filter((row) => row.said).slice(0, 5);
  const disputed = lines(data, "figures").filter((line) => line.row?.conflicts?.length).map((line) => line.row!);
  const doubts = lines(data, "uncertain").filter((line) => line.row && line.type === "origins");
  const shared = rows("carriers").filter((row) => row.members);
  const families = new Map<string, number>();
  for (const row of rows("wants")) families.set(row.term?.family, (families.get(row.term?.family) ?? 0) + 1);
  return (
    <div class={"desk" + (parameter("open") ? " open" : "")}>
      <div>
        <h1><Q>{data.processes[0] ?? data.record}</Q></h1>
        <p class="facts">
          <span>{plural(data.articles, "report")} of {plural(data.outlets, "outlet")}</span>
          <span>{plural(data.counts.origins ?? 0, "saying")}</span>
          <span>{plural(data.counts.positions ?? 0, "position")}</span>
          {data.first_day && <span><Day date={data.first_day} />{data.first_day !== data.last_day && <> to <Day date={data.last_day} /></>}</span>}
          {data.last_day && <a href={"/news?since=" + data.last_day}>what the latest day brought</a>}
          <Since overview={data} />
        </p>
        {data.processes.length > 1 && <p class="note">Other talks: <Q>{data.processes.slice(1).join("; ")}</Q></p>}
        <div class="two">
          <div>
            {stands.length > 0 && (
              <Block title="Where it stands, and by whose word" href="/sources" more="all sayings">
                <ul class="plain">{stands.map((row) => <Saying row={row} key={row.id} />)}</ul>
              </Block>
            )}
            {rows("wants").length > 0 && (
              <Block title="What each wants" href="/positions" more="the whole table"><Wants rows={rows("wants")} /></Block>
            )}
            {families.size > 0 && (
              <p class="note">
                About:{" "}
                {[...families].map(([family, count], i) => <span key={family}>{i > 0 && ", "}{kFamilies[family] ?? family} ({count})</span>)}
              </p>
            )}
          </div>
          <div>
            {(disputed.length > 0 || doubts.length > 0) && (
              <Block title="What is disputed" href="/figures" more="all figures"><Disputes series={disputed} doubts={doubts} /></Block>
            )}
            {rows("parties").length > 0 && (
              <Block title="Who takes part" href="/actors" more="all actors"><People rows={rows("parties")} /></Block>
            )}
            {shared.length > 0 && (
              <Block title="One source in several outlets" href="/sources" more="the graph">
                <ul class="plain">{shared.slice(0, 4).map((row) => <Saying row={row} key={row.id} />)}</ul>
              </Block>
            )}
            <Block title="Who reports" href="/articles" more={plural(data.articles, "report")}><Coverage overview={data} /></Block>
          </div>
        </div>
        <Twins api="/api/v1/overview" />
      </div>
      <Drawer />
    </div>
  );
}
