#!/usr/bin/env python3
"""The checks R01 to R32 of catalogue/reference in DuckDB: the rival that Benchmarks/verify.py starts.

rival.py csv  CITY --as-of DAY --hits FILE --report FILE              from the department files
rival.py load CITY --database FILE                                    the files into a database
rival.py db   --database FILE --as-of DAY --hits FILE --report FILE   from the database
rival.py day  --database FILE --changes FOLDER --as-of DAY …          takes a day's changes in, then as `db`

Of every dataset the rows of people who are watched are taken out by one join, with the columns that rules use;
the rules then work on those. IDs are compared without blanks and in upper case, in the database once for all.
"""

import argparse
import datetime
import pathlib

import duckdb

from rules import RULES

FEN = "DECIMAL(18, 2)"
# Columns that are not text, by dataset; all others are VARCHAR.
TYPES = {
    "household": {"declared_vehicles": "INTEGER"},
    "member": {"member_no": "INTEGER", "declared_income": FEN, "declared_pension": FEN},
    "standard": {"monthly_standard": FEN},
    "death": {"death_date": "DATE"},
    "vehicle": {"assessed_value": FEN},
    "property": {"share_pct": "BIGINT", "area_m2": FEN},
    "employ_insurance": {"base": FEN},
    "pension": {"amount": FEN},
    "resident_pension": {"amount": FEN},
    "deposit": {"balance": FEN},
    "securities": {"market_value": FEN},
    "tax_income": {"year": "INTEGER", "income": FEN},
    "marriage": {"reg_date": "DATE"},
    "hospital": {"admit_date": "DATE", "self_pay": FEN},
    "disability": {"grade": "INTEGER"},
    "school": {"school_year": "INTEGER"},
    "prison": {"from_date": "DATE", "to_date": "DATE"},
    "exit_entry": {"out_date": "DATE", "in_date": "DATE"},
    "housing_fund": {"amount": FEN},
    "unemployment": {"amount": FEN},
    "farm_subsidy": {"year": "INTEGER", "amount": FEN},
    "power": {"kwh": "BIGINT"},
    "insurance": {"annual_premium": FEN},
    "realty_tx": {"price": FEN, "tx_date": "DATE"},
    "agri_machine": {"value": FEN},
    "residence": {"start_date": "DATE"},
}
PEOPLE = ["household", "member", "standard"]
OWNERS = {"id_no", "owner_id", "legal_rep_id", "holder_id", "seller_id", "id_a", "id_b"}


def fen(column):
    return f"CAST({column} * 100 AS BIGINT) AS fen"


# What is taken out of each dataset: whose rows, which columns, which rows.
TAKEN = {
    "population": ("id_no", "name", ""),
    "death": ("id_no", "death_date", ""),
    "vehicle": ("owner_id", f"plate_no, {fen('assessed_value')}", "status = 'A' AND vtype IN ('K', 'H')"),
    "property": ("owner_id", "cert_no, usage, CAST(area_m2 * 100 AS BIGINT) * share_pct AS shared", "status = 'A'"),
    "pension": ("id_no", f"month, {fen('amount')}", "month <= getvariable('month')"),
    "resident_pension": ("id_no", fen("amount"), "status = 'A' AND month = getvariable('month')"),
    "business_reg": ("legal_rep_id", "uscc", "status = 'A' AND btype <> 'G'"),
    "shareholder": ("holder_id", "uscc", ""),
    "deposit": ("id_no", fen("balance"), ""),
    "securities": ("id_no", fen("market_value"), ""),
    "tax_income": ("id_no", fen("income"), "year = getvariable('year')"),
    "hospital": ("id_no", fen("self_pay"), "admit_date > getvariable('year_ago') AND admit_date <= getvariable('day')"),
    "disability": ("id_no", "grade, category", "status = 'A' AND grade IN (1, 2)"),
    "school": ("id_no", "school_year", "status = 'A' AND school_year = getvariable('year')"),
    "prison": ("id_no", "from_date", "from_date <= getvariable('day') AND coalesce(to_date, getvariable('day'))"
                                     " >= getvariable('day')"),
    "exit_entry": ("id_no", "least(coalesce(in_date, getvariable('day')), getvariable('day')) - out_date AS days",
                   "out_date > getvariable('year_ago') AND out_date <= getvariable('day')"),
    "housing_fund": ("id_no", f"employer_code, {fen('amount')}", "month = getvariable('month')"),
    "unemployment": ("id_no", fen("amount"), "month = getvariable('month')"),
    "farm_subsidy": ("id_no", fen("amount"), "year = getvariable('year')"),
    "dept_subsidy": ("id_no", "program", "program = 'HLBT' AND status = 'A'"),
    "assistance_payment": ("id_no", "county_code, month", "month <= getvariable('month')"),
    "power": ("owner_id", "account_no, kwh", "month BETWEEN getvariable('month_2') AND getvariable('month')"),
    "insurance": ("id_no", fen("annual_premium"), "status = 'A'"),
    "realty_tx": ("seller_id", f"contract_no, {fen('price')}",
                  "tx_date > getvariable('year_ago') AND tx_date <= getvariable('day')"),
    "agri_machine": ("owner_id", fen("value"), "status = 'A'"),
    "residence": ("id_no", "region_code, start_date", "status = 'A' AND NOT starts_with(region_code, '3716')"
                                                      " AND start_date <= getvariable('days_180_ago')"),
}
DATASETS = [*TAKEN, "employ_insurance", "marriage"]


