// One row at a time that a person should look at, its evidence beside it, a key for each answer.
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Opened, type Row, useData } from "./api";
import { SetValue } from "./correct";
import { send } from "./decide";
import { Facts, Fault, kSingular, Passages } from "./parts";
import { parameter, set } from "./route";
import { plural } from "./words";

interface Waiting {
  type: string;
  why: string[];
  confidence: number | null;
  reports: number;
  row: Row;
}

interface Review {
  type: string;
  order: string;
  orders: { name: string; title: string; explanation: string }[];
  total: number;
  checked: number;
  left: number;
  rows: Waiting[];
}

const kTypes: [type: string, title: string][] = [["positions", "Positions"], ["figures", "Figures"], ["statements", "Statements"]];

// For as long as the page stands: what was passed over, and what u takes back.
const skipped = signal<string[]>([]);
const made = signal<{ row: string; decision: string }[]>([]);

export function ReviewScreen() {
  const order = parameter("order");
  const type = parameter("type");
  const at = parameter("at");
  const wanted = new URLSearchParams(Object.entries({ order, type }).filter(([, value]) => value)).toString();
  const { data, fault } = useData<Review>("/api/v1/review?limit=200" + (wanted ? "&" + wanted : ""));
  const rows = (data?.rows ?? []).filter((one) => !skipped.value.includes(one.row.id));
  const id = at || rows[0]?.row.id || "";
  const opened = useData<Opened>(id ? `/api/v1/evidence/${encodeURIComponent(id)}` : "");
  const waiting = (data?.rows ?? []).find((one) => one.row.id === id);
  const [reason, setReason] = useState("");
  const [edits, setEdits] = useState(false);
  const [told, setTold] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const why = useRef<HTMLInputElement>(null);

  // The address names the row that is shown, so that it can be sent to somebody.
  useEffect(() => {
    if (!at && id) set({ at: id }, true);
  }, [at, id]);
  useEffect(() => {
    setReason("");
    setEdits(false);
    setWrong("");
  }, [id]);

  const row = opened.data?.row.id === id ? opened.data.row : null;
  const next = () => {
    const here = rows.findIndex((one) => one.row.id === id);
    return (rows[here + 1] ?? rows.find((one) => one.row.id !== id))?.row.id ?? null;
  };
  const finish = (decision: string, words: string, onto: string | null) => {
    made.value = [...made.value, { row: id, decision }];
    setTold(words);
    set({ at: onto }, true);
  };
  const decide = (kind: "accept" | "reject") => {
    if (!row || busy) return;
    if (kind === "reject" && !reason.trim()) {
      why.current?.focus();
      return setWrong("Say why it is rejected: the reason is kept with the decision.");
    }
    const onto = next();
    const number = row.number;
    setBusy(true);
    send({ kind, targets: [id], reason: reason.trim() || undefined }, () => set({ at: onto }, true)).then(
      (kept) => finish(kept.decision, `No. ${number} ${kind}ed.`, onto),
      (error: Error) => setWrong(error.message),
    ).finally(() => {
      setBusy(false);
      (document.activeElement as HTMLElement | null)?.blur?.();
    });
  };
  const skip = () => {
    if (!id || busy) return;
    const onto = next();
    skipped.value = [...skipped.value, id];
    setTold(row ? `No. ${row.number} passed over.` : "");
    set({ at: onto }, true);
  };
  const undo = () => {
    const last = made.value.at(-1);
    if (!last || busy) return setTold("Nothing was decided on this page yet.");
    setBusy(true);
    send({ kind: "undo", targets: [last.decision] }).then(
      () => {
        made.value = made.value.slice(0, -1);
        setTold("Taken back.");
        set({ at: last.row }, true);
      },
      (error: Error) => setWrong(error.message),
    ).finally(() => setBusy(false));
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target as Element;
      if (event.key === "Escape" && target.matches?.(".review input, .review select")) {
        setEdits(false);
        return (target as HTMLElement).blur();
      }
      if (target.matches?.("input, select, textarea, dialog *")) return;
      if (event.key === "a") decide("accept");
      else if (event.key === "r") why.current?.focus();
      else if (event.key === "e") setEdits(true);
      else if (event.key === "u") undo();
      else if (event.key === "s") skip();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });

  if (!data) return <Fault text={fault} />;
  const shown = data.orders.find((one) => one.name === data.order);
  const plain = "/review?" + (wanted ? wanted + "&" : "") + "view=plain";
  return (
    <div class="review">
      <h1>Review</h1>
      <div class="bar">
        <label>Order
          <select value={data.order} onChange={(event) => { skipped.value = []; set({ order: event.currentTarget.value, at: null }); }}>
            {data.orders.map((one) => <option value={one.name} key={one.name}>{one.title}</option>)}
          </select>
        </label>
        <label>Rows
          <select value={data.type} onChange={(event) => { skipped.value = []; set({ type: event.currentTarget.value, at: null }); }}>
            {kTypes.map(([name, title]) => <option value={name} key={name}>{title}</option>)}
          </select>
        </label>
        <div class="grow done">
          <label for="done">{data.checked} of {data.total} checked{skipped.value.length > 0 ? `, ${skipped.value.length} passed over` : ""}</label>
          <progress id="done" max={Math.max(1, data.total)} value={data.checked} />
        </div>
      </div>
      <p class="about">{shown?.explanation} Accepted and corrected rows count as checked, rejected ones leave the tables; each can be taken back.</p>
      <p class="note" role="status">{told}</p>
      {!id && <p>{data.left === 0 ? "Nothing is left to check here." : "All that is left was passed over; choose an order to begin again."}</p>}
      <Fault text={opened.fault} />
      {row && opened.data && (
        <div class="case" key={id}>
          <section aria-label="The row">
            <h2>{kSingular[opened.data.type] ?? opened.data.type}, no. {row.number}</h2>
            <Facts row={row} />
            {row.claimant !== undefined && <p class="note">{row.claimed_by === "outlet" ? "Claimed by the report itself." : ""}</p>}
            {waiting && (
              <p class="note">
                {waiting.confidence === null ? "No confidence is given" : `Read with confidence ${waiting.confidence}`}; {plural(waiting.reports, "report")} {waiting.reports === 1 ? "carries" : "carry"} it
                {waiting.why.length > 0 ? `; ${waiting.why.join(", ")}` : ""}.
              </p>
            )}
            {!waiting && <p class="note">Checked already, or not among the first of this order.</p>}
          </section>
          <section aria-label="Its evidence">
            <h2>{plural(opened.data.total, "sentence")} behind it</h2>
            <Passages opened={opened.data} />
          </section>
          <section class="answers" aria-label="What it is">
            <form onSubmit={(event) => { event.preventDefault(); decide("reject"); }}>
              <p class="row">
                <button type="button" disabled={busy} onClick={() => decide("accept")}><kbd>a</kbd> Accept</button>
                <button type="button" disabled={busy} aria-expanded={edits} onClick={() => setEdits(!edits)}><kbd>e</kbd> Set a value</button>
                <button type="button" disabled={busy} onClick={skip}><kbd>s</kbd> Skip</button>
                <button type="button" disabled={busy || made.value.length === 0} onClick={undo}><kbd>u</kbd> Undo</button>
              </p>
              <p class="row">
                <label class="field grow">Reason<input ref={why} value={reason} dir="auto" onInput={(event) => setReason(event.currentTarget.value)} /></label>
                <button type="submit" disabled={busy}><kbd>r</kbd> Reject</button>
              </p>
            </form>
            {edits && <SetValue row={row} type={opened.data.type} focus done={(decision, _, words) => finish(decision, words + ".", next())} />}
            <Fault text={wrong} />
          </section>
        </div>
      )}
      <p class="twins">The same data: <a href={plain}>plain tables</a> · <a href={"/api/v1/review" + (wanted ? "?" + wanted : "")}>JSON</a></p>
    </div>
  );
}
