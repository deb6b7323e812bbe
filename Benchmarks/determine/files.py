"""What the rivals share: columns, reading and writing CSV with pyarrow, and the parameters of the policy as written."""

import functools
import pathlib
import time

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
import yaml

PACK = pathlib.Path(__file__).resolve().parents[2] / "policies/reference/assistance/CN/pack.yaml"
HOUSEHOLD_COLUMNS = [
    "household_id", "county_code", "area", "app_month", "vehicles", "vehicle_value", "houses", "house_area", "deposit",
    "securities", "business_capital", "medical_annual", "school_annual", "supporters"]
MEMBER_COLUMNS = [
    "household_id", "member_no", "age", "wage", "business_income", "property_income", "transfer_income", "pension",
    "disability_grade", "mental", "serious_illness", "student", "can_work", "carer"]
MONEY = {
    "vehicle_value", "deposit", "securities", "business_capital", "medical_annual", "school_annual", "wage",
    "business_income", "property_income", "transfer_income", "pension"}
TEXT = {"household_id", "area", "app_month"}
RESULT = ["household_id", "policy", "program", "reason", "members", "covered", "income", "per_capita", "standard", "base",
          "uplift", "total"]
PROGRAMS = ["none", "tekun", "dibao", "single", "edge", "rigid"]
REASONS = ["ok", "income", "property"]


@functools.cache
def policy_versions():
    """One dictionary of parameters for each day on which they change, oldest first."""
    parameters = yaml.safe_load(PACK.read_text())["parameters"]
    days = [value["from"] for value in parameters["standard"]["values"]]
    return [
        {"from": f"{day:%Y-%m}"} | {name: p["values"][number]["value"] for name, p in parameters.items()}
        for number, day in enumerate(days)]


def decimals(fen):
    """Whole fen as decimals with two places, without a loop: the low word of each is the number."""
    words = np.zeros((len(fen), 2), np.int64)
    words[:, 0] = fen
    words[:, 1] = np.asarray(fen) >> 63
    return pa.Array.from_buffers(pa.decimal128(18, 2), len(fen), [None, pa.py_buffer(words)])


def read(path):
    with open(path, encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    types = {n: pa.decimal128(18, 2) if n in MONEY else pa.string() if n in TEXT else pa.int64() for n in names}
    table = pa.csv.read_csv(path, convert_options=pa.csv.ConvertOptions(column_types=types))
    columns = {}
    for name in names:
        column = table[name].combine_chunks()
        if name in MONEY:
            words = np.frombuffer(column.buffers()[1], np.int64).reshape(-1, 2)
            columns[name] = words[column.offset:column.offset + len(column), 0].copy()
        else:
            columns[name] = column if name in TEXT else column.to_numpy()
    return columns


def load(folder):
    """Households, members, and where each household's members begin."""
    homes, people = read(f"{folder}/det_household.csv"), read(f"{folder}/det_member.csv")
    starts = np.flatnonzero(people["member_no"] == 1)
    assert len(starts) == len(homes["county_code"]), "every household has a first member"
    homes["urban"] = pa.compute.equal(homes["area"], "U").to_numpy(zero_copy_only=False)
    latest = pa.compute.greater_equal(homes["app_month"], policy_versions()[1]["from"])
    homes["version"] = latest.to_numpy(zero_copy_only=False).astype(np.int64)
    return homes, people, starts


def write(path, homes, found):
    def words(codes, texts):
        return pa.array(texts).take(pa.array(codes.astype(np.int32)))

    columns = [
        homes["household_id"], words(homes["version"], [v["policyVersion"] for v in policy_versions()]),
        words(found["program"], PROGRAMS), words(found["reason"], REASONS), pa.array(found["members"]),
        pa.array(found["covered"])] + [decimals(found[name]) for name in RESULT[6:]]
    options = pa.csv.WriteOptions(include_header=False, quoting_style="none")
    with open(path, "wb") as file:
        file.write((",".join(RESULT) + "\n").encode())
        pa.csv.write_csv(pa.table(columns, names=RESULT), file, write_options=options)


class Stopwatch:
    """CPU seconds of the process between laps."""

    def __init__(self):
        self.last = time.process_time()

    def lap(self):
        now = time.process_time()
        self.last, passed = now, now - self.last
        return passed
