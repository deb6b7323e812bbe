"""The benchmark policy as an OpenFisca system, vectorised: rules_openfisca.py FOLDER OUTPUT; prints CPU seconds as JSON.

Formulas ask for variables and parameters by name and month, as OpenFisca systems do; there is one simulation for each
version of the parameters. Amounts are whole fen; OpenFisca holds integers in 32 bits, formulas widen where they must.
"""

import json
import sys

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import MONTH
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

import files
from rules_numpy import whole_yuan

Person = build_entity(key="person", plural="persons", label="person", is_person=True)
Household = build_entity(
    key="household", plural="households", label="household",
    roles=[{"key": "member", "plural": "members", "label": "member"}])
PERSON_FACTS = [name for name in files.MEMBER_COLUMNS if name not in ("household_id", "member_no")]
HOME_FACTS = [name for name in files.HOUSEHOLD_COLUMNS if name not in files.TEXT] + ["urban"]
FORMULAS = {Person: {}, Household: {}}


def rule(entity):
    def register(formula):
        FORMULAS[entity][formula.__name__] = formula
        return formula
    return register


def wide(values):
    return np.asarray(values, dtype=np.int64)


@rule(Person)
def severe(person, month):
    grade = person("disability_grade", month)
    return (grade == 1) | (grade == 2)


@rule(Person)
def earned(person, month):
    return person("wage", month) + person("business_income", month)


