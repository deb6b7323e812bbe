"""The 32 reference checks in SQL: severity, and a query of household, id, observed, limit, evidence in hundredths."""


def by_person(table, what):
    return f"(SELECT pid, {what} FROM my_{table} GROUP BY pid) JOIN person USING (pid)"


def by_family(table, what, where=""):
    condition = f" WHERE {where}" if where else ""
    return (f"(SELECT household, {what} FROM my_{table} JOIN person USING (pid){condition} GROUP BY household) "
            "JOIN family USING (household)")


def person_sum(table, limit, beyond, evidence, also="count(*) AS n"):
    source = by_person(table, f"CAST(sum(fen) AS BIGINT) AS total, {also}")
    return f"SELECT household, id, total, {limit}, {evidence} FROM {source} WHERE {beyond}"


def family_sum(table, limit, beyond, evidence, also="count(*) AS n"):
    source = by_family(table, f"CAST(sum(fen) AS BIGINT) AS total, {also}")
    return f"SELECT household, NULL, total, {limit}, {evidence} FROM {source} WHERE {beyond}"


ROWS = "CAST(n AS VARCHAR)"
HOMES = by_family("property", "count(DISTINCT cert_no) AS n, CAST(sum(shared) AS BIGINT) AS shared, "
                              "min(cert_no) AS first", "usage = 'R'")
METER = by_family("power", "sum(kwh) AS total, count(DISTINCT account_no) AS n")
WAGES = ("(SELECT pid, CAST(sum(fen) AS BIGINT) // 6 AS monthly, min(employer_code) AS first FROM wage "
         "WHERE pid IS NOT NULL GROUP BY pid) JOIN person USING (pid)")