def columns(path):
    with open(path, encoding="utf-8") as file:
        return file.readline().strip().split(",")


class Rival:
    def __init__(self, database, day):
        self.connection = duckdb.connect(str(database) if database else ":memory:")
        self.run("SET preserve_insertion_order = false")
        self.run(f"SET VARIABLE day = DATE '{day}'")
        self.run(f"SET VARIABLE month = '{day:%Y-%m}'")
        for back in (2, 5):
            month = day.year * 12 + day.month - 1 - back
            self.run(f"SET VARIABLE month_{back} = '{month // 12}-{month % 12 + 1:02}'")
        self.run(f"SET VARIABLE year = {day.year - 1}")
        self.run(f"SET VARIABLE year_ago = DATE '{day - datetime.timedelta(365)}'")
        self.run(f"SET VARIABLE days_180_ago = DATE '{day - datetime.timedelta(180)}'")

    def run(self, statement):
        return self.connection.execute(statement)

    def read(self, folder, dataset):
        """The rows of a file, with the types of its columns."""
        path = pathlib.Path(folder) / f"{dataset}.csv"
        types = {"rec_no": "BIGINT", **TYPES.get(dataset, {})}
        listed = ", ".join(f"'{name}': '{types.get(name, 'VARCHAR')}'" for name in columns(path))
        return (f"read_csv('{path}', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
                f"nullstr = '', columns = {{{listed}}})")

    @staticmethod
    def clean(name, alias=""):
        """A column as it is kept: IDs without blanks and in upper case."""
        return f"upper(trim({alias}{name}))" if name in OWNERS else f"{alias}{name}"

    def load(self, folder):
        for dataset in [*PEOPLE, *DATASETS]:
            names = columns(pathlib.Path(folder) / f"{dataset}.csv")
            kept = ", ".join(f"{self.clean(name)} AS {name}" for name in names)
            self.run(f"CREATE OR REPLACE TABLE {dataset} AS SELECT {kept} FROM {self.read(folder, dataset)}")

    def change(self, folder):
        for dataset in DATASETS:
            path = pathlib.Path(folder) / f"{dataset}.csv"
            if not path.exists():
                continue
            kept = ", ".join(f"{self.clean(name)} AS {name}" for name in columns(path)[1:])
            self.run(f"CREATE OR REPLACE TEMP TABLE changes AS SELECT op, {kept} FROM {self.read(folder, dataset)}")
            self.run(f"DELETE FROM {dataset} WHERE rec_no IN (SELECT rec_no FROM changes)")
            self.run(f"INSERT INTO {dataset} SELECT * EXCLUDE (op) FROM changes WHERE op = 'U'")

    def compare(self, folder):
        """Takes the watched people's rows out of a folder's files, or of the database when there is none."""
        source = (lambda dataset: self.read(folder, dataset)) if folder else (lambda dataset: dataset)
        key = (lambda name: self.clean(name, "s.")) if folder else (lambda name: f"s.{name}")
        self.watch(source)
        for dataset, (owner, kept, condition) in TAKEN.items():
            self.run(f"CREATE TEMP TABLE my_{dataset} AS SELECT pid, {kept} FROM {source(dataset)} s "
                     f"JOIN spelling ON spelling.key = {key(owner)}" + (f" WHERE {condition}" if condition else ""))
        self.run(f"""CREATE TEMP TABLE active_business AS SELECT DISTINCT uscc FROM {source('business_reg')}
            WHERE status = 'A' AND uscc IN (SELECT uscc FROM my_shareholder)""")
        self.run(f"""CREATE TEMP TABLE my_spouse AS SELECT pid, last.other AS other, last.kind AS kind FROM (
            SELECT pid, max({{'reg_date': reg_date, 'cert_no': cert_no, 'kind': kind, 'other': other}}) AS last FROM (
                SELECT pid, reg_date, cert_no, kind, {key('id_b')} AS other FROM {source('marriage')} s
                    JOIN spelling ON spelling.key = {key('id_a')} WHERE reg_date <= getvariable('day')
                UNION ALL SELECT pid, reg_date, cert_no, kind, {key('id_a')} FROM {source('marriage')} s
                    JOIN spelling ON spelling.key = {key('id_b')} WHERE reg_date <= getvariable('day'))
            GROUP BY pid)""")
        self.run("""CREATE TEMP TABLE asked AS SELECT key, pid FROM spelling UNION ALL SELECT DISTINCT other, NULL FROM
            my_spouse WHERE kind = 'M' AND other NOT IN (SELECT key FROM spelling)""")
        self.run(f"""CREATE TEMP TABLE wage AS SELECT asked.key, pid, employer_code, month, {fen('base')}
            FROM {source('employ_insurance')} s JOIN asked ON asked.key = {key('id_no')}
            WHERE month BETWEEN getvariable('month_5') AND getvariable('month')""")
        self.run("CREATE TEMP TABLE hit (rule VARCHAR, household VARCHAR, id VARCHAR, observed BIGINT, "
                 '"limit" BIGINT, evidence VARCHAR)')
        for rule, (_, query) in RULES.items():
            self.run(f"INSERT INTO hit SELECT '{rule}', * FROM ({query})")

    def watch(self, source):
        self.run(f"""CREATE TEMP TABLE person AS SELECT CAST(row_number() OVER () AS INTEGER) AS pid,
            household_id AS household, id_no AS id, name, CAST(declared_income * 100 AS BIGINT) AS income,
            CAST(declared_pension * 100 AS BIGINT) AS pension,
            date_diff('year', strptime(substr(id_no, 7, 8), '%Y%m%d')::DATE, getvariable('day'))
                - CAST(strftime(getvariable('day'), '%m%d') < substr(id_no, 11, 4) AS INTEGER) AS age
            FROM {source('member')}""")
        self.run(f"""CREATE TEMP TABLE family AS SELECT h.household_id AS household, h.county_code AS county, program,
            declared_vehicles AS vehicles, CAST(monthly_standard * 100 AS BIGINT) AS standard, size, yearly
            FROM {source('household')} h JOIN {source('standard')} USING (county_code, area)
            JOIN (SELECT household, count(*) AS size, CAST(12 * sum(income + pension) AS BIGINT) AS yearly FROM person
                  GROUP BY household) n ON n.household = h.household_id""")
        self.run("""CREATE TEMP TABLE spelling AS SELECT id AS key, pid FROM person
            UNION ALL SELECT substr(id, 1, 6) || substr(id, 9, 9), pid FROM person WHERE substr(id, 7, 2) = '19'""")

    def write(self, hits, report):
        two_places = lambda name: f"format('{{}}.{{:02}}', {name} // 100, {name} % 100) AS \"{name}\""
        limit = two_places("limit").replace("limit //", '"limit" //').replace("limit %", '"limit" %')
        self.run(f"""COPY (SELECT rule, household AS household_id, id AS id_no, {two_places('observed')}, {limit},
            evidence FROM hit ORDER BY rule, household, coalesce(id, '')) TO '{hits}' (HEADER, DELIMITER ',')""")
        grades = " ".join(f"WHEN '{rule}' THEN '{grade}'" for rule, (grade, _) in RULES.items())
        self.run(f"""COPY (SELECT f.household AS household_id, county AS county_code, program, size AS members,
            coalesce(all_, 0) AS hits, coalesce(red, 0) AS red, coalesce(yellow, 0) AS yellow,
            coalesce(care, 0) AS care, CASE WHEN red > 0 THEN 'RED' WHEN yellow > 0 THEN 'YELLOW'
                WHEN care > 0 THEN 'CARE' ELSE 'CLEAR' END AS verdict, rules
            FROM family f LEFT JOIN (SELECT household, count(*) AS all_, count(*) FILTER (grade = 'red') AS red,
                count(*) FILTER (grade = 'yellow') AS yellow, count(*) FILTER (grade = 'care') AS care,
                array_to_string(list_sort(list_distinct(list(rule))), '|') AS rules
                FROM (SELECT *, CASE rule {grades} END AS grade FROM hit) GROUP BY household) USING (household)
            ORDER BY f.household) TO '{report}' (HEADER, DELIMITER ',')""")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", choices=["csv", "load", "db", "day"])
    parser.add_argument("city", nargs="?")
    parser.add_argument("--database", type=pathlib.Path)
    parser.add_argument("--changes")
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, default=datetime.date(2025, 6, 29))
    parser.add_argument("--hits")
    parser.add_argument("--report")
    given = parser.parse_args()
    rival = Rival(given.database, given.as_of)
    if given.work == "load":
        return rival.load(given.city)
    if given.work == "day":
        rival.change(given.changes)
    rival.compare(given.city if given.work == "csv" else None)
    rival.write(given.hits, given.report)


if __name__ == "__main__":
    main()
