// Reading on the page: files dropped or chosen, a text pasted; each is sent alone, one after another,
// and what became of it stays in the list.
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { generation, logIn, may, progress, session } from "./api";
import { Fault, Q } from "./parts";
import { go } from "./route";
import { plural } from "./words";

interface Added {
  generation: number;
  added: number;
  known: number;
  articles: { id: string; title: string | null; outlet: string | null }[];
  rejected: { message: string }[];
}

interface Piece {
  key: string;
  name: string;
  body: () => Promise<Record<string, string>>;
  state: "waits" | "is read" | "read" | "refused";
  told?: Added;
  fault?: string;
  remarks?: string[];
}

// Of a file: the server takes 10 MB of JSON, in which bytes are a third longer.
const kMostBytes = 7 * 1024 * 1024;
const kMostTries = 30;

const pieces = signal<Piece[]>([]);
export const said = signal("");
let busy = false;

function change(key: string, parts: Partial<Piece>): void {
  pieces.value = pieces.value.map((one) => (one.key === key ? { ...one, ...parts } : one));
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

async function send(piece: Piece): Promise<Partial<Piece>> {
  const body = JSON.stringify(await piece.body());
  for (let tries = 0; ; ++tries) {
    const response = await fetch("/api/v1/articles", {
      method: "POST", headers: { "content-type": "application/json", "idempotency-key": piece.key }, body,
    });
    if (response.status === 401) logIn();
    const told = await response.json();
    if (response.status === 409 && tries < kMostTries) {
      await pause(2000);
      continue;
    }
    const remarks = (told.rejected ?? []).map((one: { message: string }) => one.message);
    if (!response.ok) return { state: "refused", fault: told.detail ?? response.statusText, remarks: remarks.slice(1) };
    generation.value = Math.max(generation.value, told.generation);
    return { state: "read", told, remarks };
  }
}

async function work(): Promise<void> {
  if (busy) return;
  busy = true;
  for (let next; (next = pieces.value.find((one) => one.state === "waits")); ) {
    const { key } = next;
    change(key, { state: "is read" });
    said.value = `Reading ${next.name}`;
    try {
      change(key, await send(next));
    } catch (error) {
      change(key, { state: "refused", fault: `${(error as Error).message}; is the server still there?` });
    }
    const done = pieces.value.find((one) => one.key === key)!;
    said.value = `${done.name}: ${outcome(done)}`;
  }
  busy = false;
}

function enqueue(more: Omit<Piece, "key" | "state">[]): void {
  pieces.value = [...pieces.value, ...more.map((one) => ({ ...one, key: crypto.randomUUID(), state: "waits" as const }))];
  void work();
}

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(text);
}

export function addFiles(files: Iterable<File>): void {
  const list = [...files];
  const large = list.filter((file) => file.size > kMostBytes);
  enqueue(list.filter((file) => file.size <= kMostBytes).map((file) => ({
    name: file.name, body: async () => ({ name: file.name, base64: await base64(file) }),
  })));
  pieces.value = [...pieces.value, ...large.map((file) => ({
    key: crypto.randomUUID(), name: file.name, body: async () => ({}), state: "refused" as const,
    fault: "larger than 7 MB; add it with parley read",
  }))];
}

function outcome(piece: Piece): string {
  if (piece.state === "refused") return "not read";
  if (!piece.told) return piece.state;
  const { added, known } = piece.told;
  const parts = [added > 0 ? `${plural(added, "report")} added` : "", known > 0 ? `${plural(known, "report")} there already` : ""];
  return parts.filter(Boolean).join(", ");
}

function stepWords(): string {
  const step = progress.value;
  if (step?.stage === "fetching") return "is fetched…";
  if (!step || step.articles === 0) return "is read…";
  return step.stage === "rows" ? "the tables are brought up to date…" : `${plural(step.articles, "report")} read…`;
}

