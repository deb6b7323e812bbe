"""The benchmark policy by hand in numpy, one thread: rules_numpy.py FOLDER OUTPUT; prints CPU seconds as JSON."""

import json
import sys

import numpy as np

import files


def whole_yuan(amount):
    return -(-amount // 100) * 100


def determine(homes, people, starts):
    versions = files.policy_versions()
    size = np.diff(np.append(starts, len(people["age"])))
    owner = np.repeat(np.arange(len(size)), size)
    of_home = {name: np.array([v[name] for v in versions])[homes["version"]]
               for name in versions[0] if name not in ("from", "standard", "policyVersion")}
    of_member = {name: values[owner] for name, values in of_home.items()}
    codes = sorted(int(code) for code in versions[0]["standard"])
    table = np.array([[[v["standard"][str(code)][area] for area in "RU"] for code in codes] for v in versions])
    standard = table[homes["version"], np.searchsorted(codes, homes["county_code"]), homes["urban"].astype(np.int64)]

    def total(values):
        return np.add.reduceat(values.astype(np.int64), starts)

    age, grade = people["age"], people["disability_grade"]
    severe = (grade == 1) | (grade == 2)
    earned = people["wage"] + people["business_income"]
    imputed = of_member["minimumWage"] * of_member["imputedShare"] // 1000
    able = ((age >= 18) & (age <= 59) & (people["can_work"] == 1) & (people["student"] == 0) & (people["carer"] == 0)
            & ~severe & (earned < imputed))
    cost = np.minimum(people["wage"] * of_member["workCostShare"] // 1000, of_member["workCostCap"])
    pension = np.where(age >= of_member["pensionFreeAge"], 0, np.maximum(0, people["pension"] - of_member["pensionExempt"]))
    counted = np.where(able, imputed, earned - cost) + pension + people["property_income"] + people["transfer_income"]

    gross = total(counted)
    expense = (homes["medical_annual"] + homes["school_annual"]) // 12
    income = gross - np.minimum(expense, gross * of_home["rigidCap"] // 1000)
    each = income // size
    wealth = homes["deposit"] + homes["securities"]
    sound = (((homes["houses"] <= 1) | (homes["house_area"] <= of_home["houseAreaCap"] * size))
             & (homes["business_capital"] <= of_home["businessCap"]))
    cheap = homes["vehicle_value"] <= of_home["vehicleCap"]
    car = (homes["vehicles"] == 0) | ((homes["vehicles"] == 1) & (total(severe) > 0) & cheap)
    poor = (each < standard) & sound & car & (wealth <= of_home["depositMonths"] * standard * size)
    loose = sound & cheap & (homes["vehicles"] <= 1) & (wealth <= of_home["edgeDepositMonths"] * standard * size)
    below = each < standard * of_home["edgeShare"] // 1000
    destitute = (poor & (homes["supporters"] == 0) & (total((age < 60) & (age >= 16) & ~severe) == 0)
                 & (total(earned) == 0))
    near = ~poor & below & loose
    rigid = (~poor & ~near & (each < standard * of_home["rigidShare"] // 1000) & loose
             & (expense * 1000 >= gross * of_home["rigidExpenseShare"]) & (gross - expense < standard * size))

    share = np.maximum.reduce([
        np.where(severe, of_member["upliftDisabled"], 0),
        np.where(people["serious_illness"] == 1, of_member["upliftIllness"], 0),
        np.where(age >= of_member["oldAge"], of_member["upliftOld"], 0), np.where(age < 18, of_member["upliftChild"], 0)])
    member_uplift = standard[owner] * share // 1000 // 100 * 100
    floor = standard * of_home["floorShare"] // 1000
    alone = (near[owner] & (severe | ((grade == 3) & (people["mental"] == 1)) | (people["serious_illness"] == 1))
             & (age >= 18) & (earned == 0))
    singles = total(alone)
    cases = [destitute, poor, near & (singles > 0)]
    base = np.select(cases, [
        whole_yuan(standard * of_home["destituteShare"] // 1000 * size),
        whole_yuan(np.maximum(standard * size - income, floor * size)),
        total(np.where(alone, whole_yuan(np.maximum(standard[owner] - counted, floor[owner])), 0))], 0)
    uplift = np.select(cases, [
        total(np.where(severe, of_member["careFull"] // np.maximum(grade, 1), 0)), total(member_uplift),
        total(np.where(alone, member_uplift, 0))], 0)
    program = np.select(cases + [near, rigid], [1, 2, 3, 4, 5], 0)
    return {
        "program": program, "reason": np.where(program > 0, 0, np.where(below, 2, 1)), "members": size,
        "covered": np.select(cases, [size, size, singles], 0), "income": income, "per_capita": each,
        "standard": standard, "base": base, "uplift": uplift, "total": base + uplift}


if __name__ == "__main__":
    watch = files.Stopwatch()
    loaded = files.load(sys.argv[1])
    reading = watch.lap()
    found = determine(*loaded)
    calculating = watch.lap()
    files.write(sys.argv[2], loaded[0], found)
    print(json.dumps({"reading": reading, "calculating": calculating, "writing": watch.lap()}))
