#!/usr/bin/env python3
"""Runs `parley annotate` on the English cases of recognizers-text and prints the share that is right.

    tools/score_recognizers.py SPECS --news NEWS.jsonl.gz… [--parley build/release/parley]

SPECS is the folder of the cases (NumberWithUnit_English_CurrencyModel.json …), NEWS are reports as
JSON Lines (fields text, body or title, at any depth). One line a group: name, share, cases asked.

recognizers-text is made for chat and calendars. Asked are the cases that a news reader meets:
1. Files: of dates and times DateTimeModel and the parsers of dates, periods, times, durations, sets,
   holidays and all together; of numbers NumberModel, PercentModel, CurrencyModel, NumberRangeModel.
   Left out are the modes for calendars and tasks (other answers to the same words), the extractors
   (the parsers' sentences without values) and the list of zone names.
2. Expressions: only those whose form occurs in NEWS. The form is the words as they are written,
   with months, weekdays, years, numbers, number words and ordinals each put as their kind: "the 3rd
   of October" and "the 21st of May" have one form; letters that touch a number stay ("10k");
   "oct/2" and "march 3" have none in a report. A form of numbers, marks and prepositions alone is
   no time but for years and whole dates ("see you at 7", "22/04"), nor are words that mostly mean something else ("the second", "everyday", "the day", a
   "morning" without its day).
3. A case is asked if all of its expressions are; a case with none is asked as well: nothing may be
   found in it. Ages, labels ("version two"), telephone numbers and "one" as a pronoun are no
   figures and not asked.
`.all` beside each group is the same share of all cases of its files.

An expression is right if one that Parley found in its words has the day, span, clock time, length
or repetition that the case gives (one of them, where the case gives a past and a future one). Where
the two differ by convention, Parley's TIMEX3 way is taken:
- the two ends of a span are two expressions, and the last one belongs to the span;
- a length counted from now ("in two days", "the last 3 months") is a length;
- some hours are some, not three; "late July" is July with a modifier;
- "a month ago" is a month, "two years later" a year.
A number is right by value, range and currency. Parley's figures count something: a case of
NumberModel that is a number and nothing else is given as "It counted … workers." Something found beside what the case gives makes a case of the models wrong, where
the case has all kinds in view; references without a day ("now") aside."""
import argparse
import datetime
import gzip
import json
import pathlib
import re
import subprocess
import sys

TIME_FILES = ['DateTimeModel'] + [f'{kind}Parser' for kind in (
    'Date', 'DatePeriod', 'DateTime', 'DateTimePeriod', 'Duration', 'Holiday', 'Merged', 'Set',
    'Time', 'TimePeriod')]
NUMBER_FILES = ['Number_English_NumberModel', 'Number_English_PercentModel',
                'NumberWithUnit_English_CurrencyModel', 'Number_English_NumberRangeModel']
DEFAULT_DAY = '2016-11-07T00:00:00'
NO_TIME = {('the', 'day'), ('my', 'day'), ('everyday',), ('the', '<one>'), ('the', '<00>')} | {
    lead + (word,) for word in ('morning', 'afternoon', 'evening', 'night', '<ordinal>')
    for lead in ((), ('the',), ('in', 'the'))} - {('the', 'night')}
NUMBERS_ALONE = {'<00>', '<number>', '<one>', '<year>', '/', '-', '–', '.', ',', 'at', 'on', 'by', 'to',
                 'from', 'and', 'between', 'until', 'in', 'of', 'for', 'before', 'after', 'since'}
DATES_IN_NUMBERS = {('<year>', '-', '<00>', '-', '<00>'), ('<00>', '/', '<00>', '/', '<year>')}
LONGEST = 14  # tokens of a form

MONTHS = set('january february march april may june july august september october november december '
             'jan feb mar apr jun jul aug sep sept oct nov dec'.split())
WEEKDAYS = set('monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur '
               'thurs fri sat sun'.split())