function Outcome({ piece }: { piece: Piece }) {
  return (
    <li class={"piece " + piece.state.replace(" ", "-")}>
      <strong><Q>{piece.name}</Q></strong>{" "}
      <span class="hush">{piece.state === "is read" ? stepWords() : outcome(piece)}</span>
      {piece.state === "is read" && <progress aria-label={`Reading ${piece.name}`} />}
      {piece.fault && <p class="fault"><Q>{piece.fault}</Q></p>}
      {piece.told && (
        <ul>
          {piece.told.articles.slice(0, 20).map((one) => (
            <li key={one.id}>
              <a href={"/articles/" + encodeURIComponent(one.id)}><Q>{one.title ?? "report without a title"}</Q></a>
              {one.outlet && <span class="hush"> <Q>{one.outlet}</Q></span>}
            </li>
          ))}
          {piece.told.articles.length > 20 && <li><a href="/news">and more, all of them new</a></li>}
        </ul>
      )}
      {(piece.remarks ?? []).slice(0, 20).map((one) => <p class="note" key={one}><Q>{one}</Q></p>)}
    </li>
  );
}

const kFields: [name: string, label: string, type: "text" | "date" | "url", placeholder: string][] = [
  ["title", "Title", "text", ""],
  ["outlet", "Outlet", "text", ""],
  ["published", "Published on", "date", ""],
  ["url", "Its address, kept and not opened", "url", "https://"],
];

export function AddScreen() {
  const [fault, setFault] = useState("");
  const [wrong, setWrong] = useState("");
  const paste = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
    if (!values.text) return setFault("Paste the text of a report first.");
    setFault("");
    enqueue([{ name: values.title || values.text.slice(0, 60), body: async () => ({ name: "pasted text", ...Object.fromEntries(Object.entries(values).filter(([, value]) => value)) }) }]);
    form.reset();
  };
  const fetchPage = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const address = String(new FormData(form).get("address")).trim();
    if (!/^https?:\/\/./.test(address)) return setWrong("An address begins with http:// or https://");
    setWrong("");
    enqueue([{ name: address, body: async () => ({ address }) }]);
    form.reset();
  };
  return (
    <div class="add">
      <h1>Add reports</h1>
      <p class="about">
        Reports are read on this machine and kept in the record. Adding the same again changes nothing.
        {!session.value.fetches && " An address alone is not fetched, since the server was started without --fetch: save the page and drop the file."}
      </p>
      <div class="two">
        <section class="block">
          <h2>Files</h2>
          <label class="dropzone">
            <span>Drop files anywhere on the page, or choose them</span>
            <input type="file" multiple onChange={(event) => { addFiles(event.currentTarget.files ?? []); event.currentTarget.value = ""; }} />
            <span class="note">Texts, web pages, JSON Lines, feeds and web archives, each up to 7 MB, also packed with gzip, zstd or lz4</span>
          </label>
          {session.value.fetches && (
            <form onSubmit={fetchPage} noValidate>
              <h2>An address</h2>
              <label class="field">Address of a report<input name="address" type="url" maxLength={8192} dir="ltr" placeholder="https://" /></label>
              <p class="note">This machine asks that host for this one page, and nothing else. Private addresses are refused.</p>
              <button type="submit">Fetch and read it</button>
              <Fault text={wrong} />
            </form>
          )}
          {pieces.value.length > 0 && <h2>Read so far</h2>}
          <ol class="plain pieces">{[...pieces.value].reverse().map((one) => <Outcome piece={one} key={one.key} />)}</ol>
        </section>
        <section class="block">
          <h2>A text</h2>
          <form onSubmit={paste}>
            <label class="field">Text of the report<textarea name="text" rows={12} dir="auto" /></label>
            <div class="pasted">
              {kFields.map(([name, label, type, placeholder]) => (
                <label class="field" key={name}>{label}<input {...({ name, type, placeholder, maxLength: 2000, dir: "auto" } as object)} /></label>
              ))}
            </div>
            <p class="note">What is left empty is found in the text, or stays unknown.</p>
            <button type="submit">Read it</button>
            <Fault text={fault} />
          </form>
        </section>
      </div>
      <p class="twins"><a href="/read?view=plain">plain tables</a></p>
    </div>
  );
}

// Files may be dropped on every screen.
export function takeDrops(): void {
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files") || !may("curator")) return;
    event.preventDefault();
    document.documentElement.dataset.drop = "on";
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) delete document.documentElement.dataset.drop;
  });
  addEventListener("drop", (event) => {
    delete document.documentElement.dataset.drop;
    if (!event.dataTransfer?.files.length || !may("curator")) return;
    event.preventDefault();
    go("/read");
    addFiles(event.dataTransfer.files);
  });
}
