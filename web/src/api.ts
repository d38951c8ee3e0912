// What the server tells, and how the page keeps it until the record changes.
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

export interface Passage {
  article: string;
  outlet: string | null;
  title: string | null;
  published: string | null;
  start: number;
  end: number;
  before: string;
  quote: string;
  after: string;
}

// A row of any type: its fields are those of docs/schema.
export interface Row {
  id: string;
  number: number;
  // What else it has depends on its type.
  [field: string]: any;
}

export interface Page {
  total: number;
  rows: Row[];
  next: string | null;
  left_out?: number;  // rows of the record that were not looked at
}

export interface Opened {
  type: string;
  total: number;
  row: Row;
  evidence: Passage[];
}

export const generation = signal(0);

// Who is logged in; nobody is where the server asks nobody, and then everything may be done.
export interface Session {
  user: string | null;
  role: string | null;
  fetches: boolean;
}
export const session = signal<Session>({ user: null, role: null, fetches: false });

const kRoles = ["reader", "coder", "curator", "admin"];

// True where the reader may do what needs `role`.
export function may(role: string): boolean {
  return session.value.role === null || kRoles.indexOf(session.value.role) >= kRoles.indexOf(role);
}

// The session has ended: the way back leads here.
export function logIn(): void {
  location.assign("/login?next=" + encodeURIComponent(location.pathname + location.search));
}

export async function logOut(): Promise<void> {
  await fetch("/api/v1/session", { method: "DELETE" });
  location.assign("/login");
}
export const reading = signal(false);
export const cutOff = signal(false);
// What is read on the server's side right now, told by the stream of changes.
export const progress = signal<{ stage: string; articles: number; rejected: number } | null>(null);

const kept = new Map<string, Promise<unknown>>();
const kMostKept = 200;

export function load<T>(address: string): Promise<T> {
  const key = generation.value + " " + address;
  const known = kept.get(key);
  if (known) return known as Promise<T>;
  if (kept.size >= kMostKept) kept.clear();
  const answer = fetch(address, { headers: { accept: "application/json" } }).then(async (response) => {
    if (response.status === 401) logIn();
    const body = await response.json();
    if (!response.ok) throw new Error(body.detail ?? response.statusText);
    return body as T;
  });
  kept.set(key, answer);
  answer.catch(() => kept.delete(key));
  return answer;
}

export interface Loaded<T> {
  data: T | null;
  fault: string;
}

// The data at `address` ("" for none); what was there before stays until the new is there.
export function useData<T>(address: string): Loaded<T> {
  const [state, setState] = useState<Loaded<T>>({ data: null, fault: "" });
  const now = generation.value;
  useEffect(() => {
    if (!address) {
      setState({ data: null, fault: "" });
      return;
    }
    let wanted = true;
    load<T>(address).then(
      (data) => wanted && setState({ data, fault: "" }),
      (error: Error) => wanted && setState({ data: null, fault: error.message }),
    );
    return () => {
      wanted = false;
    };
  }, [address, now]);
  return state;
}

let deciding = 0;
let later = 0;

// Runs `work` with the page as it is: what the record becomes meanwhile is shown when it is done, so
// that a screen of a row that the work takes away can be left before it is asked for again.
export async function holdingStill<T>(work: () => Promise<T>): Promise<T> {
  ++deciding;
  try {
    return await work();
  } finally {
    if (--deciding === 0) generation.value = Math.max(generation.value, later);
  }
}

// Follows the record: a page that is open shows what another process has read.
export function followChanges(): void {
  const stream = new EventSource("/api/v1/changes");
  stream.addEventListener("generation", (event) => {
    const told = JSON.parse((event as MessageEvent).data);
    reading.value = told.reading;
    if (!told.reading) progress.value = null;
    cutOff.value = false;
    if (deciding > 0) later = told.generation;
    else generation.value = told.generation;
  });
  stream.addEventListener("progress", (event) => {
    progress.value = JSON.parse((event as MessageEvent).data);
  });
  stream.onerror = () => {
    cutOff.value = true;
  };
}

export function query(parameters: Record<string, string>): string {
  const text = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value)).toString();
  return text ? "?" + text : "";
}
