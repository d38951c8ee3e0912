// Corrections that need more than a click: a field set to another value, an actor split in two, sayings
// joined or parted. Each shows what would change before it is done.
import { useEffect, useRef, useState } from "preact/hooks";
import { may, type Page, type Row, useData } from "./api";
import { lastDecision, type Order, send } from "./decide";
import { Fault, Q } from "./parts";
import { capital, dayWords, plural, spaced } from "./words";

interface Field {
  type: string;
  field: string;
  holds: string;
  or_null: boolean;
}

const kNothing = "null";

function valueAt(row: Row, field: string): unknown {
  return field.split(".").reduce<any>((at, part) => at?.[part], row);
}

function fieldWords(field: string): string {
  return capital(spaced(field).replaceAll(".", ", ").replace(", value", ""));
}

function shown(value: unknown): string {
  return value === null || value === undefined ? "unknown" : spaced(String(value));
}

// Set a field of `row`; `done` is called with the decision's id once it is kept.
export function SetValue({ row, type, done, focus }: { row: Row; type: string; done: (decision: string, changed: number, text: string) => void; focus?: boolean }) {
  const { data } = useData<{ fields: Field[] }>("/api/v1/correctable");
  const fields = (data?.fields ?? []).filter((one) => one.type === type);
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState("");
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (focus && data) first.current?.focus();
  }, [focus, data]);
  if (fields.length === 0 || !may("coder")) return null;
  const chosen = fields.find((one) => one.field === name) ?? fields.find((one) => one.field === "stance") ?? fields[0];
  const now = valueAt(row, chosen.field);
  const choices = chosen.holds === "flag" ? ["true", "false"] : chosen.holds.includes("|") ? chosen.holds.split("|") : null;
  const submit = (event: Event) => {
    event.preventDefault();
    const to = value || (choices ? choices.find((one) => one !== String(now)) ?? "" : "");
    send({ kind: "correct", targets: [row.id], field: chosen.field, value: to, reason: reason.trim() || undefined }).then(
      (kept) => {
        setFault("");
        setValue("");
        done(kept.decision, kept.changed, `No. ${row.number}: ${fieldWords(chosen.field).toLowerCase()} is now ${to === kNothing ? "unknown" : spaced(to)}`);
      },
      (error: Error) => setFault(error.message),
    );
  };
  return (
    <form class="correct" onSubmit={submit}>
      <label class="field">Field
        <select ref={first} value={chosen.field} onChange={(event) => { setName(event.currentTarget.value); setValue(""); }}>
          {fields.map((one) => <option value={one.field} key={one.field}>{fieldWords(one.field)}</option>)}
        </select>
      </label>
      <p class="note">Now <Q>{shown(now)}</Q></p>
      <label class="field">Should be
        {choices ? (
          <select value={value || choices.find((one) => one !== String(now))} onChange={(event) => setValue(event.currentTarget.value)}>
            {choices.filter((one) => one !== String(now)).map((one) => <option value={one} key={one}>{spaced(one)}</option>)}
            {chosen.or_null && now !== null && <option value={kNothing}>unknown</option>}
          </select>
        ) : (
          <input value={value === kNothing ? "" : value} disabled={value === kNothing} inputMode={chosen.holds === "number" ? "decimal" : "text"} dir="auto"
            placeholder={chosen.holds === "day" ? "2025-03-14" : ""} onInput={(event) => setValue(event.currentTarget.value)} />
        )}
      </label>
      {!choices && chosen.or_null && (
        <label><input type="checkbox" checked={value === kNothing} onChange={(event) => setValue(event.currentTarget.checked ? kNothing : "")} /> unknown</label>
      )}
      <label class="field">Reason<input value={reason} dir="auto" onInput={(event) => setReason(event.currentTarget.value)} /></label>
      <p><button type="submit" disabled={!choices && !value}>Set it</button></p>
      <Fault text={fault} />
    </form>
  );
}

// Looks first, does then: for decisions that move many rows.
export function LookThenDo({ order, ready, verb, done }: { order: Order; ready: boolean; verb: string; done: (changed: number, decision: string) => void }) {
  const [changed, setChanged] = useState<number | null>(null);
  const [fault, setFault] = useState("");
  const key = JSON.stringify(order);
  useEffect(() => {
    setChanged(null);
    setFault("");
  }, [key]);
  const failed = (error: Error) => setFault(error.message);
  return (
    <>
      <p class="row">
        <button type="button" disabled={!ready} onClick={() => send({ ...order, preview: true }).then((kept) => { setChanged(kept.changed); setFault(""); }, failed)}>What would change?</button>
        {changed !== null && (
          <button type="button" onClick={() => send(order).then((kept) => done(kept.changed, kept.decision), failed)}>
            {verb}, {plural(changed, "row")} {changed === 1 ? "changes" : "change"}
          </button>
        )}
      </p>
      <Fault text={fault} />
    </>
  );
}

