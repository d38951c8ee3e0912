// Where the reader is: the path and the parameters of the address, which hold all state of a screen.
import { signal } from "@preact/signals";

export interface Place {
  path: string[];
  query: URLSearchParams;
}

function here(): Place {
  return {
    path: location.pathname.split("/").filter(Boolean).map(decodeURIComponent),
    query: new URLSearchParams(location.search),
  };
}

export const place = signal<Place>(here());

addEventListener("popstate", () => {
  place.value = here();
});

export function go(address: string, keepScroll = false): void {
  if (address === location.pathname + location.search) return;
  history.pushState(null, "", address);
  place.value = here();
  if (!keepScroll) scrollTo(0, 0);
}

// The address of this screen with some parameters changed; null takes one away.
export function changed(parameters: Record<string, string | null>): string {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(parameters)) {
    value === null || value === "" ? query.delete(name) : query.set(name, value);
  }
  const text = query.toString();
  return location.pathname + (text ? "?" + text : "");
}

// `replace`: for what changes many times in a row, such as a slider.
export function set(parameters: Record<string, string | null>, replace = false): void {
  const address = changed(parameters);
  if (!replace) return go(address, true);
  history.replaceState(null, "", address);
  place.value = here();
}

export function parameter(name: string): string {
  return place.value.query.get(name) ?? "";
}

// Links within the workbench change the screen without a new page.
export function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest?.("a");
  if (!link || link.target || link.hasAttribute("download")) return;
  const to = new URL((link as HTMLAnchorElement).href, location.href);
  if (to.origin !== location.origin || /^\/(api|assets|rows)\//.test(to.pathname)) return;
  if (to.hash && to.pathname === location.pathname && to.search === location.search) return;
  if (to.searchParams.get("view") === "plain") return;
  event.preventDefault();
  go(to.pathname + to.search);
}