@rule(Person)
def counted(person, month, parameters):
    p, age, wage = parameters(month), person("age", month), person("wage", month)
    own, imputed = person("earned", month), p.minimumWage * p.imputedShare // 1000
    able = ((age >= 18) & (age <= 59) & (person("can_work", month) == 1) & (person("student", month) == 0)
            & (person("carer", month) == 0) & (person("severe", month) == 0) & (own < imputed))
    labour = np.where(able, imputed, own - np.minimum(wide(wage) * p.workCostShare // 1000, p.workCostCap))
    pension = np.where(age >= p.pensionFreeAge, 0, np.maximum(0, person("pension", month) - p.pensionExempt))
    return labour + pension + person("property_income", month) + person("transfer_income", month)


@rule(Person)
def class_uplift(person, month, parameters):
    p, age = parameters(month), person("age", month)
    share = np.maximum.reduce([
        (person("severe", month) == 1) * p.upliftDisabled, (person("serious_illness", month) == 1) * p.upliftIllness,
        (age >= p.oldAge) * p.upliftOld, (age < 18) * p.upliftChild])
    return wide(person.household("standard", month)) * share // 1000 // 100 * 100


@rule(Person)
def alone(person, month):
    mental = (person("disability_grade", month) == 3) & (person("mental", month) == 1)
    return (((person("severe", month) == 1) | mental | (person("serious_illness", month) == 1))
            & (person("age", month) >= 18) & (person("earned", month) == 0))


@rule(Household)
def standard(household, month, parameters):
    table, urban = parameters(month).standard, household("urban", month)
    result = np.zeros(household.count, np.int64)
    for code in files.policy_versions()[0]["standard"]:
        of = getattr(table, f"c{code}")
        result = np.where(household("county_code", month) == int(code), np.where(urban == 1, of.U, of.R), result)
    return result


@rule(Household)
def size(household, month):
    return household.nb_persons()


@rule(Household)
def gross(household, month):
    return household.sum(household.members("counted", month))


@rule(Household)
def expense(household, month):
    return (household("medical_annual", month) + household("school_annual", month)) // 12


@rule(Household)
def income(household, month, parameters):
    whole = wide(household("gross", month))
    return whole - np.minimum(household("expense", month), whole * parameters(month).rigidCap // 1000)


@rule(Household)
def per_capita(household, month):
    return household("income", month) // household("size", month)


@rule(Household)
def sound(household, month, parameters):
    p = parameters(month)
    return (((household("houses", month) <= 1) | (household("house_area", month) <= p.houseAreaCap * household("size", month)))
            & (household("business_capital", month) <= p.businessCap))


def wealth_within(household, month, months):
    line = wide(household("standard", month)) * months * household("size", month)
    return wide(household("deposit", month)) + household("securities", month) <= line


@rule(Household)
def poor(household, month, parameters):
    p, vehicles = parameters(month), household("vehicles", month)
    adapted = (vehicles == 1) & household.any(household.members("severe", month) == 1)
    car = (vehicles == 0) | (adapted & (household("vehicle_value", month) <= p.vehicleCap))
    return ((household("per_capita", month) < household("standard", month)) & (household("sound", month) == 1) & car
            & wealth_within(household, month, p.depositMonths))


@rule(Household)
def loose(household, month, parameters):
    p = parameters(month)
    return ((household("sound", month) == 1) & (household("vehicles", month) <= 1)
            & (household("vehicle_value", month) <= p.vehicleCap) & wealth_within(household, month, p.edgeDepositMonths))


@rule(Household)
def below(household, month, parameters):
    return household("per_capita", month) < wide(household("standard", month)) * parameters(month).edgeShare // 1000


@rule(Household)
def program(household, month, parameters):
    p, members = parameters(month), household.members
    age, line = members("age", month), wide(household("standard", month))
    able = household.sum(((age < 60) & (age >= 16) & (members("severe", month) == 0)).astype(np.int64))
    is_poor, is_loose = household("poor", month) == 1, household("loose", month) == 1
    destitute = is_poor & (household("supporters", month) == 0) & (able == 0) & (household.sum(members("earned", month)) == 0)
    near = ~is_poor & (household("below", month) == 1) & is_loose
    whole, spent = wide(household("gross", month)), wide(household("expense", month))
    rigid = ((household("per_capita", month) < line * p.rigidShare // 1000) & is_loose
             & (spent * 1000 >= whole * p.rigidExpenseShare) & (whole - spent < line * household("size", month)))
    singles = household.sum(members("alone", month)) > 0
    return np.select([destitute, is_poor, near & singles, near, rigid], [1, 2, 3, 4, 5], 0)


@rule(Household)
def reason(household, month):
    return np.where(household("program", month) > 0, 0, np.where(household("below", month) == 1, 2, 1))


@rule(Household)
def covered(household, month):
    kind = household("program", month)
    singles = household.sum(household.members("alone", month))
    return np.select([(kind == 1) | (kind == 2), kind == 3], [household("size", month), singles], 0)


@rule(Household)
def base(household, month, parameters):
    p, kind, members = parameters(month), household("program", month), household.members
    line, people = wide(household("standard", month)), household("size", month)
    floor = line * p.floorShare // 1000
    gap = np.maximum(line * people - household("income", month), floor * people)
    single = np.maximum(household.project(line) - members("counted", month), household.project(floor))
    singles = household.sum(np.where(members("alone", month) == 1, whole_yuan(single), 0))
    return np.select([kind == 1, kind == 2, kind == 3],
                     [whole_yuan(line * p.destituteShare // 1000 * people), whole_yuan(gap), singles], 0)


@rule(Household)
def uplift(household, month, parameters):
    kind, members = household("program", month), household.members
    grade, each = members("disability_grade", month), members("class_uplift", month)
    care = np.where(members("severe", month) == 1, parameters(month).careFull // np.maximum(grade, 1), 0)
    return np.select([kind == 1, kind == 2, kind == 3], [
        household.sum(care), household.sum(each), household.sum(each * members("alone", month))], 0)


@rule(Household)
def total(household, month):
    return household("base", month) + household("uplift", month)


def system():
    result = TaxBenefitSystem([Person, Household])
    for entity, facts in ((Person, PERSON_FACTS), (Household, HOME_FACTS)):
        for name, formula in {**dict.fromkeys(facts), **FORMULAS[entity]}.items():
            body = {"value_type": int, "entity": entity, "definition_period": MONTH, "label": name}
            if formula:
                body["formula"] = formula
            result.add_variable(type(name, (Variable,), body))

    def dated(value):
        return {"values": {f"{version['from']}-01": {"value": value(version)} for version in files.policy_versions()}}

    first = files.policy_versions()[0]
    data = {name: dated(lambda version, name=name: version[name]) for name in first
            if name not in ("from", "standard", "policyVersion")}
    data["standard"] = {
        f"c{code}": {area: dated(lambda version, code=code, area=area: version["standard"][code][area]) for area in "UR"}
        for code in first["standard"]}
    result.parameters = ParameterNode("", data=data)
    return result


def determine(rules, homes, people, starts):
    """All households, one simulation for each version of the parameters."""
    count = len(starts)
    size = np.diff(np.append(starts, len(people["age"])))
    owner = np.repeat(np.arange(count), size)
    names = ["program", "reason", "covered"] + files.RESULT[6:]
    found = {name: np.zeros(count, np.int64) for name in names} | {"members": size}
    for number, version in enumerate(files.policy_versions()):
        chosen = homes["version"] == number
        rows = chosen[owner]
        month = version["from"]
        builder = SimulationBuilder()
        builder.create_entities(rules)
        builder.declare_person_entity("person", np.arange(rows.sum()))
        builder.declare_entity("household", np.arange(chosen.sum()))
        place = np.cumsum(chosen) - 1
        builder.join_with_persons(builder.populations["household"], place[owner[rows]], np.array(["member"] * rows.sum()))
        simulation = builder.build(rules)
        for name in PERSON_FACTS:
            simulation.set_input(name, month, people[name][rows].astype(np.int32))
        for name in HOME_FACTS:
            simulation.set_input(name, month, np.asarray(homes[name])[chosen].astype(np.int32))
        for name in names:
            found[name][chosen] = simulation.calculate(name, month)
    return found


if __name__ == "__main__":
    watch = files.Stopwatch()
    loaded = files.load(sys.argv[1])
    rules = system()
    reading = watch.lap()
    found = determine(rules, *loaded)
    calculating = watch.lap()
    files.write(sys.argv[2], loaded[0], found)
    print(json.dumps({"reading": reading, "calculating": calculating, "writing": watch.lap()}))
