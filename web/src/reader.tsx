// A report as it is stored, with what was found in it marked by kind.
import { useEffect, useRef, useState } from "preact/hooks";
import { type Row, useData } from "./api";
import { Day, Fault, Q, Stance } from "./parts";
import { parameter, set } from "./route";
import { forceWords, kFamilies, kMarkKinds, plural, spaced, visible } from "./words";

interface Mark {
  kind: string;
  finding: string;
  start: number;
  end: number;
}

interface Stored {
  article: Row | null;
  marks: Mark[];
  blocks: { role: string; pieces: { start: number; end: number; text: string; marks: number[] }[] }[];
  findings: { layer: string; row: string | null; finding: Row }[];
}

const kListed = ["statements", "positions", "figures"];

function Finding({ layer, finding }: { layer: string; finding: Row }) {
  if (layer === "statements") {
    return (
      <>
        <b><Q>{finding.source?.quote ?? "the report itself"}</Q></b>{" "}
        <span class="hush">{forceWords({ ...finding.cue, act: finding.act })}</span>
        <span class="words"><Q quoted>{finding.content?.quote}</Q></span>
        {finding.channel?.length > 0 && <span class="meta">through <Q>{finding.channel.map((one: Row) => one.actor ?? one.quote).join(", ")}</Q></span>}
      </>
    );
  }
  if (layer === "positions") {
    return (
      <>
        <b><Q>{finding.actor}</Q></b> <Stance stance={finding.stance} /> <span class="hush">{kFamilies[finding.term?.family] ?? ""}</span>
        <span class="words"><Q quoted>{finding.quote}</Q></span>
      </>
    );
  }
  return (
    <>
      <b><Q>{finding.quote}</Q></b> <span class="hush">{spaced(finding.measure)}{finding.population?.quote ? ", " : ""}<Q>{finding.population?.quote}</Q></span>
    </>
  );
}

export function ReaderScreen({ id }: { id: string }) {
  const { data, fault } = useData<Stored>("/api/v1/articles/" + encodeURIComponent(id));
  const [hidden, setHidden] = useState<Set<string>>(new Set(["time", "hedge"]));
  const text = useRef<HTMLElement>(null);
  const at = parameter("at");
  const chosen = parameter("finding");
  const listed = (data?.findings ?? []).filter((one) => kListed.includes(one.layer));
  const order = listed
    .map((one) => ({ one, start: data!.marks.find((mark) => mark.finding === one.finding.id)?.start ?? Infinity }))
    .filter((one) => one.start !== Infinity)
    .sort((a, b) => a.start - b.start)
    .map((one) => one.one);
  const [from, until] = at.split("-").map(Number);

  useEffect(() => {
    if (!data) return;
    text.current?.querySelector(chosen ? ".now" : ".asked")?.scrollIntoView({ block: "center" });
    document.getElementById("found-" + chosen)?.scrollIntoView({ block: "nearest" });
  }, [data, at, chosen]);

  useEffect(() => {
    const step = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== "n" && event.key !== "p")) return;
      if ((event.target as Element).matches("input, select, textarea")) return;
      const now = order.findIndex((one) => one.finding.id === chosen);
      const next = event.key === "n" ? now + 1 : now < 0 ? order.length - 1 : now - 1;
      if (order[next]) set({ finding: order[next].finding.id, at: null }, true);
    };
    addEventListener("keydown", step);
    return () => removeEventListener("keydown", step);
  });

  if (!data) return <Fault text={fault} />;
  const row = data.article;
  const headed = data.blocks.some((block) => block.role === "headline");
  const toggle = (kind: string) => {
    const next = new Set(hidden);
    next.has(kind) ? next.delete(kind) : next.add(kind);
    setHidden(next);
  };
  let anchored = false;
  return (
    <div class="reader">
      <article class="stored" ref={text}>
        {!headed && <h1><Q>{row?.title ?? "Report without title"}</Q></h1>}
        <p class="about">
          <Q>{row?.outlet ?? "outlet not known"}</Q>, <Day date={row?.published?.value?.slice(0, 10)} />
          {row?.authors?.length > 0 && <>, by <Q>{row!.authors.join(", ")}</Q></>} · as stored
          {row?.url && /^https?:/.test(row.url) && <> · <a href={row.url} target="_blank" rel="noopener noreferrer">where it was published</a></>}
        </p>
        {data.blocks.map((block, i) => {
          const Element = block.role === "headline" ? "h1" : block.role === "quote" ? "blockquote" : "p";
          return (
            <Element class={"block " + block.role} dir="auto" key={i}>
              {block.pieces.map((piece) => {
                const marks = piece.marks.map((mark) => data.marks[mark]);
                const kinds = [...new Set(marks.map((mark) => mark.kind))].filter((kind) => !hidden.has(kind));
                const asked = at !== "" && piece.start < until && piece.end > from;
                const now = chosen !== "" && marks.some((mark) => mark.finding === chosen && mark.kind !== "time");
                const words = visible(piece.text);
                if (kinds.length === 0 && !asked && !now) return words;
                // The innermost finding that is listed beside the text.
                const own = [...marks].reverse().find((mark) => listed.some((one) => one.finding.id === mark.finding));
                const anchor = asked && !anchored;
                anchored ||= asked;
                return (
                  <span key={piece.start} id={anchor ? "at" : undefined} data-finding={own?.finding}
                    class={[...kinds.map((kind) => "m-" + kind), asked ? "asked" : "", now ? "now" : ""].join(" ").trim()}
                    onClick={own && (() => set({ finding: own.finding, at: null }))}>
                    {words}
                  </span>
                );
              })}
            </Element>
          );
        })}
      </article>
      <aside class="found" aria-label="What was found">
        <div class="legend" role="group" aria-label="Marks in the text">
          {kMarkKinds.map(([kind, title]) => (
            <button type="button" key={kind} aria-pressed={!hidden.has(kind)} onClick={() => toggle(kind)}><span class={hidden.has(kind) ? "" : "m-" + kind}>{title}</span></button>
          ))}
        </div>
        <p class="note">{plural(order.length, "finding")}; <kbd>n</kbd> and <kbd>p</kbd> go to the next and the one before.</p>
        <ul class="plain">
          {order.map((one) => (
            <li key={one.finding.id} id={"found-" + one.finding.id} class={chosen === one.finding.id ? "on" : ""}>
              <button type="button" class="pick" aria-current={chosen === one.finding.id} onClick={() => set({ finding: one.finding.id, at: null })}>
                <Finding layer={one.layer} finding={one.finding} />
              </button>
            </li>
          ))}
        </ul>
        <p class="twins">
          <a href={`${location.pathname}?view=plain`}>plain page</a> · <a href={"/api/v1/articles/" + encodeURIComponent(id)}>JSON</a>
        </p>
      </aside>
    </div>
  );
}
