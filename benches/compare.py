#!/usr/bin/env python3
"""Counts the same data with firsthours, SQLite and DuckDB: compares every figure and the time.

    pip install duckdb
    firsthours demo --dir VAULT --visits 200 --persons 500 --no-ui
    python3 benches/compare.py PATH-TO-firsthours VAULT

The dataset is exported without encryption into a temporary folder; practice data only.
"""

import csv
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time

TABLES = ["person", "custody_record", "visit", "complaint"]


def run(program, vault, *arguments):
    command = [program, "--vault", vault, "--passphrase-file", "-", "--json", *arguments]
    return subprocess.run(command, input="practice\n", text=True, capture_output=True, check=True).stdout


def least(times, work):
    best = None
    for _ in range(times):
        began = time.perf_counter()
        result = work()
        took = time.perf_counter() - began
        best = took if best is None else min(best, took)
    return best, result


def statements(path):
    text = "".join(line for line in open(path, encoding="utf-8") if not line.startswith("--"))
    return [part.strip() for part in text.split(";") if part.strip()]


def whole(cells):
    return tuple(None if cell is None else round(cell) for cell in cells)


def own_figures(program, vault, queries):
    """Every figure that the program gives: of indicators, of their minutes, of distributions."""
    spreads = sorted({text.split("'")[1] for text in queries if "AS distribution" in text})
    asked = [word for name in spreads for word in ("--indicator", name)]
    lines = run(program, vault, "tally", "--suppress", "0").splitlines()
    lines += run(program, vault, "tally", "--suppress", "0", *asked).splitlines()
    own = {}
    for line in map(json.loads, lines):
        name, rest = line["indicator"], (line["not_known"], line["not_applicable"])
        if "answer" in line:
            own[name, line["answer"]] = (line["numerator"], line["denominator"], *rest)
            continue
        own[name] = (line["numerator"], line["denominator"], *rest)
        minutes = line.get("minutes")
        if minutes:
            names = ("known", "lower_quartile", "median", "upper_quartile", "ninth_decile", "longest")
            own[name, "minutes"] = tuple(minutes[key] for key in names)
    return own


def their_figures(database, queries):
    """The same figures as the generated SQL gives them."""
    found = {}
    for text in queries:
        for row in database.execute(text).fetchall():
            if "AS distribution" in text:
                found[row[0], row[1]] = whole(row[2:])
            elif "AS median" in text:
                if row[1]:
                    found[row[0], "minutes"] = whole(row[1:])
            else:
                found[row[0]] = whole(row[1:])
    return found


def into_sqlite(folder):
    database = sqlite3.connect(os.path.join(folder, "sqlite.db"))
    schema = open(os.path.join(folder, "schema.sqlite.sql"), encoding="utf-8").read()
    database.executescript(schema)
    for table in TABLES:
        for name in sorted(os.listdir(folder)):
            if name.startswith(table + "_v") and name.endswith(".csv"):
                with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
                    rows = csv.reader(file)
                    places = ",".join("?" * len(next(rows)))
                    database.executemany(
                        f"INSERT INTO {table} VALUES ({places})",
                        ([cell or None for cell in row] for row in rows),
                    )
    database.commit()
    return database


def into_duckdb(folder):
    import duckdb

    database = duckdb.connect(os.path.join(folder, "duckdb.db"))
    schema = open(os.path.join(folder, "schema.duckdb.sql"), encoding="utf-8").read()
    here = os.getcwd()
    os.chdir(folder)
    lines = [line for line in schema.splitlines() if not line.startswith("--")]
    for part in "\n".join(lines).split(";"):
        text = part.strip()
        table = text.split()[2] if text.startswith("INSERT") else None
        has_files = table is None or any(name.startswith(table + "_v") for name in os.listdir("."))
        if text and has_files:
            database.execute(text)
    os.chdir(here)
    database.execute("PRAGMA threads=2")
    return database


def main():
    program, vault = sys.argv[1:3]
    base, _ = least(5, lambda: run(program, vault, "facility", "list"))
    whole, _ = least(5, lambda: run(program, vault, "tally", "--suppress", "0"))
    print(f"firsthours: {whole:.3f} s, of which start, key derivation and opening {base:.3f} s")
    with tempfile.TemporaryDirectory() as home:
        folder = os.path.join(home, "dataset")
        run(program, vault, "export", "dataset", "--to", folder)
        queries = [text for text in statements(os.path.join(folder, "indicators.sql"))
                   if "AS indicator" in text or "AS distribution" in text]
        counts = [text for text in queries if "AS indicator" in text and "AS not_known" in text]
        own = own_figures(program, vault, queries)
        for name, load in (("SQLite", into_sqlite), ("DuckDB", into_duckdb)):
            began = time.perf_counter()
            database = load(folder)
            loaded = time.perf_counter() - began

            took, _ = least(3, lambda: [database.execute(text).fetchall() for text in counts])
            found = their_figures(database, queries)
            wrong = [key for key in own if own[key] != found.get(key)]
            print(f"{name}: load {loaded:.1f} s, all indicators {took:.3f} s "
                  f"= {took / max(whole - base, 0.001):.1f} times firsthours; "
                  f"{len(own) - len(wrong)} of {len(own)} rows of figures the same")
            if wrong:
                print("  differ:", [(key, own[key], found.get(key)) for key in wrong][:5])
                sys.exit(1)


main()
