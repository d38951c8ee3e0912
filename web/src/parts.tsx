// Small pieces that all screens share.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type Opened, type Passage, type Row, useData } from "./api";
import { More } from "./correct";
import { Decide } from "./decide";
import { parameter, set } from "./route";
import { dayWords, forceWords, kFamilies, plural, spaced, stanceClass, stanceSign, visible } from "./words";

// Words of a report or a name, set in their own direction.
export function Q({ children, quoted }: { children: string | null | undefined; quoted?: boolean }) {
  const text = visible(children ?? "");
  return <bdi dir="auto">{quoted ? `“${text}”` : text}</bdi>;
}

export function Stance({ stance }: { stance: string }) {
  return (
    <span class={"tag " + stanceClass(stance)}>
      <span aria-hidden="true">{stanceSign(stance)} </span>
      {spaced(stance)}
    </span>
  );
}

export function Day({ date, year = true }: { date: string | null | undefined; year?: boolean }) {
  if (!date) return <span class="hush">no date</span>;
  return <time dateTime={date}>{dayWords(date, year)}</time>;
}

// Opens the evidence of a row beside the screen.
export function Pick({ id, children }: { id: string; children: ComponentChildren }) {
  return (
    <button class="pick" type="button" aria-expanded={parameter("open") === id}
      onClick={() => set({ open: parameter("open") === id ? null : id })}>
      {children}
    </button>
  );
}

export function Twins({ api, pictures }: { api: string; pictures?: ComponentChildren }) {
  const mark = api.includes("?") ? "&" : "?";
  const plain = location.pathname + location.search + (location.search ? "&" : "?") + "view=plain";
  return (
    <p class="twins">
      The same data: <a href={plain}>plain tables</a> · <a href={api}>JSON</a> ·{" "}
      <a href={api + mark + "format=jsonl"}>JSON Lines</a> · <a href={api + mark + "format=csv"}>CSV</a>
      {pictures}
    </p>
  );
}

export function Fault({ text }: { text: string }) {
  return text ? <p class="fault" role="alert">{text}</p> : null;
}

export function reader(passage: { article: string; start: number; end: number }): string {
  return `/articles/${encodeURIComponent(passage.article)}?at=${passage.start}-${passage.end}`;
}

