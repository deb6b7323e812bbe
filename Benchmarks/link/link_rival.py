#!/usr/bin/env python3
"""The rival: Splink on DuckDB, unsupervised, with comparisons as near to ours as its library has them.

link_rival.py --a A.csv --b B.csv --out FILE. Writes a,b,probability: the best partner of each record from 0.9 on.
"""

import argparse
import logging
import warnings

import pandas

warnings.filterwarnings("ignore")
logging.getLogger("splink").setLevel(logging.ERROR)

import splink.comparison_level_library as levels  # noqa: E402
import splink.comparison_library as comparisons  # noqa: E402
from splink import Linker, SettingsCreator, block_on  # noqa: E402
from splink.backends.duckdb import DuckDBAPI  # noqa: E402

THRESHOLD = 0.9


def table(path):
    """A list with the parts of its fields that blocking and comparing use; empty fields are silent."""
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    frame["surname"] = frame["name"].str.split().str[-1].where(frame["name"].str.contains(" "), frame["name"].str[:1])
    frame["year"] = frame["birth_date"].str[:4]
    frame["day"] = frame["birth_date"].str.replace("-", "")
    frame["door"] = frame["address"].str.extract(r"([^市县镇乡道]+\d+号)$", expand=False).fillna("")
    number = frame["id_no"]
    short = number.where(number.str.len() != 18, number.str[:6] + number.str[8:17])
    frame["short_id"] = short.where(number.str[6:8].eq("19") | number.str.len().ne(18), "")
    return frame.astype(object).where(frame != "", None)


def field(column, *middle, rarity=False):
    """Silent, the same, what is between, anything else."""
    same = levels.ExactMatchLevel(column, term_frequency_adjustments=rarity)
    between = [levels.CustomLevel(condition, words) for words, condition in middle]
    return comparisons.CustomComparison(
        output_column_name=column, comparison_levels=[levels.NullLevel(column), same, *between, levels.ElseLevel()])


def settings():
    date = "try_strptime(day_{0}, '%Y%m%d')::DATE"
    days = f"abs(date_diff('day', {date.format('l')}, {date.format('r')}))"
    swapped = "day_l[1:4] = day_r[1:4] AND day_l[5:6] = day_r[7:8] AND day_l[7:8] = day_r[5:6]"
    return SettingsCreator(
        link_type="link_only", unique_id_column_name="rec_id", retain_matching_columns=False,
        comparisons=[
            field("id_no", ("one slip or the old form",
                            "damerau_levenshtein(id_no_l, id_no_r) <= 1 OR short_id_l = short_id_r")),
            field("name", ("one character", "levenshtein(name_l, name_r) <= 1"), ("two", "length(name_l) >= 8 AND "
                  "levenshtein(name_l, name_r) <= 2"), ("surname", "surname_l = surname_r"), rarity=True),
            field("day", ("swapped", swapped), ("near", f"{days} <= 10"), ("one slip", "damerau_levenshtein(day_l, day_r) <= 1")),
            field("address", ("shortened", "suffix(address_l, address_r) OR suffix(address_r, address_l)"),
                  ("alike", "levenshtein(address_l, address_r) <= 3"),
                  ("somewhat alike", "jaccard(address_l, address_r) >= 0.7 AND length(address_l) >= 20")),
            field("phone"), field("sex")],
        blocking_rules_to_generate_predictions=[
            block_on("id_no"), block_on("short_id"), block_on("name", "year"), block_on("day", "surname"),
            block_on("phone"), block_on("door", "sex"), block_on("name", "door"), block_on("address")])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--a", "--b", "--out"):
        parser.add_argument(option, required=True)
    given = parser.parse_args()
    left, right = table(given.a), table(given.b)
    api = DuckDBAPI()
    linker = Linker([api.register(left), api.register(right)], settings(), log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("id_no"), block_on("name", "day")], recall=0.85)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for anchor in (block_on("name"), block_on("day")):
        linker.training.estimate_parameters_using_expectation_maximisation(anchor)
    pairs = linker.inference.predict(threshold_match_probability=THRESHOLD).as_pandas_dataframe()
    mine = set(left["rec_id"])
    is_turned = ~pairs["rec_id_l"].isin(mine)
    pairs["a"] = pairs["rec_id_l"].where(~is_turned, pairs["rec_id_r"])
    pairs["b"] = pairs["rec_id_r"].where(~is_turned, pairs["rec_id_l"])
    best = pairs.sort_values(["match_probability", "b"], ascending=[False, True]).drop_duplicates("a")
    best = best.rename(columns={"match_probability": "probability"})
    best[["a", "b", "probability"]].to_csv(given.out, index=False)


if __name__ == "__main__":
    main()