function Choices({ legend, choices, chosen, set }: { legend: string; choices: [value: string, label: string][]; chosen: string[]; set: (chosen: string[]) => void }) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {choices.map(([value, label]) => (
        <label key={value}>
          <input type="checkbox" checked={chosen.includes(value)}
            onChange={(event) => set(event.currentTarget.checked ? [...chosen, value] : chosen.filter((one) => one !== value))} />{" "}
          <Q>{label}</Q>
        </label>
      ))}
    </fieldset>
  );
}

function Reason({ value, set }: { value: string; set: (value: string) => void }) {
  return <label class="field">Reason<input value={value} dir="auto" onInput={(event) => set(event.currentTarget.value)} /></label>;
}

// Names of an actor that are another one's.
export function Split({ row }: { row: Row }) {
  const [names, setNames] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const all: string[] = (row.names ?? []).map((one: Row) => one.name);
  if (all.length < 2 || !may("curator")) return null;
  return (
    <section class="decide">
      <h2>Two in one?</h2>
      <Choices legend="Names that are another's" choices={all.map((one) => [one, one])} chosen={names} set={setNames} />
      <Reason value={reason} set={setReason} />
      <LookThenDo verb="Split" order={{ kind: "split", targets: [row.id], names, reason: reason.trim() || undefined }}
        ready={names.length > 0 && names.length < all.length}
        done={(changed, id) => {
          setNames([]);
          lastDecision.value = { text: `Split; ${plural(changed, "row")} changed.`, id };
        }} />
    </section>
  );
}

// Reports that an origin counts together and that tell of another saying.
export function Part({ row }: { row: Row }) {
  const [members, setMembers] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const all: Row[] = row.members ?? [];
  if (all.length < 2) return null;
  const label = (one: Row) => `${one.outlet ?? "outlet not known"}, ${dayWords(one.published)}`;
  return (
    <details>
      <summary>These are two sayings</summary>
      <Choices legend="Reports of the other saying" choices={all.map((one) => [one.statement, label(one)])} chosen={members} set={setMembers} />
      <Reason value={reason} set={setReason} />
      <LookThenDo verb="Part" order={{ kind: "part", targets: [row.id], members, reason: reason.trim() || undefined }}
        ready={members.length > 0 && members.length < all.length}
        done={(changed, id) => {
          setMembers([]);
          lastDecision.value = { text: `Parted; ${plural(changed, "row")} changed.`, id };
        }} />
    </details>
  );
}

// Two origins that are one saying; those of the same speaker are offered.
export function Join({ row }: { row: Row }) {
  const [open, setOpen] = useState(false);
  const [other, setOther] = useState("");
  const [reason, setReason] = useState("");
  const { data } = useData<Page>(open ? "/api/v1/origins?limit=1000" + (row.speaker_id ? "&actor=" + encodeURIComponent(row.speaker_id) : "") : "");
  const choices = (data?.rows ?? []).filter((one) => one.id !== row.id && one.speaker === row.speaker);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The same saying as another</summary>
      {data && choices.length === 0 && <p class="note">No other saying of this speaker is in the record.</p>}
      {choices.length > 0 && (
        <>
          <label class="field">Saying
            <select value={other} onChange={(event) => setOther(event.currentTarget.value)}>
              <option value="">choose</option>
              {choices.map((one) => <option value={one.id} key={one.id}>{`${one.date ?? "no date"}: ${String(one.said).slice(0, 90)}`}</option>)}
            </select>
          </label>
          <Reason value={reason} set={setReason} />
          <LookThenDo verb="Join" order={{ kind: "join", targets: [row.id, other], reason: reason.trim() || undefined }} ready={other !== ""}
            done={(changed, id) => {
              setOther("");
              lastDecision.value = { text: `Joined; ${plural(changed, "row")} changed.`, id };
            }} />
        </>
      )}
    </details>
  );
}

// What can be done to a row of `type` beyond accepting, rejecting and noting it.
export function More({ row, type }: { row: Row; type: string }) {
  const kept = (decision: string, changed: number, text: string) => {
    lastDecision.value = { text: `${text}; ${plural(changed, "row")} changed.`, id: decision };
  };
  if (!may(type === "origins" ? "curator" : "coder")) return null;
  if (type === "origins") {
    return <><Part row={row} /><Join row={row} /></>;
  }
  if (!kSettable.includes(type)) return null;
  return (
    <details>
      <summary>Set a value</summary>
      <SetValue row={row} type={type} done={kept} />
    </details>
  );
}

const kSettable = ["actors", "articles", "statements", "figures", "positions", "events", "timeline"];