ONES = set('one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen '
           'sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety'
           .split())
ORDINALS = set('first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth '
               'thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth '
               'twentieth thirtieth'.split())
ZONES = set('gmt utc est edt cst cdt mst mdt pst pdt et bst cet'.split())
TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?!\w)|[^\W\d_]+(?:['’][^\W\d_]+)?(?!\w)|\w+|[^\w\s]")


def form_of(text):
    """The kinds of the tokens; "twenty - five" and "five" are one number word."""
    out = []
    for written in TOKEN.findall(text):
        token = written.lower()
        if token in MONTHS and written[0].isupper():
            kind = '<month>'
        elif token in WEEKDAYS and written[0].isupper():
            kind = '<weekday>'
        elif token in ONES:
            kind = '<one>'
        elif token in ORDINALS:
            kind = '<ordinal>'
        elif token in ZONES:
            kind = '<zone>'
        elif re.fullmatch(r'1\d{3}|20\d\d|21\d\d', token):
            kind = '<year>'
        elif re.fullmatch(r'\d{1,2}', token):
            kind = '<00>'
        elif re.fullmatch(r'\d+(st|nd|rd|th)', token):
            kind = '<ordinal>'
        elif token[0].isdigit():
            kind = '<number>' + re.sub(r'[\d.,]', '', token)
        elif token == '’':
            kind = "'"
        else:
            kind = written.replace('’', "'")
        if kind == '<one>' and out[-1:] == ['<one>']:
            continue
        if kind in ('<one>', '<ordinal>') and out[-2:] == ['<one>', '-']:
            out[-2:] = [kind]
            continue
        out.append(kind)
    return tuple(out)


def is_no_time(form):
    years = '<year>' in form and not set(form) & {'<00>', '<number>', '<one>'}
    return form in NO_TIME or (set(form) <= NUMBERS_ALONE and not years and
                               form not in DATES_IN_NUMBERS)


def texts_in(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and key in ('text', 'body', 'title', 'content'):
                yield inner
            elif not isinstance(inner, str):
                yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def forms_in_news(paths, wanted):
    """Those of `wanted` that occur in the reports."""
    by_head = {}
    for form in wanted:
        by_head.setdefault(form[0], set()).add(form)
    lengths = {head: sorted({len(form) for form in forms}) for head, forms in by_head.items()}
    met, words = set(), 0
    for path in paths:
        opener = gzip.open if path.endswith('.gz') else open
        with opener(path, 'rt', encoding='utf-8') as lines:
            for line in lines:
                for text in texts_in(json.loads(line)):
                    kinds = form_of(text)
                    words += len(kinds)
                    for i, head in enumerate(kinds):
                        for length in lengths.get(head, ()):
                            form = kinds[i:i + length]
                            if form in by_head[head]:
                                met.add(form)
    return met, words


# --- what the cases give -------------------------------------------------------------------------

def day_of(text):
    match = re.match(r'(\d{4})-(\d\d)-(\d\d)', text or '')
    try:
        return datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


class Expected:
    """One expression: where, and every answer that is right."""

    def __init__(self, start, end, now):
        self.start, self.end, self.moment = start, end, now
        self.now = now.date()
        self.timexes, self.days, self.spans, self.edges = set(), set(), set(), set()
        self.clocks, self.seconds = set(), set()

    def add(self, entry):
        """`entry`: {timex, value} or {timex, start, end}, as in DateTimeModel."""
        timex = entry.get('timex', '')
        kind = entry.get('type', '')
        self.timexes.add(timex)
        value = entry.get('value', '')
        if kind == 'duration' and re.fullmatch(r'[\d.]+', value):
            self.seconds.add(float(value))
            return
        if day_of(value):
            self.days.add(day_of(value))
        clock = re.search(r'(?:^|[ T])(\d\d:\d\d)', value)
        if clock:
            self.clocks.add(clock.group(1))
        first, last = entry.get('start'), entry.get('end')
        a, b = day_of(first), day_of(last)
        if a and b:
            self.spans.add((a, b - datetime.timedelta(days=1)))
            self.spans.add((a, b))
        elif a or b:
            self.edges.add(a or b)
            if b:
                self.edges.add(b - datetime.timedelta(days=1))
            if a:
                self.edges.add(a - datetime.timedelta(days=1))
        times = [re.search(r'(\d\d:\d\d)', x or '') for x in (first, last)]
        if 'time' in kind and all(times) and not timex.startswith('('):
            pass
        elif 'time' in kind:
            self.clocks.update(t.group(1) for t in times if t)

    def length(self, lengths):
        """True if one of `lengths`, in seconds, leads from the report's day to a day of the case."""
        days = self.days | self.edges | {day for span in self.spans for day in span}
        for seconds in lengths:
            then = (self.moment + datetime.timedelta(seconds=seconds)).strftime('%H:%M')
            if seconds < 86400 and then in self.clocks:
                return True
            for day in days:
                away = abs((day - self.now).days) * 86400
                if away and abs(away - seconds) <= max(seconds * 0.02, 2 * 86400 * (seconds >= 2.5e6)):
                    return True
        return False

    def years(self):
        days = self.days | self.edges | {day for span in self.spans for day in span}
        return {day.year for day in days}

    def answers(self):
        """The TIMEX3 values that are right: without a year, with each year that the case gives."""
        out = set()
        for timex in self.timexes:
            out.add(plain_timex(timex))
            for year in self.years():
                out.add(plain_timex(timex.replace('XXXX', f'{year:04}', 1)))
            length = re.search(r'(P[^,)]*)\)$', timex)
            if timex.startswith('(') and length:
                out.add(length.group(1))
        return out


def expected_times(case, model):
    out = []
    for result in case['Results']:
        start = result.get('Start')
        if start is None:
            start = case['Input'].lower().find(result['Text'].lower())
            end = start + len(result['Text'])
        else:
            end = result['End'] + 1 if 'End' in result else start + result['Length']
        now = (case.get('Context') or {}).get('ReferenceDateTime') or DEFAULT_DAY
        item = Expected(start, end, datetime.datetime.fromisoformat(now))
        kind = result.get('TypeName', result.get('Type', '')).split('.')[-1]
        if model or 'Resolution' in result:
            for entry in (result.get('Resolution') or {}).get('values', []):
                item.add(entry)
        else:
            value = result.get('Value') or {}
            for entry in value.get('values', []):
                item.add(entry)
            item.timexes.add(value.get('Timex', ''))
            for resolution in (value.get('FutureResolution') or {}, value.get('PastResolution') or {}):
                entry = {'timex': value.get('Timex', ''), 'type': kind}
                for key, text in resolution.items():
                    if key.startswith('start'):
                        entry['start'] = text
                    elif key.startswith('end'):
                        entry['end'] = text
                    else:
                        entry['value'] = text
                item.add(entry)
        out.append(item)
    return out


# --- what Parley gives ---------------------------------------------------------------------------

def span_of(edtf):
    """First and last day of a resolved time."""
    def day(text, last):
        text = text.rstrip('~?%')
        if text in ('', '..'):
            return None
        text = text.split('T')[0]
        match = re.fullmatch(r'(\d{4})-(\d\d)-(\d\d)', text)
        if match:
            return day_of(text)
        match = re.fullmatch(r'(\d{4})-(\d\d)', text)
        if match and int(match.group(2)) <= 12:
            year, month = map(int, match.groups())
            first = datetime.date(year, month, 1)
            if not last:
                return first
            return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
        if match:  # a season
            return None
        if re.fullmatch(r'\d{4}', text):
            return datetime.date(int(text), 12 if last else 1, 31 if last else 1)
        if re.fullmatch(r'\d{3}X', text):
            return datetime.date(int(text[:3]) * 10 + (9 if last else 0), 12 if last else 1,
                                 31 if last else 1)
        if re.fullmatch(r'\d\dXX', text):
            return datetime.date(max(1, int(text[:2]) * 100) + (99 if last else 0),
                                 12 if last else 1, 31 if last else 1)
        return None
    try:
        first, _, second = edtf.partition('/')
        return day(first, False), day(second or first, True)
    except ValueError:
        return None, None


SECONDS = {'S': 1, 'M': 60, 'H': 3600, 'D': 86400, 'W': 604800, 'MO': 2592000, 'Y': 31536000,
           'WE': 172800, 'Q': 7776000, 'DE': 315360000, 'CE': 3153600000}


def seconds_of(value):
    match = re.fullmatch(r'P(T?)(?:([\d.]+)Y)?(?:([\d.]+)(M|W|D|H|S|WE|DE|CE))?(?:(\d+)(M|S))?', value)
    if not match:
        return None
    clock, years, count, unit, more, more_unit = match.groups()
    total = float(years or 0) * SECONDS['Y']
    if count:
        total += float(count) * SECONDS['MO' if unit == 'M' and not clock else unit]
    if more:
        total += float(more) * SECONDS[more_unit]
    return total


def plain_timex(text):
    text = re.sub(r'T(\d\d)$', r'T\1:00', text)
    text = re.sub(r'(T\d\d:\d\d):00$', r'\1', text)
    text = text.replace('T24:00', 'T00:00')
    return text


def right_time(want, found):
    values = {plain_timex(t['value']) for t in found}
    timexes = want.answers()
    if values & timexes:
        return True
    # "a month ago": the case has its day.
    if any('-' + t == timex[len(v):][:1] + t and timex.startswith(v) for v in values
           if re.fullmatch(r'\d{4}(-\d\d)?', v) for timex in timexes
           for t in [timex[len(v) + 1:]] if re.fullmatch(r'\d\d(-\d\d)?', t)):
        if any(re.search(r'(ago|earlier|later|before|now)$', t['quote']) for t in found):
            return True
    # "a few days ago": some.
    if any(re.search(r'few|several|couple', t['quote']) and t['value'].endswith('_REF')
           for t in found):
        return True
    # "few hours", "the last few days": some; the case makes them three.
    for value in values & {v for v in values if re.fullmatch(r'PT?X\w+', v)}:
        if any(re.fullmatch(value.replace('X', '3'), t) for t in timexes):
            return True
    # A time of day alone: the day is the report's.
    for value in values:
        if 'T' in value and not value.startswith('P') and value[value.index('T'):] in timexes:
            return True
    lengths = {seconds_of(v) for v in values} - {None}
    if want.seconds and lengths & want.seconds:
        return True
    spans = [span_of(t['resolved']) for t in found if t['resolved']]
    spans = [s for s in spans if s[0] or s[1]]
    whole = ((spans[0][0], spans[-1][1]) if spans else None)
    clocks = [m.group(1).replace('24:00', '00:00') for m in
              (re.search(r'T(\d\d:\d\d)', t['value']) for t in found) if m]
    if want.length(lengths):
        return True
    if want.clocks and not set(clocks) >= want.clocks:
        # With a past and a future answer the clock is one and the same.
        return False
    if want.days and whole:
        return any(a in want.days and a == b for a, b in spans)
    if want.spans and whole:
        ends = {whole, (spans[0][0], spans[-1][0])}
        return bool(ends & want.spans) or any(s in want.spans for s in spans)
    if want.edges and whole:
        return bool({day for s in spans for day in s} & want.edges)
    return bool(want.clocks) and set(clocks) >= want.clocks and not want.days


# --- numbers -------------------------------------------------------------------------------------

CURRENCIES = {'dollar': 'USD', 'united states dollar': 'USD', 'pound': 'GBP', 'british pound': 'GBP',
              'euro': 'EUR', 'japanese yen': 'JPY', 'chinese yuan': 'CNY', 'franc': 'CHF',
              'rupee': 'INR', 'indian rupee': 'INR', 'cent': 'USD-cent', 'pence': 'GBP-penny',
              'turkish lira': 'TRY', 'korean won': 'KRW', 'south korean won': 'KRW',
              'canadian dollar': 'CAD', 'australian dollar': 'AUD', 'mexican peso': 'MXN',
              'russian ruble': 'RUB', 'swiss franc': 'CHF', 'mark': 'DEM', 'german mark': 'DEM'}


def close(a, b):
    return a is not None and b is not None and abs(a - b) <= 1e-6 * max(abs(a), abs(b), 1e-9)


def right_number(result, figure):
    text = str(result['Resolution'].get('value'))
    match = re.fullmatch(r'([\[(])(-?[\d.E+-]*),(-?[\d.E+-]*)([\])])', text)
    if match:
        low, high = match.group(2), match.group(3)
        value, bound = figure['value'], figure['bound']
        ok_low = close(float(low), figure['low']) if low else figure['low'] is None
        ok_high = close(float(high), figure['high']) if high else figure['high'] is None
        return ok_low and ok_high and (value is None or bound != 'exact' or low == high)
    number = re.fullmatch(r'(-?[\d.]+(?:E[+-]?\d+)?)%?', text)
    if not number:
        return False
    if text.endswith('%') and figure['unit'] != 'percent':
        return False
    unit = result['Resolution'].get('unit')
    if unit and CURRENCIES.get(unit.lower(), unit) != figure['unit']:
        return False
    return any(close(float(number.group(1)), figure[key]) for key in ('value', 'low', 'high'))


def expected_numbers(case):
    # A currency without a number is no figure.
    return [r for r in case['Results'] if (r.get('Resolution') or {}).get('value') not in (None, 'null')]


def is_no_figure(case):
    """The contract counts no ages, labels or telephone numbers, and "one" only before a noun."""
    if re.search(r'\byears? old\b|\bphone\b|\btel\b|\bversion\b|\bnrs?\b', case['Input'], re.I):
        return True
    return any(w['Text'].lower() == 'one' and not is_number_alone(case) for w in case['want'])


def is_number_alone(case):
    return len(case['want']) == 1 and \
        case['want'][0]['Text'].lower() == case['Input'].strip().rstrip('.').lower()


# --- the run -------------------------------------------------------------------------------------

def annotate(parley, rows):
    lines = '\n'.join(json.dumps(row) for row in rows)
    run = subprocess.run([parley, 'annotate', '--input', 'jsonl', '--as-is', '--quiet', '--layers',
                          'times,figures', '-'], input=lines, capture_output=True, text=True)
    return {row['id']: row for row in map(json.loads, run.stdout.splitlines())}


def characters(text, item):
    raw = text.encode()
    return (len(raw[:item['start']].decode(errors='ignore')),
            len(raw[:item['end']].decode(errors='ignore')))


def judge(case, row, group):
    """None where right, else what was wrong."""
    if group == 'times':
        model = case['file'] == 'DateTimeModel'
        places = [(characters(case['Input'], t), t) for t in row.get('times', [])]
        used = set()
        for want in case['want']:
            inside = [(n, t) for n, ((a, b), t) in enumerate(places)
                      if a < want.end and b > want.start]
            used.update(n for n, _ in inside)
            if not inside or not right_time(want, [t for _, t in inside]):
                return (f'{case["Input"][want.start:want.end]!r} wants '
                        f'{sorted(want.timexes)} {sorted(map(str, want.days | want.edges))} '
                        f'{[tuple(map(str, s)) for s in want.spans][:2]} {sorted(want.clocks)}; got '
                        f'{[(t["quote"], t["value"], t["resolved"]) for _, t in inside]}')
        extra = [t for n, (_, t) in enumerate(places)
                 if n not in used and t['resolved'] and model]
        return f'not in the case: {[(t["quote"], t["value"]) for t in extra]}' if extra else None
    figures = row.get('figures', [])
    left = list(figures)
    for want in case['want']:
        hit = next((f for f in left if right_number(want, f)), None)
        if hit is None:
            return (f'{want["Text"]!r} wants {want["Resolution"]}; got '
                    f'{[(f["quote"], f["value"], f["low"], f["high"], f["unit"]) for f in figures]}')
        left.remove(hit)
    if left and case['file'] in ('Number_English_NumberModel', 'Number_English_PercentModel'):
        if case['file'].endswith('PercentModel'):
            left = [f for f in left if f['unit'] == 'percent']
        if left:
            return f'not in the case: {[(f["quote"], f["value"]) for f in left]}'
    return None


def load(folder):
    cases = {'times': [], 'numbers': []}
    for group, files in (('times', [f'DateTime_English_{f}' for f in TIME_FILES]),
                         ('numbers', NUMBER_FILES)):
        for file in files:
            text = (pathlib.Path(folder) / f'{file}.json').read_text(encoding='utf-8-sig')
            for n, case in enumerate(json.loads(text)):
                case['file'] = file.removeprefix('DateTime_English_')
                case['id'] = f'{file}#{n}'
                if group == 'times':
                    case['want'] = expected_times(case, case['file'] == 'DateTimeModel')
                    case['forms'] = [form_of(case['Input'][w.start:w.end]) for w in case['want']]
                else:
                    case['want'] = expected_numbers(case)
                    case['forms'] = [form_of(r['Text']) for r in case['want']]
                cases[group].append(case)
    return cases


def main():
    options = argparse.ArgumentParser(description=__doc__,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('specs')
    options.add_argument('--news', nargs='+', required=True)
    options.add_argument('--parley', default='./build/release/parley')
    options.add_argument('--errors', type=int, default=0)
    options.add_argument('--only', choices=['times', 'numbers'])
    options.add_argument('--half', choices=['even', 'odd'], help='print only these errors')
    options.add_argument('--file', help='print only errors of this file')
    args = options.parse_args()

    groups = load(args.specs)
    wanted = {form for cases in groups.values() for case in cases for form in case['forms'] if form}
    met, words = forms_in_news(args.news, {f for f in wanted if len(f) <= LONGEST})
    rows = []
    for cases in groups.values():
        for case in cases:
            reference = (case.get('Context') or {}).get('ReferenceDateTime') or DEFAULT_DAY
            if case['file'] == 'Number_English_NumberModel' and is_number_alone(case):
                of = 'of the ' if case['want'][0]['Resolution'].get('subtype') == 'fraction' else ''
                case['Input'] = f'It counted {case["Input"].strip()} {of}workers.'
            rows.append({'id': case['id'], 'text': case['Input'], 'published': reference})
    got = annotate(args.parley, rows)
    print(f'news.words {words}')
    for group, cases in groups.items():
        tallies = {}
        for n, case in enumerate(cases):
            alone = group == 'times'
            asked = not (group == 'numbers' and is_no_figure(case)) and all(f in met and not (alone and is_no_time(f)) for f in case['forms'])
            wrong = judge(case, got.get(case['id'], {}), group)
            names = [f'{group}.all', f'{group}.{case["file"].split("_")[-1]}.all']
            if asked:
                names += [group, f'{group}.{case["file"].split("_")[-1]}']
            for name in names:
                tally = tallies.setdefault(name, [0, 0])
                tally[0] += wrong is None
                tally[1] += 1
            show = asked and wrong and args.only in (None, group)
            if args.half and (n % 2 == 0) != (args.half == 'even'):
                show = False
            if args.file and not case['file'].endswith(args.file):
                show = False
            if show and args.errors > 0:
                args.errors -= 1
                print(f'  {case["id"]} {case["Input"][:110]!r}: {wrong}', file=sys.stderr)
        for name in sorted(tallies):
            right, asked = tallies[name]
            print(f'{name} {right / asked:.3f} {asked}')


if __name__ == '__main__':
    main()
