// The words of the page, in one place.

export const kScreens: [path: string, title: string, key: string][] = [
  ["", "Overview", "1"],
  ["news", "New", "2"],
  ["positions", "Positions", "3"],
  ["timeline", "Timeline", "4"],
  ["figures", "Figures", "5"],
  ["sources", "Sources", "6"],
  ["compare", "Compare", "7"],
  ["actors", "Actors", "8"],
  ["articles", "Articles", "9"],
  ["review", "Review", "v"],
  ["decisions", "Decisions", "0"],
  ["read", "Add", "+"],
  ["export", "Export", "x"],
  ["search", "Search", ""],
];

const kGives = ["accept", "accept_in_principle", "accept_if", "offer", "concede", "happened", "confirm", "agree"];
const kRefuses = ["reject", "deny", "withdraw", "threaten", "denied", "warn"];
const kAsks = ["demand", "propose", "ask_guarantee", "demanded", "ask"];

// Each class of stance has a colour and a sign, so that the colour is never needed.
export function stanceClass(stance: string): string {
  if (kGives.includes(stance)) return "give";
  if (kRefuses.includes(stance)) return "refuse";
  return kAsks.includes(stance) ? "ask" : "";
}

const kSigns: Record<string, string> = { give: "+", refuse: "−", ask: "?", "": "·" };

export function stanceSign(stance: string): string {
  return kSigns[stanceClass(stance)];
}

// Neutral words for what the cue did; nobody "admits" or "insists" here.
const kForces: Record<string, string> = {
  say: "said", claim: "said", confirm: "confirmed", deny: "denied", decline: "declined", demand: "demanded",
  offer: "offered", threaten: "threatened", warn: "warned", agree: "agreed", reject: "rejected", ask: "asked",
  believe: "believed", intend: "intended", report: "reported", quote: "quoted",
};

export function forceWords(row: { [field: string]: any }): string {
  const word = kForces[row.force ?? ""] ?? spaced(row.force);
  return (row.negated ? "not: " : "") + word + (row.act === false ? " (ascribed to them)" : "");
}

export function spaced(word: string | null | undefined): string {
  return (word ?? "").replaceAll("_", " ");
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const kMonths = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December"];

// "2025-03-14" -> "14 March 2025"; other EDTF is told in words where it is plain, else as it stands.
export function dayWords(date: string | null | undefined, withYear = true): string {
  if (!date) return "no date";
  const parts = /^(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date.slice(0, 10));
  if (date.includes("/")) {
    const [from, until] = date.split("/");
    if (from && until && from !== "..") {
      return until === ".." ? "since " + dayWords(from, withYear) : dayWords(from, withYear) + " to " + dayWords(until, withYear);
    }
    return until ? "until " + dayWords(until, withYear) : date;
  }
  const doubt = /[?~%]/.test(date) ? " (uncertain)" : "";
  if (!parts) return date;
  const [, year, month, day] = parts;
  const monthWord = month ? kMonths[Number(month) - 1] : "";
  if (!monthWord) return year + doubt;
  const text = day ? `${Number(day)} ${monthWord}` : monthWord;
  return (withYear || !day ? `${text} ${year}` : text) + doubt;
}

export function plural(count: number, one: string, many = one + "s"): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

// Marks that turn the direction of text are shown, never obeyed: a quote could otherwise be made to
// read as its opposite.
export function visible(text: string): string {
  return text.replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g,
    (mark) => `<U+${mark.charCodeAt(0).toString(16).toUpperCase()}>`);
}

export const kMarkKinds: [kind: string, title: string][] = [
  ["source", "who says it"],
  ["cue", "the verb"],
  ["content", "what is said"],
  ["channel", "through whom"],
  ["position", "positions"],
  ["figure", "figures"],
  ["time", "times"],
  ["hedge", "hedges"],
];

export const kFamilies: Record<string, string> = {
  cessation: "Cessation",
  release: "Release",
  transfer: "Transfer, payment",
  access: "Access, supply",
  withdrawal: "Withdrawal",
  governance: "Governance",
  guarantee: "Guarantees",
  monitoring: "Monitoring",
  sequence: "Order of steps",
  process: "The talks",
  other: "Other terms",
};