function Where({ passage }: { passage: Passage }) {
  return (
    <div class="where">
      <span>
        <Q>{passage.outlet ?? "outlet not known"}</Q>, <Day date={passage.published} />
      </span>
      <a href={reader(passage)}>open in the report</a>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  if (children === null || children === undefined || children === "" || children === false) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

// What a row says of itself, whatever its type.
export function Facts({ row }: { row: Row }) {
  const channels: string[] = (row.channel ?? []).filter((one: unknown) => typeof one === "string");
  return (
    <dl>
      <Fact name="Who">{row.holder || row.speaker || row.claimant || row.source?.quote ? <Q>{row.holder || row.speaker || row.claimant || row.source.quote}</Q> : null}</Fact>
      <Fact name="Of">{row.affiliation ? <Q>{row.affiliation}</Q> : null}</Fact>
      <Fact name="Stance">{row.stance ? <Stance stance={row.stance} /> : null}</Fact>
      <Fact name="On">{row.term?.family ? kFamilies[row.term.family] ?? row.term.family : null}</Fact>
      <Fact name="Term">{row.term?.quote ? <Q quoted>{row.term.quote}</Q> : null}</Fact>
      <Fact name={capitalRelation(row)}>{row.exchange?.other?.quote ? <Q quoted>{row.exchange.other.quote}</Q> : null}</Fact>
      <Fact name="Manner">{row.force || row.cue ? forceWords(row.force ? row : { ...row.cue, act: row.act }) : null}</Fact>
      <Fact name="Number">{row.bound ? <Q>{[row.quote, row.unit && spaced(row.unit)].filter(Boolean).join(" ")}</Q> : null}</Fact>
      <Fact name="Through">{channels.length ? <Q>{channels.join(", ")}</Q> : null}</Fact>
      <Fact name="Measure">{row.measure ? spaced(row.measure) : null}</Fact>
      <Fact name="Day"><Day date={row.date ?? row.day ?? (typeof row.published === "string" ? row.published : null)} /></Fact>
      <Fact name="Outlets">{row.outlets?.length ? <Q>{row.outlets.join(", ")}</Q> : null}</Fact>
      <Fact name="Origins">{row.independent > 1 ? `${row.independent} independent` : null}</Fact>
      <Fact name="Talks">{row.process ? <Q>{row.process}</Q> : null}</Fact>
      <Fact name="Hedges">{row.hedges?.length ? <Q>{row.hedges.map((one: { quote: string }) => one.quote).join(", ")}</Q> : null}</Fact>
    </dl>
  );
}

function capitalRelation(row: Row): string {
  const word = spaced(row.exchange?.relation ?? "");
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export const kSingular: Record<string, string> = {
  actors: "Actor", processes: "Talks", origins: "Saying", positions: "Position", exchanges: "Exchange", commitments: "Commitment", states: "State of the talks",
  figures: "Figure", series: "Figures over time", timeline: "Entry", statements: "Statement",
  events: "Event", links: "Link", articles: "Report",
};

// The sentences that a row stands on.
export function Passages({ opened }: { opened: Opened }) {
  return (
    <>
      {opened.evidence.map((passage) => (
        <div class="place" key={`${passage.article}${passage.start}-${passage.end}`}>
          <p dir="auto">
            {visible(passage.before)}
            <mark>{visible(passage.quote)}</mark>
            {visible(passage.after)}
          </p>
          <Where passage={passage} />
        </div>
      ))}
      {opened.total > opened.evidence.length && <p class="note">{opened.total - opened.evidence.length} more places are in the JSON.</p>}
    </>
  );
}

// The evidence of the row that the address names: beside every screen.
export function Drawer() {
  const id = parameter("open");
  const { data, fault } = useData<Opened>(id ? `/api/v1/evidence/${encodeURIComponent(id)}` : "");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (data && data.row.id === id) heading.current?.focus({ preventScroll: true });
  }, [data, id]);
  if (!id) return null;
  return (
    <aside class="drawer" aria-label="Evidence">
      <header>
        <h2 ref={heading} tabIndex={-1}>
          {data ? `${kSingular[data.type] ?? data.type}, no. ${data.row.number}` : "Evidence"}
        </h2>
        <button type="button" onClick={() => set({ open: null })}>Close</button>
      </header>
      <Fault text={fault} />
      {data && <Facts row={data.row} />}
      {data && (
        <>
          <h3>{plural(data.total, "sentence")} behind it</h3>
          <Passages opened={data} />
          <Decide row={data.row} type={data.type} key={data.row.id} />
          <More row={data.row} type={data.type} key={"more" + data.row.id} />
          <p class="twins">
            <a href={`/rows/${encodeURIComponent(id)}`}>page of this row</a> ·{" "}
            <a href={`/api/v1/evidence/${encodeURIComponent(id)}`}>JSON</a>
          </p>
        </>
      )}
    </aside>
  );
}

// A saying as it stands on several screens.
export function Saying({ row, remark }: { row: Row; remark?: string }) {
  const channels: string[] = row.channel ?? [];
  return (
    <li class={"saying" + (parameter("open") === row.id ? " on" : "")}>
      <Pick id={row.id}>
        {remark && <span class="tag refuse">{remark} </span>}
        <span class="who"><Q>{row.speaker ?? "somebody not named"}</Q></span>{" "}
        {row.affiliation && !row.speaker?.toLowerCase().includes(row.affiliation.toLowerCase()) && <span class="hush">of <Q>{row.affiliation}</Q> </span>}
        <span class="hush">{forceWords(row)}</span>
        <span class="say"><Q quoted>{row.said}</Q></span>
        <span class="meta">
          <Day date={row.date} /> · <Q>{(row.outlets ?? []).join(", ") || "outlet not known"}</Q>
          {channels.length > 0 && <> · through <Q>{channels.join(", ")}</Q></>}
          {row.reports > 1 && <> · {plural(row.reports, "report")}, {plural(row.independent ?? 1, "origin")}</>}
        </span>
      </Pick>
    </li>
  );
}

// Saves the chart beside the button as a picture: the same marks with their colours written out.
function picture(button: Element): SVGSVGElement | null {
  const chart = button.closest("[data-chart]")?.querySelector("svg");
  if (!chart) return null;
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const from = chart.querySelectorAll("*");
  const to = copy.querySelectorAll("*");
  const kProperties = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight"];
  to.forEach((element, i) => {
    const style = getComputedStyle(from[i]);
    for (const property of kProperties) element.setAttribute(property, style.getPropertyValue(property));
    element.removeAttribute("class");
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(chart.viewBox.baseVal.width));
  copy.setAttribute("height", String(chart.viewBox.baseVal.height));
  return copy;
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function Pictures({ name }: { name: string }) {
  const svg = (event: Event) => {
    const chart = picture(event.currentTarget as Element);
    if (chart) save(new Blob([new XMLSerializer().serializeToString(chart)], { type: "image/svg+xml" }), name + ".svg");
  };
  const png = (event: Event) => {
    const chart = picture(event.currentTarget as Element);
    if (!chart) return;
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = Number(chart.getAttribute("width")) * 2;
      canvas.height = Number(chart.getAttribute("height")) * 2;
      const pen = canvas.getContext("2d")!;
      pen.fillStyle = getComputedStyle(document.body).backgroundColor;
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => blob && save(blob, name + ".png"));
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(chart));
  };
  return (
    <span class="pictures">
      <button type="button" onClick={svg}>SVG</button>
      <button type="button" onClick={png}>PNG</button>
    </span>
  );
}
