"""Invented households for the determination benchmark: households.py FOLDER [--households N] [--seed S].

Two files in the order of the households, members of a household together; amounts in yuan with two decimals.
One in twenty households has an amount, an age or a wealth exactly on or beside a line of the policy.
"""

import argparse
import pathlib

import numpy as np
import pyarrow as pa
import pyarrow.csv

from files import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, MONEY, decimals, policy_versions

FIRST_MONTH, LAST_MONTH = 2025 * 12 + 2, 2025 * 12 + 8


def sprinkle(random, share, values):
    return np.where(random.random(len(values)) < share, values, 0)


def members_of(random, size, poor):
    """Columns of all members, households one after the other."""
    total = int(size.sum())
    household = np.repeat(np.arange(len(size)), size)
    place = np.arange(total) - np.repeat(np.cumsum(size) - size, size)
    head = random.integers(20, 88, len(size))[household]
    age = np.where(place == 0, head, np.where(place == 1, np.maximum(18, head + random.integers(-6, 7, total)),
                                              np.maximum(0, head - random.integers(20, 40, total))))
    grade = np.where(random.random(total) < .13, random.integers(1, 5, total), 0)
    ill = (random.random(total) < .07).astype(np.int64)
    student = (((age >= 6) & (age < 18)) | ((age >= 18) & (age < 23) & (random.random(total) < .5))).astype(np.int64)
    able = ((age >= 18) & (age < 60) & ((grade == 0) | (grade >= 3)) & (random.random(total) < .8)).astype(np.int64)
    is_poor = poor[household]
    works = (able == 1) & (student == 0) & (random.random(total) < .6)
    wage = np.where(works, np.where(is_poor, random.integers(30_000, 260_000, total),
                                    random.integers(150_000, 700_000, total)), 0)
    pension = np.where((age >= 60) & (random.random(total) < .85),
                       np.where(is_poor, random.integers(15_000, 32_000, total), random.integers(150_000, 450_000, total)), 0)
    return household, {
        "member_no": place + 1, "age": age, "wage": wage,
        "business_income": sprinkle(random, .05, np.where(able == 1, random.integers(10_000, 250_000, total), 0)),
        "property_income": sprinkle(random, .15, random.integers(1_000, 60_000, total)),
        "transfer_income": sprinkle(random, .2, random.integers(2_000, 80_000, total)),
        "pension": pension, "disability_grade": grade,
        "mental": ((grade > 0) & (random.random(total) < .3)).astype(np.int64), "serious_illness": ill,
        "student": student, "can_work": able, "carer": ((able == 1) & (random.random(total) < .12)).astype(np.int64),
    }


def households(random, count, poor):
    counties = np.array(sorted(int(code) for code in policy_versions()[0]["standard"]))
    vehicles = (random.random(count) < np.where(poor, .06, .35)).astype(np.int64) + (random.random(count) < .01)
    houses = 1 + (random.random(count) < .05).astype(np.int64) - (random.random(count) < .2)
    medical = np.where(random.random(count) < .3, random.lognormal(13.8, 1.2, count).astype(np.int64) % 90_000_000,
                       random.integers(0, 150_000, count))
    month = random.integers(FIRST_MONTH, LAST_MONTH + 1, count)
    return {
        "county_code": counties[random.integers(0, len(counties), count)],
        "area": np.where(random.random(count) < .4, "U", "R"),
        "app_month": np.array([f"{m // 12}-{m % 12 + 1:02d}" for m in range(LAST_MONTH + 1)], dtype=object)[month],
        "vehicles": vehicles, "vehicle_value": vehicles * random.integers(500_000, 9_000_000, count),
        "houses": houses, "house_area": houses * random.integers(20, 110, count),
        "deposit": np.minimum(random.lognormal(np.where(poor, 13.0, 15.2), 1.4, count).astype(np.int64), 1_900_000_000),
        "securities": sprinkle(random, .03, random.integers(0, 9_000_000, count)),
        "business_capital": sprinkle(random, .04, random.integers(1, 40, count) * 1_000_000),
        "medical_annual": medical, "school_annual": sprinkle(random, .25, random.integers(50_000, 1_600_000, count)),
        "supporters": np.where(random.random(count) < .3, 0, random.integers(1, 4, count)),
    }


def put_on_lines(random, homes, people, household, size):
    """Puts one household in twenty exactly on or beside a line: ages, incomes and wealth where a rule turns."""
    versions = policy_versions()
    chosen = random.random(len(size)) < .05
    rows = chosen[household]
    ages = random.choice([15, 16, 17, 18, 59, 60, 69, 70, 79, 80], len(household))
    people["age"] = np.where(rows & (random.random(len(household)) < .5), ages, people["age"])
    latest = homes["app_month"] >= versions[1]["from"]
    standard = np.zeros(len(size), np.int64)
    for version, holds in zip(versions, (~latest, latest)):
        for code, areas in version["standard"].items():
            for area, amount in areas.items():
                standard[holds & (homes["county_code"] == int(code)) & (homes["area"] == area)] = amount
    shares = random.choice([1000, 1500, 2000], len(size))
    for name in ("wage", "business_income", "property_income", "pension", "can_work"):
        people[name] = np.where(rows, 0, people[name])
    beside = random.integers(-1, 2, len(household))
    people["transfer_income"] = np.where(rows, (standard * shares // 1000)[household] + beside, people["transfer_income"])
    months = random.choice([24, 36, 48], len(size))
    homes["deposit"] = np.where(chosen, standard * size * months + random.integers(-1, 2, len(size)), homes["deposit"])
    for name in ("securities", "business_capital", "vehicles", "vehicle_value", "medical_annual", "school_annual"):
        homes[name] = np.where(chosen, 0, homes[name])


def write(path, columns, values):
    arrays = [pa.array(values[name]) if name not in MONEY else decimals(values[name]) for name in columns]
    options = pa.csv.WriteOptions(include_header=False, quoting_style="none")
    with open(path, "wb") as file:
        file.write((",".join(columns) + "\n").encode())
        pa.csv.write_csv(pa.table(arrays, names=columns), file, write_options=options)


def make(folder, count, seed):
    random = np.random.default_rng(seed)
    poor = random.random(count) < .55
    size = random.choice([1, 2, 3, 4, 5, 6], count, p=[.28, .30, .20, .13, .06, .03])
    household, people = members_of(random, size, poor)
    homes = households(random, count, poor)
    put_on_lines(random, homes, people, household, size)
    keys = np.array([f"D{number:09d}" for number in range(count)], dtype=object)
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "det_household.csv", HOUSEHOLD_COLUMNS, homes | {"household_id": keys})
    write(folder / "det_member.csv", MEMBER_COLUMNS, people | {"household_id": keys[household]})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20250701)
    given = parser.parse_args()
    make(given.folder, given.households, given.seed)
