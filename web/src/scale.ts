// Days and numbers on an axis.

const kDay = 86400000;

export function dayNumber(date: string): number {
  const full = date.length === 4 ? date + "-01-01" : date.length === 7 ? date + "-01" : date.slice(0, 10);
  return Math.round(Date.parse(full + "T00:00:00Z") / kDay);
}

export function dayText(day: number): string {
  return new Date(day * kDay).toISOString().slice(0, 10);
}

// The first and the last day that an EDTF date may mean; null where it names none.
export function dayRange(date: string | null | undefined): [number, number] | null {
  if (!date) return null;
  const [from, until = from] = date.replace(/[?~%]/g, "").split("/");
  const first = /^\d{4}/.test(from) ? dayNumber(from) : NaN;
  const end = /^\d{4}/.test(until) ? until : from;
  const last = end.length === 4 ? dayNumber(end + "-12-31")
    : end.length === 7 ? dayNumber(end + "-01") + new Date(Date.UTC(Number(end.slice(0, 4)), Number(end.slice(5, 7)), 0)).getUTCDate() - 1
    : dayNumber(end);
  return Number.isNaN(first) || Number.isNaN(last) ? null : [first, last];
}

export function linear(from: [number, number], to: [number, number]): (value: number) => number {
  const width = from[1] - from[0] || 1;
  return (value) => to[0] + ((value - from[0]) / width) * (to[1] - to[0]);
}

// Round numbers from 0 or `low` to `high`.
export function ticks(low: number, high: number, count: number): number[] {
  const raw = (high - low || 1) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= raw) ?? raw;
  const marks: number[] = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step * 1e-6; at += step) marks.push(Number(at.toPrecision(12)));
  return marks;
}

// At most `count` days, evenly apart.
export function dayTicks(first: number, last: number, count: number): number[] {
  const step = [1, 2, 7, 14, 30, 61, 91, 182, 365, 1826, 3652].find((one) => (last - first) / one <= count) ?? 36525;
  const marks: number[] = [];
  for (let day = first; day <= last; day += step) marks.push(day);
  return marks;
}
