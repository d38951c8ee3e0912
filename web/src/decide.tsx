// What a person decides on the page: accepted, rejected with a reason, noted, one actor out of two;
// and taking it back.
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { generation, holdingStill, logIn, may, type Page, type Row, session, useData } from "./api";
import { Fault, Q } from "./parts";
import { go, set } from "./route";
import { plural } from "./words";

export interface Order {
  kind: string;
  targets: string[];
  members?: string[];
  names?: string[];
  field?: string;
  value?: string;
  reason?: string;
  preview?: boolean;
}

export interface Kept {
  generation: number;
  changed: number;
  decision: string;
}

// The last decision, so that it can be taken back at once.
export const lastDecision = signal<{ text: string; id: string } | null>(null);

function name(): string {
  return localStorage.getItem("name") ?? "analyst";
}

// `leave` closes what the decision takes away, before the page asks for it anew.
export function send(order: Order, leave?: () => void): Promise<Kept> {
  return holdingStill(() => post(order, leave));
}

async function post(order: Order, leave?: () => void): Promise<Kept> {
  const response = await fetch("/api/v1/decisions", {
    method: "POST",
    headers: { "content-type": "application/json", "if-match": `"${generation.value}"`, "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify(session.value.user ? order : { ...order, by: name() }),
  });
  if (response.status === 401) logIn();
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail ?? response.statusText);
  if (!order.preview) {
    leave?.();
    generation.value = body.generation;
  }
  return body as Kept;
}

export async function undo(id: string): Promise<void> {
  await send({ kind: "undo", targets: [id] });
  lastDecision.value = null;
}

// Beside the page until the next decision: what was decided, and the way back.
export function LastDecision() {
  const [fault, setFault] = useState("");
  const last = lastDecision.value;
  if (!last) return <div role="status" />;
  return (
    <div class="toast" role="status">
      <span>{last.text}</span>{" "}
      <button type="button" onClick={() => undo(last.id).then(() => setFault(""), (error: Error) => setFault(error.message))}>Undo</button>{" "}
      <button type="button" onClick={() => (lastDecision.value = null)}>Close</button>
      <Fault text={fault} />
    </div>
  );
}

const kDecidable = ["origins", "positions", "figures", "statements", "events", "timeline", "actors", "exchanges", "series"];

// Accept, reject and note, below the sentences that a row stands on.
export function Decide({ row, type }: { row: Row; type: string }) {
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState("");
  if (!kDecidable.includes(type) || !may("coder")) return null;
  const decide = (kind: string, done: string) => {
    if (kind !== "accept" && !reason.trim()) {
      setFault("Say why: it is kept with the decision.");
      return;
    }
    send({ kind, targets: [row.id], reason: reason.trim() || undefined }, () => kind === "reject" && set({ open: null })).then(
      (kept) => {
        lastDecision.value = { text: `No. ${row.number} ${done}; ${plural(kept.changed, "row")} changed.`, id: kept.decision };
        setReason("");
        setFault("");
      },
      (error: Error) => setFault(error.message),
    );
  };
  return (
    <section class="decide">
      <h3>Decide</h3>
      <label class="field">Reason or note<input value={reason} dir="auto" onInput={(event) => setReason(event.currentTarget.value)} /></label>
      <p class="row">
        <button type="button" onClick={() => decide("accept", "accepted")}>Accept</button>
        <button type="button" onClick={() => decide("reject", "rejected")}>Reject</button>
        <button type="button" onClick={() => decide("note", "noted")}>Note</button>
      </p>
      <Fault text={fault} />
    </section>
  );
}

