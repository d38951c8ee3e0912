// The page around the screens: menu, theme, keys, and the change from plain tables to screens.
import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { signal } from "@preact/signals";
import { ActorScreen, ActorsScreen } from "./actors";
import { AddScreen, said, takeDrops } from "./add";
import { cutOff, followChanges, generation, load, logOut, may, reading, session, type Session } from "./api";
import { ArticlesScreen } from "./articles";
import { CompareScreen, NewsScreen } from "./compare";
import { DecisionsScreen, LastDecision } from "./decide";
import { ExportScreen } from "./export";
import { FiguresScreen } from "./figures";
import { MatrixScreen } from "./matrix";
import { OverviewScreen } from "./overview";
import { ReaderScreen } from "./reader";
import { ReviewScreen } from "./review";
import { Q } from "./parts";
import { follow, go, parameter, place, set } from "./route";
import { SearchScreen } from "./search";
import { SourcesScreen } from "./sources";
import { TimelineScreen } from "./timeline";
import { kScreens } from "./words";

const recordName = signal("");
const theme = signal(localStorage.getItem("theme") ?? "");

function applyTheme(): void {
  if (theme.value) document.documentElement.dataset.theme = theme.value;
  else delete document.documentElement.dataset.theme;
}

function turnTheme(): void {
  const dark = theme.value ? theme.value === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  theme.value = dark ? "light" : "dark";
  localStorage.setItem("theme", theme.value);
  applyTheme();
}

function Screen() {
  const [screen, id] = place.value.path;
  switch (screen) {
    case undefined: return <OverviewScreen />;
    case "positions": return <MatrixScreen />;
    case "timeline": return <TimelineScreen />;
    case "figures": return <FiguresScreen />;
    case "sources": return <SourcesScreen />;
    case "actors": return id ? <ActorScreen id={id} key={id} /> : <ActorsScreen />;
    case "articles": return id ? <ReaderScreen id={id} key={id} /> : <ArticlesScreen />;
    case "news": return <NewsScreen />;
    case "compare": return <CompareScreen />;
    case "decisions": return <DecisionsScreen />;
    case "review": return <ReviewScreen />;
    case "read": return <AddScreen />;
    case "export": return <ExportScreen />;
    case "search": return <SearchScreen />;
    default: return <p>There is no such page.</p>;
  }
}

function Keys({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-label="Keys" onClose={close}>
      <h2>Keys</h2>
      <table>
        <tbody>
          <tr><td><kbd>1</kbd> to <kbd>9</kbd>, <kbd>0</kbd></td><td>{kScreens.filter(([, , key]) => /\d/.test(key)).map(([, title]) => title).join(", ")}</td></tr>
          {kScreens.filter(([, , key]) => /\D/.test(key)).map(([path, title, key]) => <tr key={path}><td><kbd>{key}</kbd></td><td>{title}</td></tr>)}
          <tr><td><kbd>/</kbd></td><td>search</td></tr>
          <tr><td><kbd>n</kbd>, <kbd>p</kbd></td><td>in a report: the next finding, the one before</td></tr>
          <tr><td><kbd>a</kbd>, <kbd>r</kbd>, <kbd>e</kbd>, <kbd>s</kbd>, <kbd>u</kbd></td><td>in the review: accept, reject with a reason, set a value, skip, undo</td></tr>
          <tr><td><kbd>Esc</kbd></td><td>close the evidence</td></tr>
          <tr><td><kbd>t</kbd></td><td>light or dark</td></tr>
          <tr><td><kbd>?</kbd></td><td>these keys</td></tr>
        </tbody>
      </table>
      <p><button type="button" onClick={() => dialog.current?.close()}>Close</button></p>
    </dialog>
  );
}

const showKeys = signal(false);

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if ((event.target as Element).matches?.("input, select, textarea, dialog *")) return;
  const screen = kScreens.find(([, , key]) => key !== "" && key === event.key);
  if (screen) go("/" + screen[0]);
  else if (event.key === "/") document.getElementById("find")?.focus();
  else if (event.key === "?") showKeys.value = true;
  else if (event.key === "t") turnTheme();
  else if (event.key === "Escape" && parameter("open")) {
    const opener = document.querySelector<HTMLElement>('.pick[aria-expanded="true"]');
    set({ open: null });
    opener?.focus();
  } else return;
  event.preventDefault();
}

function App() {
  const [screen = ""] = place.value.path;
  const title = kScreens.find(([path]) => path === screen)?.[1] ?? "Evidence";
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = `${title} · ${recordName.value || "record"} · Parley`;
    // A reader of the screen is told of the new page.
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [place.value.path.join("/")]);
  return (
    <>
      <a class="skip" href="#main">To the content</a>
      <header class="top">
        <a class="brand" href="/">Parley</a>
        <nav aria-label="Screens">
          {kScreens.filter(([path]) => path !== "search" && (path !== "read" || may("curator"))).map(([path, name]) => (
            <a href={"/" + path} key={path} aria-current={path === screen ? "page" : undefined}>{name}</a>
          ))}
        </nav>
        <div class="tools">
          <span class="vis-hidden" role="status">{said.value}</span>
          <span class="live" role="status">{cutOff.value ? "the server has stopped" : reading.value ? "reading more reports…" : ""}</span>
          <form role="search" aria-label="Search the sentences" onSubmit={(event) => {
            event.preventDefault();
            go("/search?q=" + encodeURIComponent((event.currentTarget.elements.namedItem("q") as HTMLInputElement).value));
          }}>
            <input id="find" name="q" type="search" aria-label="Search the sentences" placeholder="Search, press /" dir="auto" />
          </form>
          {session.value.user && <button type="button" class="who" onClick={() => void logOut()} aria-label={`Log out ${session.value.user}`}><Q>{session.value.user}</Q> · log out</button>}
          <button type="button" onClick={turnTheme} aria-label="Light or dark">◐</button>
          <button type="button" onClick={() => (showKeys.value = true)} aria-label="Keys">?</button>
        </div>
      </header>
      <main id="main" tabIndex={-1} ref={main}><Screen /></main>
      <footer>
        <bdi>{recordName.value}</bdi> · generation {generation.value} · unknown stays unknown, and two claims that disagree are two claims
      </footer>
      <LastDecision />
      {showKeys.value && <Keys close={() => (showKeys.value = false)} />}
    </>
  );
}

async function begin(): Promise<void> {
  const root = document.getElementById("app");
  if (!root || parameter("view") === "plain" || place.value.path[0] === "rows") return;
  applyTheme();
  // The plain tables stay until the data are here.
  session.value = await load<Session>("/api/v1/session");
  const index = await load<{ record: string; generation: number }>("/api/v1");
  recordName.value = index.record;
  generation.value = index.generation;
  const fresh = document.createElement("div");
  fresh.id = "app";
  root.replaceWith(fresh);
  render(<App />, fresh);
  document.documentElement.dataset.script = "on";
  addEventListener("click", follow);
  addEventListener("keydown", onKey);
  takeDrops();
  followChanges();
}

void begin();