RULES = {
    "R01": ("red", """SELECT household, id, 100 * count(paid.month), 0, CAST(any_value(died) AS VARCHAR)
        FROM (SELECT pid, min(death_date) AS died FROM my_death WHERE death_date <= getvariable('day') GROUP BY pid)
        JOIN person USING (pid) LEFT JOIN my_assistance_payment paid
            ON paid.pid = person.pid AND paid.month > strftime(died, '%Y-%m') GROUP BY household, id"""),
    "R02": ("red", "SELECT household, NULL, 100 * n, 100 * vehicles, first FROM "
            + by_family("vehicle", "count(*) AS n, min(plate_no) AS first") + " WHERE n > vehicles"),
    "R03": ("red", family_sum("vehicle", "3000000", "total > 3000000", "first", "min(plate_no) AS first")),
    "R04": ("red", f"SELECT household, NULL, 100 * n, 100, first FROM {HOMES} WHERE n > 1"),
    "R05": ("yellow", f"SELECT household, NULL, shared // 100, 6000 * size, first FROM {HOMES} "
                      "WHERE shared > 600000 * size"),
    "R06": ("yellow", "SELECT household, id, 100 * n, 0, first FROM (SELECT pid, count(DISTINCT cert_no) AS n, "
                      "min(cert_no) AS first FROM my_property WHERE usage <> 'R' GROUP BY pid) "
                      "JOIN person USING (pid)"),
    "R07": ("red", "SELECT household, id, 100 * n, 0, first FROM "
            + by_person("business_reg", "count(*) AS n, min(uscc) AS first")),
    "R08": ("yellow", "SELECT household, id, 100 * n, 0, first FROM (SELECT pid, count(DISTINCT uscc) AS n, "
                      "min(uscc) AS first FROM my_shareholder SEMI JOIN active_business USING (uscc) GROUP BY pid) "
                      "JOIN person USING (pid)"),
    "R09": ("red", family_sum("deposit", "24 * standard * size", "total > 24 * standard * size", ROWS)),
    "R10": ("red", family_sum("securities", "5000000", "total > 5000000", ROWS)),
    "R11": ("red", f"SELECT household, id, monthly, income + 20000, first FROM {WAGES} WHERE monthly > income + 20000"),
    "R12": ("yellow", """SELECT household, id, total, pension + 5000, month FROM (SELECT pid, month,
        CAST(sum(fen) AS BIGINT) AS total FROM my_pension SEMI JOIN (SELECT pid, max(month) AS month FROM my_pension
        GROUP BY pid) USING (pid, month) GROUP BY pid, month) JOIN person USING (pid) WHERE total > pension + 5000"""),
    "R13": ("yellow", person_sum("tax_income", "income * 12 // 10", "total > 0 AND 10 * total > 144 * income",
                                 "CAST(getvariable('year') AS VARCHAR)").replace("id, total,", "id, total // 12,")),
    "R14": ("yellow", """SELECT household, id, monthly, 0, other FROM my_spouse JOIN person USING (pid)
        JOIN (SELECT key, CAST(sum(fen) AS BIGINT) // 6 AS monthly FROM wage GROUP BY key) theirs ON theirs.key = other
        WHERE kind = 'M' AND monthly > 0 AND (household, other) NOT IN (SELECT (household, id) FROM person)"""),
    "R15": ("red", """SELECT household, id, 100 * n, 100, least_ || '|' || greatest_ FROM (SELECT pid,
        count(DISTINCT county_code) AS n, min(county_code) AS least_, max(county_code) AS greatest_
        FROM my_assistance_payment WHERE month = getvariable('month') GROUP BY pid) JOIN person USING (pid)
        WHERE n >= 2"""),
    "R16": ("red", "SELECT household, id, 100 * n, 0, CAST(first AS VARCHAR) FROM "
            + by_person("prison", "count(*) AS n, min(from_date) AS first")),
    "R17": ("yellow", "SELECT household, id, 100 * total, 6000, CAST(n AS VARCHAR) FROM "
            + by_person("exit_entry", "CAST(sum(days) AS BIGINT) AS total, count(*) AS n") + " WHERE total > 60"),
    "R18": ("care", family_sum("hospital", "greatest(2000000, yearly // 2)", "total >= 2000000 AND 2 * total > yearly",
                               ROWS)),
    "R19": ("care", """SELECT household, id, 100 * worst.grade, 200, worst.category FROM (SELECT pid,
        min({'grade': grade, 'category': category}) AS worst FROM my_disability GROUP BY pid)
        ANTI JOIN my_dept_subsidy USING (pid) JOIN person USING (pid)"""),
    "R20": ("care", "SELECT household, id, 100 * age, 700, NULL FROM person ANTI JOIN my_school USING (pid) "
                    "WHERE age BETWEEN 7 AND 15"),
    "R21": ("yellow", """SELECT household, id, total, 30000, first FROM (SELECT pid, CAST(sum(fen) AS BIGINT) AS total,
        min(employer_code) AS first FROM my_housing_fund GROUP BY pid) ANTI JOIN (SELECT pid FROM wage
        WHERE month = getvariable('month') AND pid IS NOT NULL) USING (pid) JOIN person USING (pid)
        WHERE total >= 30000"""),
    "R22": ("yellow", person_sum("insurance", "1000000", "total > 1000000", ROWS)),
    "R23": ("yellow", f"SELECT household, NULL, 100 * total, 150000, {ROWS} FROM {METER} WHERE total > 1500"),
    "R24": ("yellow", f"SELECT household, NULL, 0, 0, {ROWS} FROM {METER} WHERE total = 0"),
    "R25": ("red", "SELECT household, id, 100, 0, first FROM (SELECT pid, min(name) AS first FROM my_population "
                   "GROUP BY pid) JOIN person USING (pid) WHERE first <> name"),
    "R26": ("yellow", "SELECT household, id, 0, 100, NULL FROM person ANTI JOIN my_population USING (pid) "
                      "ANTI JOIN my_death USING (pid)"),
    "R27": ("yellow", family_sum("realty_tx", "10000000", "total > 10000000", "first", "min(contract_no) AS first")),
    "R28": ("yellow", person_sum("agri_machine", "5000000", "total > 5000000", ROWS)),
    "R29": ("yellow", person_sum("farm_subsidy", "300000", "total > 300000", ROWS)),
    "R30": ("yellow", person_sum("unemployment", "income", "total > income", "getvariable('month')")),
    "R31": ("yellow", """SELECT household, id, 100 * (getvariable('day') - first.start_date), 18000, first.region_code
        FROM (SELECT pid, min({'start_date': start_date, 'region_code': region_code}) AS first FROM my_residence
        GROUP BY pid) JOIN person USING (pid)"""),
    "R32": ("red", """SELECT household, id, total, 0, getvariable('month') FROM (SELECT pid, CAST(sum(fen) AS BIGINT)
        AS total FROM my_resident_pension GROUP BY pid) SEMI JOIN (SELECT pid FROM my_pension
        WHERE month = getvariable('month')) USING (pid) JOIN person USING (pid)"""),
}
