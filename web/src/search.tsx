// Sentences by their words.
import { useEffect, useRef } from "preact/hooks";
import { type Passage, useData } from "./api";
import { Day, Fault, Q, reader } from "./parts";
import { parameter, set } from "./route";
import { plural, visible } from "./words";

// The sentence with the words that were looked for marked.
function Found({ text, words }: { text: string; words: string[] }) {
  if (words.length === 0) return <bdi dir="auto">{visible(text)}</bdi>;
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pieces = visible(text).split(new RegExp(`(${escaped.join("|")})`, "giu"));
  return <bdi dir="auto">{pieces.map((piece, i) => (i % 2 ? <mark key={i}>{piece}</mark> : piece))}</bdi>;
}

export function SearchScreen() {
  const query = parameter("q");
  const { data, fault } = useData<{ hits: Passage[]; limit: number }>(query ? "/api/v1/search?limit=200&q=" + encodeURIComponent(query) : "");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!query) field.current?.focus();
  }, []);
  const words = (query.match(/"[^"]+"|\S+/g) ?? []).filter((word) => !word.startsWith("-"))
    .map((word) => word.replaceAll('"', "").replace(/\*$/, "")).filter(Boolean);
  return (
    <div>
      <h1>Search</h1>
      <form class="find" role="search" onSubmit={(event) => {
        event.preventDefault();
        set({ q: field.current!.value });
      }}>
        <input ref={field} type="search" name="q" dir="auto" aria-label="Words" value={query} key={query} />
        <button type="submit">Search</button>
      </form>
      {!query && <p class="note">Words that a sentence must have. Put two words in "quotation marks" to find them together; a star finds all words that begin so (strik*); a minus leaves out (-ferry).</p>}
      <Fault text={fault} />
      {data && query && <p class="note">{data.hits.length === 0 ? "No sentence has these words." : `${plural(data.hits.length, "sentence")}${data.hits.length === data.limit ? ", the best ones" : ""}`}</p>}
      <ul class="plain hits">
        {(data?.hits ?? []).map((hit) => (
          <li key={hit.article + hit.start}>
            <a class="say" href={reader(hit)}><Found text={hit.quote} words={words} /></a>
            <div class="note"><Q>{hit.outlet ?? "outlet not known"}</Q>, <Day date={hit.published} />{hit.title && <> · <Q>{hit.title}</Q></>}</div>
          </li>
        ))}
      </ul>
      {query && <p class="twins">The same data: <a href={"/search?view=plain&q=" + encodeURIComponent(query)}>plain tables</a> · <a href={"/api/v1/search?q=" + encodeURIComponent(query)}>JSON</a></p>}
    </div>
  );
}