// One actor out of two: shown first, done then.
export function Merge({ row }: { row: Row }) {
  const { data } = useData<Page>("/api/v1/actors?limit=1000&fields=id,number,name,type");
  const [other, setOther] = useState("");
  const [reason, setReason] = useState("");
  const [changed, setChanged] = useState<number | null>(null);
  const [fault, setFault] = useState("");
  const choices = (data?.rows ?? []).filter((one) => one.id !== row.id && one.type === row.type);
  if (!may("curator")) return null;
  const order = { kind: "merge", targets: [row.id, other], reason: reason.trim() || undefined };
  const failed = (error: Error) => setFault(error.message);
  return (
    <section class="decide">
      <h2>The same as another?</h2>
      <div class="bar">
        <label>
          Actor
          <select value={other} onChange={(event) => { setOther(event.currentTarget.value); setChanged(null); setFault(""); }}>
            <option value="">choose</option>
            {choices.map((one) => <option value={one.id} key={one.id}>{one.name}</option>)}
          </select>
        </label>
        <label>Reason<input value={reason} dir="auto" onInput={(event) => setReason(event.currentTarget.value)} /></label>
        <button type="button" disabled={!other} onClick={() => send({ ...order, preview: true }).then((kept) => { setChanged(kept.changed); setFault(""); }, failed)}>What would change?</button>
        {changed !== null && (
          <button type="button" onClick={() => send(order, () => go("/actors")).then((kept) => {
            lastDecision.value = { text: `Merged; ${plural(kept.changed, "row")} changed.`, id: kept.decision };
          }, failed)}>
            Merge, {plural(changed, "row")} {changed === 1 ? "changes" : "change"}
          </button>
        )}
      </div>
      <Fault text={fault} />
    </section>
  );
}

const kStands: Record<string, string> = { moved: "its words have moved", unread: "not read there any more", gone: "its words are gone", undone: "taken back", stands: "stands", standing: "stands" };

// All that was decided, with the way back: nothing is ever dropped from here.
export function DecisionsScreen() {
  const { data, fault } = useData<Page>("/api/v1/decisions?limit=1000");
  const [refused, setRefused] = useState("");
  const [by, setBy] = useState(name());
  if (!data) return <Fault text={fault} />;
  const rows = [...data.rows].sort((a, b) => String(b.made_at).localeCompare(String(a.made_at)));
  return (
    <div>
      <h1>Decisions</h1>
      <p class="about">What people decided about this record, latest first. Decisions hold when reports are read again, and can be taken back; taking back is kept too.</p>
      {session.value.user === null && <div class="bar">
        <label>Your name, kept with what you decide<input value={by} onInput={(event) => { setBy(event.currentTarget.value); localStorage.setItem("name", event.currentTarget.value); }} /></label>
      </div>}
      <Fault text={refused} />
      {rows.length === 0 && <p>Nothing has been decided yet. Open a row's evidence to accept, reject or note it.</p>}
      {rows.length > 0 && (
        <div class="wide" tabIndex={0} role="region" aria-label="Decisions">
          <table>
            <caption>{plural(rows.length, "decision")}</caption>
            <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">On</th><th scope="col">Why</th><th scope="col">State</th><th scope="col">Back</th></tr></thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td class="num"><time dateTime={row.made_at}>{String(row.made_at).slice(0, 16).replace("T", " ")}</time></td>
                  <td><Q>{row.made_by}</Q></td>
                  <td>{row.kind}{row.field ? ` ${row.field}` : ""}</td>
                  <td>
                    {(row.targets ?? []).map((target: Row) => <div key={target.id}><Q>{target.label || target.id}</Q></div>)}
                    {row.undoes && <span class="hush">of {row.undoes}</span>}
                    {row.field && <div class="note"><Q>{`${JSON.stringify(row.before)} → ${JSON.stringify(row.value)}`}</Q></div>}
                  </td>
                  <td><Q>{row.reason}</Q></td>
                  <td>{row.undone_at ? "taken back" : kStands[row.standing] ?? row.standing}</td>
                  <td>{!row.undone_at && <button type="button" aria-label={`Undo: ${row.kind} ${row.targets?.[0]?.label ?? ""}`} onClick={() => undo(row.id).then(() => setRefused(""), (error: Error) => setRefused(error.message))}>Undo</button>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="twins">The same data: <a href="/decisions?view=plain">plain tables</a> · <a href="/api/v1/decisions">JSON</a> · <a href="/api/v1/decisions?format=jsonl">JSON Lines, for parley correct --from</a></p>
    </div>
  );
}
